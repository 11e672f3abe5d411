"""Gifts settled per second, from the bank's notification to the gauge, beside pgbench on the same PostgreSQL.

``python -m benchmarks.settlement``, on an empty migrated database (``python -m benchmarks.run settlement`` makes one).
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import benchmarks.ready as ready
from benchmarks import books, cpu, databases, gifts, load, notices, pgbench, servers
from benchmarks.errors import BenchmarkFailed
from trousse.core.money import Euro
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.money.payments.enums import NoticeState
from trousse.money.payments.models import InboxNotice
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.services import inbox_drain, notice_receive

CAMPAIGNS = 40
GIFTS = {1: 600, 8: 2_000}
"""How many are notified, by number of clients."""
PATH = "/crochets/systempay/notification"
PATIENCE = 120.0


@dataclass(frozen=True)
class Settled:
    """``doorbell``: seconds until the last notification was answered; ``gauge``: until the last gift counted."""

    gifts: int
    clients: int
    doorbell: float
    gauge: float
    batches: int
    yardstick: float
    cpu: dict[str, float]
    """Milliseconds of processor per gift, by program."""

    @property
    def per_second(self) -> float:
        return self.gifts / self.gauge

    @property
    def ratio(self) -> float:
        return self.per_second / self.yardstick


def run(address: str, lot: list[Donation], clients: int, pgbench_url: str, programs: Mapping[str, int]) -> Settled:
    """Notify all of ``lot`` and wait for the last one; pgbench runs before and after, half of the time each."""
    config = SystempayConfig.of(settings.SYSTEMPAY)
    requests = [load.post_form(address, PATH, notices.accepted(gift.payment, config)) for gift in lot if gift.payment]
    before = pgbench.transactions_per_second(pgbench_url, clients=clients, seconds=4)
    entries, at_work = _batches(), cpu.read(programs)
    begun = time.perf_counter()
    load.each_once(address, requests, clients)
    doorbell = time.perf_counter() - begun
    _wait_until_counted(lot, begun)
    gauge = time.perf_counter() - begun
    worked = cpu.read(programs)
    after = pgbench.transactions_per_second(pgbench_url, clients=clients, seconds=4)
    return Settled(
        len(lot),
        clients,
        doorbell,
        gauge,
        _batches() - entries,
        (before + after) / 2,
        _per_gift(at_work, worked, len(lot)),
    )


def _per_gift(before: cpu.Reading | None, after: cpu.Reading | None, count: int) -> dict[str, float]:
    """Empty where the system does not tell."""
    if before is None or after is None:
        return {}
    return {name: round(seconds * 1000 / count, 2) for name, seconds in after.since(before).items()}


def _wait_until_counted(lot: list[Donation], begun: float) -> None:
    while InboxNotice.objects.filter(state=NoticeState.RECEIVED).exists():
        if time.perf_counter() - begun > PATIENCE:
            raise BenchmarkFailed("des dons notifiés ne sont toujours pas comptés")
        time.sleep(0.005)
    counted = Donation.objects.filter(pk__in=[gift.pk for gift in lot], state=DonationState.SETTLED).count()
    if counted != len(lot):
        raise BenchmarkFailed(f"{counted} dons comptés sur {len(lot)}")


def _batches() -> int:
    """How many transactions counted gifts so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xact) FROM ledger_entry")
        return int(cursor.fetchone()[0])


def statements_per_gift(lot: list[Donation]) -> float:
    """SQL statements of one batch that counts ``lot``, here in this process, divided by its gifts."""
    config = SystempayConfig.of(settings.SYSTEMPAY)
    for gift in lot:
        assert gift.payment is not None, "a gift that was begun has a payment"
        fields = dict(parse_qsl(notices.accepted(gift.payment, config).decode(), keep_blank_values=True))
        notice_receive(provider="systempay", data=fields)
    with CaptureQueriesContext(connection) as asked:
        inbox_drain(len(lot))
    return len(asked.captured_queries) / len(lot)


def measure(url: str) -> dict[str, object]:
    """With 1 and with 8 clients, on the same PostgreSQL as pgbench in the same minute."""
    random = Random(2017)
    campaigns = gifts.campaigns_open(CAMPAIGNS, room=Euro.of(1_000_000))
    alone = statements_per_gift(gifts.gifts_begin(campaigns, 200, random))
    lots = {clients: gifts.gifts_begin(campaigns, count, random) for clients, count in GIFTS.items()}
    address = ready.VARIABLES["BASE_URL"]
    with databases.empty_beside(url, "pgbench") as yardstick:
        pgbench.prepare(yardstick)
        with (
            servers.web(ready.VARIABLES, ready.log_file("web")) as web,
            servers.worker(ready.VARIABLES, ready.log_file("worker")) as worker,
        ):
            servers.wait_for(web, f"{address}/healthz")
            programs = {"web": web.pid, "worker": worker.pid}
            runs = [run(address, lot, clients, yardstick, programs) for clients, lot in lots.items()]
    books.require_balance()
    return {"statements_per_gift": round(alone, 3), "runs": [_as_dict(one) for one in runs]}


def _as_dict(one: Settled) -> dict[str, object]:
    return {
        "clients": one.clients,
        "gifts": one.gifts,
        "per_second": round(one.per_second, 1),
        "doorbells_per_second": round(one.gifts / one.doorbell, 1),
        "batches": one.batches,
        "pgbench": round(one.yardstick, 1),
        "ratio": round(one.ratio, 3),
        "cpu_ms_per_gift": one.cpu,
    }


if __name__ == "__main__":
    print(json.dumps(measure(os.environ["DATABASE_URL"])))
