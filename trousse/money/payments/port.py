"""What a payment provider is to us: the port behind which each one stands. Pure: amounts, statuses, no rendering.

A provider knows nothing of gifts or campaigns; it turns an order into a place to send the payer to, reads what comes
back, answers questions and gives money back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from trousse.core.money import Euro

_NOTHING = Euro.zero()


class Operation(StrEnum):
    """A payment takes money from the payer (debit), a refund gives it back (credit)."""

    DEBIT = "DEBIT"
    CREDIT = "CREDIT"


class Status(StrEnum):
    """What became of an operation, the same words for every provider.

    PAID: the money is ours (debit) or the payer's again (credit), if only the ordinary course of things goes on.
    """

    PENDING = "pending"
    PAID = "paid"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class RefundStatus(StrEnum):
    """What the provider answered to a refund."""

    DONE = "done"
    PENDING = "pending"
    NOT_YET = "not_yet"
    REFUSED = "refused"


class BadNotice(Exception):
    """What came in was not told by this provider, or not to us. ``code`` says why: signature, environment, shop…"""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class ProviderUnavailable(Exception):
    """The provider did not answer, or not sensibly: nothing is known, ask again later."""


@dataclass(frozen=True)
class PaymentOrder:
    """What is to be paid. ``number`` is unique among our payments; ``at`` is now, aware.

    ``started_at`` tells how old the payment is: a payer who comes back to the payment page gets a new order.
    """

    number: int
    reference: str
    amount: Euro
    started_at: datetime
    at: datetime
    return_url: str
    notification_url: str
    label: str = ""


@dataclass(frozen=True)
class Redirect:
    """Where to send the payer: by a form with these fields, or by a link when ``method`` is GET."""

    url: str
    method: str = "POST"
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Incoming:
    """A message as it arrived."""

    fields: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Notice:
    """What a provider says of one operation. ``event_id`` is the same however often, and however, it is told.

    ``transaction`` is the provider's number of the operation, empty when there is none (the payer left).
    ``facts`` are what is worth keeping of the message, without personal data.
    """

    event_id: str
    reference: str
    transaction: str
    operation: Operation
    status: Status
    amount: Euro
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TransactionState:
    """The provider's present truth on one operation; ``parent`` is the debit that a credit gives back."""

    notice: Notice
    parent: str = ""
    is_captured: bool = False


@dataclass(frozen=True)
class RefundOrder:
    """Money to give back on the debit ``transaction``.

    ``known`` are the numbers of the credits that belong to other refunds of ours: a credit of the same amount that is
    not among them is the trace of an earlier try, and is taken for this one.
    """

    reference: str
    transaction: str
    amount: Euro
    key: str
    known: Collection[str] = frozenset()


@dataclass(frozen=True)
class RefundResult:
    """``provider_ref`` is the number of the credit, or of the debit itself when it was cancelled before it was taken.

    ``amount`` is what went back in all: a cancellation always gives back the whole debit. ``message`` says in French
    why not.
    """

    status: RefundStatus
    provider_ref: str = ""
    amount: Euro = _NOTHING
    message: str = ""


class Provider(Protocol):
    """One payment provider. Methods that talk to it take seconds at most and raise ProviderUnavailable."""

    code: str

    def start(self, order: PaymentOrder) -> Redirect:
        """Where to send the payer. Talks to nobody."""

    def read_notice(self, incoming: Incoming) -> Notice:
        """Reads a notification of the provider's server. Raises BadNotice. Talks to nobody."""

    def read_return(self, incoming: Incoming) -> Notice | None:
        """Reads what the payer's browser brings back, None if it brings nothing. Raises BadNotice."""

    def look_up(self, reference: str) -> list[TransactionState]:
        """Everything that happened under our reference, debits first; nothing at all when nobody tried to pay."""

    def get(self, transaction: str) -> TransactionState | None:
        """One operation by the provider's number, None if it does not know it."""

    def refund(self, order: RefundOrder) -> RefundResult:
        """Gives money back, once: looks for an earlier try first. Safe to call again after a crash."""

    def close(self) -> None:
        """Hangs up whatever lines are open."""
