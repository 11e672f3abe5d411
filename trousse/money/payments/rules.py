"""What a piece of news does to a payment. Pure: every case of disorder, doubt or repetition is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trousse.core.money import Euro
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.port import Operation, Status


class Verdict(StrEnum):
    """What to do with a piece of news; ``label`` is what stays written on it."""

    SETTLE = "settle"
    REFUSE = "refuse"
    ABANDON = "abandon"
    DOUBLE = "double"
    GIVEN_BACK = "given_back"
    REFUND_REFUSED = "refund_refused"
    VERIFY = "verify"
    LATER = "later"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """In French, for who reads the inbox."""
        return _LABELS[self]


_LABELS = {
    Verdict.SETTLE: "payé",
    Verdict.REFUSE: "refusé",
    Verdict.ABANDON: "abandonné",
    Verdict.DOUBLE: "payé deux fois, à rendre",
    Verdict.GIVEN_BACK: "rendu",
    Verdict.REFUND_REFUSED: "remboursement refusé",
    Verdict.VERIFY: "montant inattendu, vérifié chez le prestataire",
    Verdict.LATER: "arrivé avant le paiement, à revoir",
    Verdict.NOTHING: "déjà su",
}


@dataclass(frozen=True)
class PaymentFacts:
    """What we know of a payment. ``transaction``: the one that counts, or the last one that was refused."""

    state: PaymentState
    amount: Euro
    transaction: str = ""


@dataclass(frozen=True)
class News:
    """What the provider says. ``is_sure``: it answered our question, nobody could have changed it on the way."""

    operation: Operation
    status: Status
    amount: Euro
    transaction: str = ""
    is_sure: bool = False


def decide(payment: PaymentFacts, news: News) -> Verdict:
    """What to do, whatever came before and in whatever order."""
    if news.operation is Operation.CREDIT:
        return _decide_credit(payment, news)
    if news.status is Status.PAID:
        return _decide_paid(payment, news)
    if news.status in (Status.CANCELLED, Status.EXPIRED) and news.transaction:
        return _decide_cancelled(payment)
    if payment.state is not PaymentState.STARTED or news.status is Status.PENDING:
        # Old news, or none: what was left or refused does not undo what was paid.
        return Verdict.NOTHING
    return Verdict.REFUSE if news.status is Status.REFUSED else Verdict.ABANDON


def _decide_paid(payment: PaymentFacts, news: News) -> Verdict:
    if payment.transaction == news.transaction:
        # Paid already; or refused or cancelled since, and this is the older news, late.
        return Verdict.NOTHING
    if payment.state is PaymentState.PAID:
        return Verdict.DOUBLE
    if news.amount != payment.amount and not news.is_sure:
        return Verdict.VERIFY
    return Verdict.SETTLE


def _decide_cancelled(payment: PaymentFacts) -> Verdict:
    """A debit that will never be taken after all."""
    if payment.state is PaymentState.PAID:
        return Verdict.GIVEN_BACK
    # Remembered as refused, so that the older news of its success, if it comes now, changes nothing.
    return Verdict.REFUSE if payment.state is PaymentState.STARTED else Verdict.NOTHING


def _decide_credit(payment: PaymentFacts, news: News) -> Verdict:
    if news.status is Status.PENDING:
        return Verdict.NOTHING
    if payment.state is not PaymentState.PAID:
        return Verdict.LATER
    return Verdict.GIVEN_BACK if news.status is Status.PAID else Verdict.REFUND_REFUSED


@dataclass(frozen=True)
class OpenRefund:
    """A refund of ours that is not done. ``provider_ref`` is known when the provider said that it takes time."""

    id: int
    amount: Euro
    transaction: str
    provider_ref: str = ""


@dataclass(frozen=True)
class Matching:
    """Which of our refunds a credit fulfils, and what of it we never asked for."""

    fulfilled: tuple[int, ...]
    unasked: Euro


def match_refunds(
    refunds: Sequence[OpenRefund], *, debit: str, given_back: Euro, provider_ref: str, is_whole: bool
) -> Matching:
    """Finds what ``given_back`` on the transaction ``debit`` fulfils. ``refunds`` come oldest first.

    A credit is one refund: the one that has its number, else the oldest of the same amount without a number. The
    cancellation of a whole debit fulfils all of them.
    """
    if is_whole:
        mine = [refund for refund in refunds if refund.transaction == debit]
        left = given_back - Euro.total(refund.amount for refund in mine)
        return Matching(tuple(refund.id for refund in mine), max(left, Euro.zero()))
    named = [refund for refund in refunds if refund.provider_ref == provider_ref]
    alike = [refund for refund in refunds if not refund.provider_ref and refund.amount == given_back]
    found = (named or [refund for refund in alike if refund.transaction == debit] or alike)[:1]
    return Matching(tuple(refund.id for refund in found), Euro.zero() if found else given_back)


# A notification may be lost. A silent payment is asked about after payments.first_check_seconds, then after these
# waits: the page of the bank lives ten minutes, a payment fifteen, and a bank may be slow.
CHECK_WAITS = (
    timedelta(minutes=4),
    timedelta(minutes=9),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=20),
)


def next_check(now: datetime, checks: int) -> datetime | None:
    """When to ask again about a silent payment asked about ``checks`` times already (at least once); None: no more."""
    return now + CHECK_WAITS[checks - 1] if checks <= len(CHECK_WAITS) else None


def retry_wait(attempts: int) -> timedelta:
    """How long to let something rest that failed ``attempts`` times: from half a minute to six hours."""
    return min(timedelta(seconds=30 * 2 ** min(max(attempts, 0), 12)), timedelta(hours=6))
