"""Gifts settled per second, from the bank's notification to the gauge, beside pgbench on the same PostgreSQL.

``python -m benchmarks.settlement``, on an empty migrated database (``python -m benchmarks.run settlement`` makes one).
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection

import benchmarks.ready as ready
from benchmarks import anatomy, books, cpu, databases, figures, gifts, load, notices, pgbench, servers
from benchmarks.anatomy import Anatomy
from benchmarks.errors import BenchmarkFailed
from benchmarks.sizes import SETTLEMENT
from trousse.core.money import Euro
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.money.payments.enums import NoticeState
from trousse.money.payments.models import InboxNotice
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message

PATH = "/crochets/systempay/notification"
ROOM = Euro.of(1_000_000)
PATIENCE = 300.0
YARDSTICK_SECONDS = 4.0


@dataclass(frozen=True)
class Settled:
    """One run.

    ``rings`` per second: notifications answered; ``per_second``: gifts counted, from the first ring to the last gauge.
    ``batches``: transactions that counted them. ``busy``: processor milliseconds a gift, by program, all threads.
    """

    gifts: int
    clients: int
    rings: float
    per_second: float
    batches: int
    yardstick: float
    busy: dict[str, float]
    mails_left: int

    @property
    def ratio(self) -> float:
        return self.per_second / self.yardstick

    def as_dict(self) -> dict[str, Any]:
        return {
            "gifts": self.gifts,
            "clients": self.clients,
            "gifts_per_second": round(self.per_second, 1),
            "rings_per_second": round(self.rings, 1),
            "pgbench_tps": round(self.yardstick, 1),
            "ratio": round(self.ratio, 3),
            "batches": self.batches,
            "cpu_ms_per_gift": {name: round(value, 2) for name, value in self.busy.items()},
            "thanks_not_sent_yet": self.mails_left,
        }


class Bench:
    """Servers that run, lots of gifts that wait, a yardstick beside them."""

    def __init__(self, config: SystempayConfig, yardstick: str, programs: Mapping[str, int]) -> None:
        self._config = config
        self._yardstick = yardstick
        self._programs = programs
        self._address = ready.VARIABLES["BASE_URL"]

    def run(self, lot: Sequence[Donation], clients: int) -> Settled:
        """Notify all of ``lot`` and wait for the last one; pgbench runs before and after it."""
        requests = [load.post_form(self._address, PATH, self._body(gift)) for gift in lot]
        yardsticks = [self._measure_yardstick(clients)]
        batches, busy = _batches(), cpu.read(self._programs)
        begun = time.perf_counter()
        rings = load.each_once(self._address, requests, clients)
        _wait_until_counted(lot)
        elapsed = time.perf_counter() - begun
        used = (after.since(busy) if (after := cpu.read(self._programs)) and busy else {}).items()
        batches = _batches() - batches
        left = _mails_left()
        _wait_until(lambda: not _mails_left(), "des remerciements ne partent pas")  # the yardstick must stand alone
        yardsticks.append(self._measure_yardstick(clients))
        return Settled(
            gifts=len(lot),
            clients=clients,
            rings=len(lot) / rings.elapsed,
            per_second=len(lot) / elapsed,
            batches=batches,
            yardstick=sum(yardsticks) / len(yardsticks),
            busy={name: seconds * figures.MILLISECONDS / len(lot) for name, seconds in used},
            mails_left=left,
        )

    def _body(self, gift: Donation) -> bytes:
        assert gift.payment is not None, "a gift that was begun has a payment"
        return notices.accepted(gift.payment, self._config)

    def _measure_yardstick(self, clients: int) -> float:
        return pgbench.transactions_per_second(self._yardstick, clients=clients, seconds=YARDSTICK_SECONDS)


def main() -> None:
    """Prints the tables, then one JSON line."""
    ready.require_empty_database()
    random, config = Random(SETTLEMENT.seed), SystempayConfig.of(settings.SYSTEMPAY)
    campaigns = gifts.campaigns_open(SETTLEMENT.campaigns, room=ROOM)
    dissected = gifts.gifts_begin(campaigns, SETTLEMENT.dissected, random)
    lots = {clients: gifts.gifts_begin(campaigns, count, random) for clients, count in SETTLEMENT.lots.items()}
    parts = anatomy.dissect(dissected, config)
    with databases.empty_beside(os.environ["DATABASE_URL"], "pgbench") as yardstick:
        pgbench.prepare(yardstick)
        with (
            servers.web(ready.VARIABLES, ready.log_file("web")) as web,
            servers.worker(ready.VARIABLES, ready.log_file("worker")) as worker,
        ):
            servers.wait_for(web, f"{ready.VARIABLES['BASE_URL']}/healthz")
            bench = Bench(config, yardstick, {web.name: web.pid, worker.name: worker.pid})
            runs = [bench.run(lot, clients) for clients, lot in lots.items()]
    books.require_balance()
    _tell(runs, parts)
    ready.report({"durability": _durability(), "runs": [run.as_dict() for run in runs], "anatomy": vars(parts)})


def _wait_until_counted(lot: Sequence[Donation]) -> None:
    inbox = InboxNotice.objects.filter(state=NoticeState.RECEIVED)
    _wait_until(lambda: not inbox.exists(), "des dons notifiés ne sont toujours pas comptés")
    counted = Donation.objects.filter(pk__in=[gift.pk for gift in lot], state=DonationState.SETTLED).count()
    if counted != len(lot):
        raise BenchmarkFailed(f"{counted} dons comptés sur {len(lot)}")


def _wait_until(is_done: Callable[[], bool], problem: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_done():
        if time.monotonic() > deadline:
            raise BenchmarkFailed(problem)
        time.sleep(0.005)


def _mails_left() -> int:
    return Message.objects.filter(state=MessageState.WAITING).count()


def _batches() -> int:
    """How many transactions counted gifts so far."""
    return int(_value("SELECT count(DISTINCT xact) FROM ledger_entry"))


def _durability() -> dict[str, str]:
    """What both sides pay for the safety of what they commit."""
    return {name: _value(f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")}


def _value(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _tell(runs: Sequence[Settled], parts: Anatomy) -> None:
    head = ("Dons comptés, de la notification à la jauge", *(f"{run.clients} client(s)" for run in runs))
    rows: list[tuple[str, ...]] = [
        ("dons par seconde", *(figures.number(run.per_second) for run in runs)),
        ("pgbench TPC-B, transactions par seconde", *(figures.number(run.yardstick) for run in runs)),
        ("rapport", *(figures.number(run.ratio) for run in runs)),
        ("notifications répondues par seconde", *(figures.number(run.rings) for run in runs)),
        ("dons par lot", *(figures.number(run.gifts / max(run.batches, 1)) for run in runs)),
        ("requêtes SQL par don", *(figures.number(_statements_per_gift(run, parts)) for run in runs)),
    ]
    rows += [
        (f"processeur, ms par don : {name}", *(figures.number(run.busy[name]) for run in runs)) for name in runs[0].busy
    ]
    rows.append(("remerciements encore à envoyer à la fin", *(figures.number(run.mails_left) for run in runs)))
    ready.say(figures.table(head, rows))
    ready.say(
        f"\n  SQL : {parts.ring} requêtes par notification, {parts.batch} par lot de {parts.gifts} dons, "
        f"{figures.number(parts.mail)} par courriel (après)."
    )
    where = [(name, f"{figures.number(share)} %") for name, share in parts.shares.items()]
    ready.say("\n" + figures.table(("Où va le temps d’un lot", "part"), where))


def _statements_per_gift(run: Settled, parts: Anatomy) -> float:
    return parts.ring + parts.batch * run.batches / run.gifts


if __name__ == "__main__":
    ready.alone(main)
