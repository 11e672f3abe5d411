"""Every piece of news against every state of a payment."""

from datetime import UTC, datetime, timedelta

import pytest

from trousse.core.money import Euro
from trousse.money.payments.enums import NoticeSource, NoticeState, PaymentState, RefundState
from trousse.money.payments.port import Operation, Status
from trousse.money.payments.rules import (
    CHECK_WAITS,
    News,
    OpenRefund,
    PaymentFacts,
    Verdict,
    decide,
    match_refunds,
    next_check,
    retry_wait,
)

S, N, V = PaymentState, Status, Verdict
TEN = Euro.of(10)

# For each news of the transaction "a", one verdict by state: the payment knows "a", "b", or nothing where it can.
DEBITS: dict[Status, dict[PaymentState, Verdict]] = {
    N.PAID: {S.STARTED: V.SETTLE, S.PAID: V.DOUBLE, S.FAILED: V.SETTLE, S.ABANDONED: V.SETTLE, S.EXPIRED: V.SETTLE},
    N.PENDING: dict.fromkeys(S, V.NOTHING),
    N.REFUSED: dict.fromkeys(S, V.NOTHING) | {S.STARTED: V.REFUSE},
    N.ABANDONED: dict.fromkeys(S, V.NOTHING) | {S.STARTED: V.ABANDON},
    N.CANCELLED: dict.fromkeys(S, V.NOTHING) | {S.STARTED: V.REFUSE, S.PAID: V.GIVEN_BACK},
    N.EXPIRED: dict.fromkeys(S, V.NOTHING) | {S.STARTED: V.REFUSE, S.PAID: V.GIVEN_BACK},
}
CREDITS: dict[Status, dict[PaymentState, Verdict]] = {
    N.PAID: dict.fromkeys(S, V.LATER) | {S.PAID: V.GIVEN_BACK},
    N.PENDING: dict.fromkeys(S, V.NOTHING),
    N.REFUSED: dict.fromkeys(S, V.LATER) | {S.PAID: V.REFUND_REFUSED},
}
CASES = [
    (operation, status, state, verdict)
    for operation, table in ((Operation.DEBIT, DEBITS), (Operation.CREDIT, CREDITS))
    for status, row in table.items()
    for state, verdict in row.items()
]


@pytest.mark.parametrize(("operation", "status", "state", "verdict"), CASES)
def test_every_news_in_every_state(operation: Operation, status: Status, state: PaymentState, verdict: Verdict) -> None:
    known = "" if state in (S.STARTED, S.ABANDONED, S.EXPIRED) else "b"
    payment = PaymentFacts(state, TEN, known)
    assert decide(payment, News(operation, status, TEN, "a")) is verdict


@pytest.mark.parametrize("state", [S.PAID, S.FAILED])
def test_what_is_known_of_a_transaction_is_not_news(state: PaymentState) -> None:
    """Paid already; or refused or cancelled since, the success being the older news that comes late."""
    assert decide(PaymentFacts(state, TEN, "a"), News(Operation.DEBIT, N.PAID, TEN, "a")) is V.NOTHING


def test_another_amount_is_verified_and_believed_only_from_the_bank_itself() -> None:
    payment = PaymentFacts(S.STARTED, TEN)
    assert decide(payment, News(Operation.DEBIT, N.PAID, Euro.of(9), "a")) is V.VERIFY
    assert decide(payment, News(Operation.DEBIT, N.PAID, Euro.of(9), "a", is_sure=True)) is V.SETTLE


def test_a_page_that_expired_without_a_transaction_was_left() -> None:
    assert decide(PaymentFacts(S.STARTED, TEN), News(Operation.DEBIT, N.EXPIRED, TEN)) is V.ABANDON


FIVE = Euro.of(5)


@pytest.mark.parametrize(
    ("refunds", "ref", "fulfilled", "unasked"),
    [
        ([], "c1", (), 500),
        ([OpenRefund(1, FIVE, "d")], "c1", (1,), 0),
        ([OpenRefund(1, TEN, "d"), OpenRefund(2, FIVE, "d"), OpenRefund(3, FIVE, "d")], "c1", (2,), 0),
        ([OpenRefund(1, FIVE, "d"), OpenRefund(2, FIVE, "d", "c1")], "c1", (2,), 0),
        ([OpenRefund(1, FIVE, "d", "c0")], "c1", (), 500),
        ([OpenRefund(1, FIVE, "other"), OpenRefund(2, FIVE, "d")], "c1", (2,), 0),
        ([OpenRefund(1, FIVE, "other")], "c1", (1,), 0),
        ([OpenRefund(1, TEN, "d")], "c1", (), 500),
    ],
)
def test_a_credit_is_one_refund(refunds: list[OpenRefund], ref: str, fulfilled: tuple[int, ...], unasked: int) -> None:
    matching = match_refunds(refunds, debit="d", given_back=FIVE, provider_ref=ref, is_whole=False)
    assert matching.fulfilled == fulfilled
    assert matching.unasked == Euro(unasked)


@pytest.mark.parametrize(
    ("refunds", "fulfilled", "unasked"),
    [
        ([], (), 1000),
        ([OpenRefund(1, FIVE, "d")], (1,), 500),
        ([OpenRefund(1, FIVE, "d"), OpenRefund(2, FIVE, "d")], (1, 2), 0),
        ([OpenRefund(1, FIVE, "other")], (), 1000),
    ],
)
def test_a_cancellation_is_all_of_them(refunds: list[OpenRefund], fulfilled: tuple[int, ...], unasked: int) -> None:
    matching = match_refunds(refunds, debit="d", given_back=TEN, provider_ref="d", is_whole=True)
    assert matching.fulfilled == fulfilled
    assert matching.unasked == Euro(unasked)


def test_silent_payments_are_asked_about_less_and_less_then_no_more() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    waits = [next_check(now, checks) for checks in range(1, len(CHECK_WAITS) + 1)]
    assert waits == sorted(wait for wait in waits if wait is not None)
    assert next_check(now, len(CHECK_WAITS) + 1) is None


def test_what_fails_rests_longer_and_longer() -> None:
    waits = [retry_wait(attempts) for attempts in range(50)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=30), timedelta(hours=6))


def test_every_word_has_its_french() -> None:
    for enum in (PaymentState, RefundState, NoticeState, NoticeSource, Verdict):
        assert all(value.label for value in enum)
