"""Gifts paid at the test bank while the site and the worker are killed at random: none lost, none counted twice.

``python -m benchmarks.killing``, on an empty migrated database. Only processes that this measure started are killed.
"""

import json
import os
import shutil
import threading
import time
from random import Random

import httpx
from django.db import close_old_connections

import benchmarks.ready as ready
from benchmarks import books, gifts, servers
from benchmarks.errors import BenchmarkFailed
from trousse.core.money import Euro
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.money.payments.services import payment_redirect

GIFTS = int(os.environ.get("BENCH_GIFTS", "500"))
KILLS = int(os.environ.get("BENCH_KILLS", "20"))
SEED = 2017
RETRY_DELAYS = "0.5,1,1,2,2,3,5,5,10,10,20,20"
"""The bank of the measure is more eager than a real one: the site is away for a second, not for an hour."""
SETTLE_SECONDS = 240.0


def measure() -> dict[str, object]:
    """Pays every gift, kills meanwhile, waits for calm, then compares bank, gifts, gauges and ledger."""
    random = Random(SEED)
    campaigns = gifts.campaigns_open(20, room=Euro.of(100_000))
    waiting = gifts.gifts_begin(campaigns, GIFTS, random)
    state = ready.log_file("bank").parent.parent / "bench-bank"
    shutil.rmtree(state, ignore_errors=True)
    variables = ready.VARIABLES | {
        "TESTBANK_STATE_DIR": str(state),
        "TESTBANK_RETRY_DELAYS": "0.5,1,1,2,2,3,5,5,10,10,20,20",
    }
    begun = time.perf_counter()
    with (
        servers.bank(variables, ready.log_file("bank")) as bank,
        servers.web(variables, ready.log_file("web")) as web,
        servers.worker(variables, ready.log_file("worker")) as worker,
    ):
        servers.wait_for(bank, f"{variables['TESTBANK_URL']}/_bank/state")
        servers.wait_for(web, f"{variables['BASE_URL']}/healthz")
        paying = threading.Thread(target=_pay_all, args=(variables["TESTBANK_URL"], waiting))
        paying.start()
        kills = _kill_at_random(random, (web, worker))
        paying.join()
        _wait_for_calm(variables["TESTBANK_URL"])
        told = _bank_state(variables["TESTBANK_URL"])
        books.require_balance(with_providers=True)
    return _verdict(waiting, told) | {"kills": kills, "seconds": round(time.perf_counter() - begun, 1), "seed": SEED}


def _pay_all(bank_url: str, waiting: list[Donation]) -> None:
    with httpx.Client(base_url=bank_url, timeout=30) as client:
        for gift in waiting:
            assert gift.payment is not None, "a gift that was begun has a payment"
            form = payment_redirect(gift.payment).fields
            client.post("/_bank/pay", data=form | {"card": "accepted"}).raise_for_status()


def _kill_at_random(random: Random, programs: tuple[servers.Program, ...]) -> dict[str, int]:
    """SIGKILL, no time to tidy up; started again a moment later."""
    kills = {program.name: 0 for program in programs}
    for _ in range(KILLS):
        time.sleep(random.uniform(0.2, 1.6))
        victim = random.choice(programs)
        victim.kill()
        kills[victim.name] += 1
        time.sleep(random.uniform(0.05, 0.5))
        victim.start()
    return kills


def _wait_for_calm(bank_url: str) -> None:
    """Until every gift is counted and the bank has nothing more to say."""
    deadline = time.perf_counter() + SETTLE_SECONDS
    while Donation.objects.exclude(state=DonationState.SETTLED).exists():
        if time.perf_counter() > deadline:
            raise BenchmarkFailed("des dons payés ne sont toujours pas comptés")
        time.sleep(0.2)
        close_old_connections()
    httpx.get(f"{bank_url}/_bank/idle", params={"timeout": 60}, timeout=90).raise_for_status()


def _bank_state(bank_url: str) -> dict[str, object]:
    answer = httpx.get(f"{bank_url}/_bank/state", params={"limit": 5_000}, timeout=30)
    answer.raise_for_status()
    state: dict[str, object] = answer.json()
    return state


def _verdict(waiting: list[Donation], told: dict[str, object]) -> dict[str, object]:
    """Every transaction that the bank accepted is one settled gift of the same amount, and the other way round."""
    settled = {
        gift.payment.reference: gift.taken_cents
        for gift in Donation.objects.filter(state=DonationState.SETTLED).select_related("payment")
        if gift.payment is not None
    }
    transactions = told["transactions"]
    assert isinstance(transactions, list), "the bank tells its transactions as a list"
    paid = [one for one in transactions if one["status"] in {"AUTHORISED", "CAPTURED"}]
    accepted = {one["order_id"]: one["amount"] for one in paid}
    if len(paid) != len(accepted) or accepted != settled or len(settled) != len(waiting):
        raise BenchmarkFailed(f"banque {len(paid)}, dons comptés {len(settled)}, commencés {len(waiting)}")
    notifications = told["notifications"]
    assert isinstance(notifications, list), "the bank tells its notifications as a list"
    return {
        "gifts": len(settled),
        "cents": sum(settled.values()),
        "lost": 0,
        "twice": 0,
        "notifications": len(notifications),
        "attempts": sum(one.get("attempts", 1) for one in notifications),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
