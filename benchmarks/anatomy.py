"""What counting gifts consists of: SQL statements, and where the time of a batch goes."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl

from django.db import connection, transaction

from benchmarks import figures, notices
from trousse.fundraising.campaigns import services as campaigns
from trousse.giving.donations import settlement as giving
from trousse.giving.donations.models import Donation
from trousse.giving.donations.transitions import DonationWorkflow
from trousse.money.ledger import services as ledger
from trousse.money.payments import settlement as payments
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.services import inbox_drain, notice_receive
from trousse.money.payments.transitions import PaymentWorkflow
from trousse.platform.notifications import delivery

# Each step of a batch: its name in the report, where it is called from, and under which name. None calls another.
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("paiements (verrous, états, journal)", payments, "_lock_payments"),
    ("paiements (verrous, états, journal)", PaymentWorkflow, "perform_many"),
    ("dons (verrous, états, journal)", giving, "lock_donations"),
    ("dons (verrous, états, journal)", DonationWorkflow, "perform_many"),
    ("collecte (place, jauge, soutiens)", campaigns, "contributions_add"),
    ("grand livre", ledger, "post_many"),
    ("courriels à écrire", giving, "_news"),
    ("courriels à écrire", giving, "notify_many"),
    ("boîte de réception", payments, "_save"),
)
COMMIT = "validation (COMMIT, fsync)"
REST = "le reste (lecture, décisions)"


@dataclass
class Anatomy:
    """SQL statements (BEGIN and COMMIT left aside) of one ring, of one batch and of one e-mail; shares of a batch."""

    gifts: int
    ring: int
    batch: int
    mail: float
    shares: dict[str, float] = field(default_factory=dict)


def dissect(lot: Sequence[Donation], config: SystempayConfig) -> Anatomy:
    """Rings, counts and thanks for ``lot`` in this very process."""
    rings = [_statements(partial(_ring, gift, config)) for gift in lot]
    spent: dict[str, float] = {}
    begun = time.perf_counter()
    with _timed(spent):
        batch = _statements(inbox_drain)
    whole = time.perf_counter() - begun
    spent[REST] = max(whole - sum(spent.values()), 0.0)
    mails = _statements(delivery.send_due)
    return Anatomy(len(lot), min(rings), batch, mails / len(lot), figures.shares(spent))


def _ring(gift: Donation, config: SystempayConfig) -> None:
    assert gift.payment is not None, "a gift that was begun has a payment"
    fields = parse_qsl(notices.accepted(gift.payment, config).decode(), keep_blank_values=True)
    notice_receive(provider=gift.payment.provider, data=dict(fields))


def _statements(act: Callable[[], Any]) -> int:
    count = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        act()
    return count


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Meanwhile, ``spent`` learns how many seconds each step takes."""
    with ExitStack() as stack:
        for name, place, function in STEPS:
            stack.enter_context(patch.object(place, function, _watched(getattr(place, function), name, spent)))
        stack.enter_context(patch.object(transaction.Atomic, "__exit__", _watched_commit(spent)))
        yield


def _watched(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def watched(*args: Any, **kwargs: Any) -> Any:
        begun = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - begun

    return watched


def _watched_commit(spent: dict[str, float]) -> Callable[..., None]:
    leave = transaction.Atomic.__exit__

    def watched(self: transaction.Atomic, *error: Any) -> None:
        is_outermost = len(connection.savepoint_ids) == 0
        begun = time.perf_counter()
        leave(self, *error)
        if is_outermost:
            spent[COMMIT] = spent.get(COMMIT, 0.0) + time.perf_counter() - begun

    return watched
