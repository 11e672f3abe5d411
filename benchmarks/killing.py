"""Gifts paid at the test bank while site and worker are killed at random: none is lost, none counts twice.

``python -m benchmarks.killing``, on an empty migrated database (``python -m benchmarks.run killing`` makes one).
``BENCH_SEED`` plays the same amounts, cards and moments again.
"""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
from django.db import connection
from django.db.models import Sum

import benchmarks.ready as ready
from benchmarks import books, figures, gifts, servers, verdict
from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import Program
from benchmarks.sizes import KILLING
from benchmarks.verdict import Counted, Taken, Verdict
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Intake
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.money.ledger.models import Entry
from trousse.money.payments.enums import NoticeState
from trousse.money.payments.models import InboxNotice
from trousse.money.payments.services import payment_redirect
from trousse.platform.notifications.models import Message

CAMPAIGNS = 10
ROOM = Euro.of(1_000_000)
PAYERS = 4
REFUSED_SHARE = 0.06
RETURNING_SHARE = 0.5
SECONDS_BETWEEN_KILLS = (0.5, 4.5)
SECONDS_DEAD = (0.0, 1.0)
PATIENT_SHARE = 0.8
PATIENCE = 180.0
"""A worker killed last leaves its batch to the next minute's round."""

RETRY_DELAYS = "0.3,0.5,1,1,2,2,3,3,5,5,5,10,10,10,20,20,20,30,30,30"


@dataclass
class Killer:
    """SIGKILL to the whole process group of one of ``victims``, again and again, until told to stop.

    Mostly once the site at ``address`` serves again, sometimes while it is still starting.
    """

    address: str
    victims: Sequence[Program]
    random: Random
    least: int
    kills: Counter[str] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Goes on until the payers are done *and* the number is reached; each victim is started again."""
        while not self._over.is_set() or self.kills.total() < self.least:
            time.sleep(self.random.uniform(*SECONDS_BETWEEN_KILLS))
            victim = self.random.choice(self.victims)
            victim.kill()
            self.kills[victim.name] += 1
            time.sleep(self.random.uniform(*SECONDS_DEAD))
            victim.start()
            if self.random.random() < PATIENT_SHARE:
                self._wait_for_site()

    def _wait_for_site(self) -> None:
        deadline = time.monotonic() + servers.READY_SECONDS
        while not servers.answers(f"{self.address}/healthz") and time.monotonic() < deadline:
            time.sleep(0.1)

    def finish(self) -> None:
        self._over.set()


class Bank:
    """The levers of the test bank (see its README)."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=60)

    def behave(self, **switches: Any) -> None:
        self._client.post("/_bank/behaviour", json=switches).raise_for_status()

    def pay(self, gift: Donation, card: str) -> str:
        """Pay as the payer's browser would; returns the address it is sent back to."""
        assert gift.payment is not None, "a gift that was begun has a payment"
        form = payment_redirect(gift.payment).fields
        answer = self._client.post("/_bank/pay", data={**form, "card": card})
        answer.raise_for_status()
        back: str = answer.json()["return"]["url"]
        return back

    def has_told_everything(self) -> bool:
        """No notification waits for its next try, none is being sent."""
        counts = self._client.get("/_bank/state", params={"order": "-"}).json()["counts"]["notifications"]
        return not counts["pending"] and not counts["sending"]

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.get("/_bank/state", params={"limit": 1_000_000}).json()
        return found


@dataclass
class Payers:
    """Donors, each at their own pace, over about ``seconds``. Some come back to the site, which may be dead."""

    bank: Bank
    random: Random
    seconds: float
    returns: Counter[str] = field(default_factory=Counter)

    def pay(self, lot: Sequence[Donation]) -> None:
        plans = [(gift, self._card(), self.random.random() < RETURNING_SHARE) for gift in lot]
        pauses = [self.random.uniform(0, 2 * self.seconds * PAYERS / len(lot)) for _ in lot]
        with ThreadPoolExecutor(PAYERS) as crowd:
            list(crowd.map(self._pay_one, plans, pauses))

    def _card(self) -> str:
        return "refused" if self.random.random() < REFUSED_SHARE else "accepted"

    def _pay_one(self, plan: tuple[Donation, str, bool], pause: float) -> None:
        gift, card, comes_back = plan
        time.sleep(pause)
        back = self.bank.pay(gift, card)
        if comes_back:
            self.returns["répondus" if self._come_back(back) else "sans réponse"] += 1

    @staticmethod
    def _come_back(address: str) -> bool:
        try:
            return httpx.get(address, timeout=5).status_code < 500
        except httpx.TransportError:
            return False


def main() -> None:
    """Prints the figures, then one JSON line. Fails when a gift is lost, counted twice, or the books do not hold."""
    ready.require_empty_database()
    random = Random(KILLING.seed)
    lot = gifts.gifts_begin(gifts.campaigns_open(CAMPAIGNS, room=ROOM), KILLING.gifts, random)
    seconds = KILLING.kills * (sum(SECONDS_BETWEEN_KILLS) + sum(SECONDS_DEAD)) / 2
    with tempfile.TemporaryDirectory() as memory:
        shop = {"TESTBANK_STATE_DIR": memory, "TESTBANK_RETRY_DELAYS": RETRY_DELAYS, "TESTBANK_NOTIFY_TIMEOUT": "5"}
        begun = time.monotonic()
        with (
            servers.bank(ready.VARIABLES | shop, ready.log_file("bank")) as bank_program,
            servers.web(ready.VARIABLES, ready.log_file("web")) as web,
            servers.worker(ready.VARIABLES, ready.log_file("worker")) as worker,
        ):
            for program, address in ((bank_program, "TESTBANK_URL"), (web, "BASE_URL")):
                servers.wait_for(program, f"{ready.VARIABLES[address]}/{'' if program is bank_program else 'healthz'}")
            bank = Bank(ready.VARIABLES["TESTBANK_URL"])
            bank.behave(duplicates=1)
            killer, payers = (
                Killer(ready.VARIABLES["BASE_URL"], (web, worker), random, KILLING.kills),
                Payers(bank, random, seconds),
            )
            _pay_under_fire(killer, payers, lot)
            _wait_for_calm(bank)
            state = bank.state()
            _judge(state, killer, payers, time.monotonic() - begun)


