"""An owner of payments that remembers what it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import Draft, credit, debit
from trousse.money.ledger.services import post_many
from trousse.money.payments import payables
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.port import Notice, Operation, Status
from trousse.money.payments.providers.systempay.messages import event_id


@dataclass
class Owner:
    """Books what arrives. ``broken`` names payables that it fails on, as a bug would."""

    kind: str = "test"
    told: list[tuple[str, str]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def on_paid(self, payments: Sequence[Payment]) -> None:
        if self.broken & {payment.payable_id for payment in payments}:
            raise ZeroDivisionError
        place = accounts.campaign(1)
        post_many(
            [
                Draft(
                    f"gift:{payment.pk}",
                    "gift",
                    (debit(accounts.psp(payment.provider), payment.paid), credit(place, payment.paid)),
                )
                for payment in payments
            ]
        )
        self.told += [("paid", payment.payable_id) for payment in payments]

    def on_not_paid(self, payments: Sequence[Payment]) -> None:
        self.told += [("not paid", payment.payable_id) for payment in payments]

    def on_refunded(self, refunds: Sequence[Refund]) -> None:
        self.told += [("refunded", refund.payment.payable_id) for refund in refunds]

    def on_charged_back(self, payments: Sequence[Payment]) -> None:
        self.told += [("charged back", payment.payable_id) for payment in payments]


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Owner:
    owner = Owner()
    monkeypatch.setitem(payables._handlers._entries, owner.kind, owner)
    return owner


def notice_of(
    payment: Payment,
    status: Status = Status.PAID,
    operation: Operation = Operation.DEBIT,
    transaction: str = "",
    amount: Euro | None = None,
) -> Notice:
    """What the provider would say of a payment."""
    number = transaction or f"t{payment.pk}"
    cents = amount or payment.amount
    return Notice(event_id(number, operation, status, cents), payment.reference, number, operation, status, cents)