def _pay_under_fire(killer: Killer, payers: Payers, lot: Sequence[Donation]) -> None:
    executioner = threading.Thread(target=killer.work)
    executioner.start()
    try:
        payers.pay(lot)
    finally:
        killer.finish()
        executioner.join()


def _wait_for_calm(bank: Bank) -> None:
    """Until the bank has told everything and the worker has worked on all of it."""
    deadline = time.monotonic() + PATIENCE
    while not (bank.has_told_everything() and not InboxNotice.objects.filter(state=NoticeState.RECEIVED).exists()):
        if time.monotonic() > deadline:
            raise BenchmarkFailed("la banque ou la boîte de réception ne se vide pas")
        time.sleep(0.2)


def _judge(state: dict[str, Any], killer: Killer, payers: Payers, seconds: float) -> None:
    taken, counted = _taken(state), _counted()
    found = verdict.compare(taken, counted)
    facts = _facts(state, killer, payers, len(taken), seconds)
    sums = {
        "banque": sum(each.cents for each in taken),
        "jauges": Campaign.objects.aggregate(total=Sum("raised_cents"))["total"] or 0,
        "dons": sum(each.cents for each in counted),
    }
    _tell(facts, found, sums)
    ready.report({**facts, "verdict": str(found), "cents": sums, "ok": found.is_clean})
    if not found.is_clean or len(set(sums.values())) != 1:
        raise BenchmarkFailed(f"{found} ; sommes {sums}")
    _require_once(len(taken))
    books.require_balance(with_providers=True)


def _taken(state: dict[str, Any]) -> list[Taken]:
    return [
        Taken(each["uuid"], each["order_id"], each["amount"])
        for each in state["transactions"]
        if each["operation"] == "DEBIT" and each["status"] in {"AUTHORISED", "CAPTURED"}
    ]


def _counted() -> list[Counted]:
    settled = Donation.objects.filter(state=DonationState.SETTLED).order_by("pk")
    rows = settled.values_list("payment__transaction", "payment__reference", "taken_cents")
    return [Counted(*row) for row in rows]


def _require_once(number: int) -> None:
    """One entry, one intake and one word of thanks for each gift: neither more nor fewer."""
    found = {
        "écritures": Entry.objects.filter(key__startswith="gift:").count(),
        "prises en compte": Intake.objects.count(),
        "remerciements": Message.objects.filter(kind="donation.thanks").count(),
    }
    wrong = [f"{name} : {count}" for name, count in found.items() if count != number]
    if wrong:
        raise BenchmarkFailed(f"pour {number} dons, {', '.join(wrong)}")


def _facts(state: dict[str, Any], killer: Killer, payers: Payers, accepted: int, seconds: float) -> dict[str, Any]:
    notifications = state["notifications"]
    attempts = sum(each["attempts"] for each in notifications)
    return {
        "seed": KILLING.seed,
        "gifts": KILLING.gifts,
        "accepted": accepted,
        "kills": dict(sorted(killer.kills.items())),
        "notifications_sent": attempts,
        "of_which_retries": attempts - len(notifications),
        "of_which_duplicates": len(notifications) - len({each["uuid"] or each["order_id"] for each in notifications}),
        "given_up_by_the_bank": state["counts"]["notifications"]["given_up"],
        "returns": dict(payers.returns),
        "inbox_rows": InboxNotice.objects.count(),
        "batches": _batches(),
        "seconds": round(seconds, 1),
    }


def _batches() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xact) FROM ledger_entry")
        return int(cursor.fetchone()[0])


def _tell(facts: dict[str, Any], found: Verdict, sums: dict[str, int]) -> None:
    kills = facts["kills"]
    rows = [
        ("dons entamés, dont acceptés par la banque", f"{facts['gifts']}, {facts['accepted']}"),
        ("SIGKILL au site, au travail de fond", f"{kills.get('web', 0)}, {kills.get('worker', 0)}"),
        ("notifications envoyées par la banque", str(facts["notifications_sent"])),
        ("dont nouveaux essais", str(facts["of_which_retries"])),
        ("dont doublons voulus", str(facts["of_which_duplicates"])),
        ("retours de navigateur répondus, sans réponse", ", ".join(str(n) for n in facts["returns"].values())),
        ("lots comptés", str(facts["batches"])),
        ("secondes", figures.number(facts["seconds"])),
        *((f"total, {name}", str(Euro(cents))) for name, cents in sums.items()),
    ]
    ready.say(figures.table(("Tués pendant qu’on donne", f"graine {facts['seed']}"), rows))
    ready.say(f"\n  {'✓ aucun don perdu, aucun compté deux fois' if found.is_clean else f'✗ {found}'}")


if __name__ == "__main__":
    ready.alone(main)
