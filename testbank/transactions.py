"""Debits and credits after the payment page: capture, cancellation, refund, and what the merchant's desk can do."""

import time
from dataclasses import replace
from enum import Enum
from uuid import uuid4

from testbank import messages
from testbank.models import Behaviour, Operation, Refunds, Source, Status, Transaction
from testbank.outbox import Outbox
from testbank.store import Store


class Reason(Enum):
    """Why the gateway says no: its code, its words, and the issuing bank's code if it was asked (54: card expired)."""

    NOT_FOUND = ("PSP_010", "transaction not found", None)
    CANCEL_IMPOSSIBLE = ("PSP_075", "Cancellation impossible, please try a refund", None)
    REFUND_NOT_YET = ("PSP_076", "The refund operation is not yet available, please try to cancel", None)
    UNPAID = ("PSP_083", "Refund impossible on an unpaid transaction", None)
    ALREADY_REFUNDED = ("PSP_104", "Transaction already refunded", None)
    ALREADY_CANCELLED = ("PSP_105", "Transaction already cancelled", None)
    TOO_MUCH = ("PSP_511", "Refund amount is too high", None)
    CARD_EXPIRED = ("ACQ_001", "payment refused", "54")


class Refusal(Exception):
    """An operation that the gateway refuses."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value[1])
        self.code, self.message, self.detail = reason.value


# A refused credit gave nothing back: it does not count as refunded.
COUNTED = (Status.AUTHORISED, Status.CAPTURED, Status.WAITING)


class Transactions:
    """Everything that happens to money that has been paid."""

    def __init__(self, store: Store, outbox: Outbox) -> None:
        self._store = store
        self._outbox = outbox

    def get(self, uuid: str) -> Transaction:
        found = self._store.transaction(uuid)
        if found is None:
            raise Refusal(Reason.NOT_FOUND)
        return found

    def of_order(self, order_id: str) -> list[Transaction]:
        return self._store.transactions_of_order(order_id) if order_id else []

    def refunded(self, uuid: str) -> int:
        """Cents given back, or on their way."""
        return sum(credit.amount for credit in self._store.credits_of(uuid) if credit.status in COUNTED)

    def capture(self, uuid: str) -> Transaction:
        """Sends an authorised payment to the bank without waiting for the evening. Does nothing if it is done."""
        self.get(uuid)
        self._store.move_transaction(uuid, Status.AUTHORISED, Status.CAPTURED)
        return self.get(uuid)

    def cancel(self, uuid: str, behaviour: Behaviour, *, notify: bool) -> Transaction:
        """Cancels a whole payment that is not captured yet; the buyer is never debited. Raises Refusal."""
        with self._store.write():
            transaction = self.get(uuid)
            if transaction.status is Status.CANCELLED:
                raise Refusal(Reason.ALREADY_CANCELLED)
            if transaction.operation is Operation.CREDIT or transaction.status is not Status.AUTHORISED:
                raise Refusal(Reason.CANCEL_IMPOSSIBLE)
            self._store.move_transaction(uuid, Status.AUTHORISED, Status.CANCELLED)
            cancelled = self.get(uuid)
            if notify:
                self._notify(cancelled, Source.MERCHANT, behaviour)
        return cancelled

    def refund(self, uuid: str, amount: int | None, behaviour: Behaviour, *, notify: bool) -> Transaction:
        """Gives money back on a captured payment, all that is left if ``amount`` is None.

        Each accepted call makes a *new* credit: the gateway has no idempotency key. Raises Refusal.
        """
        with self._store.write():
            transaction = self.get(uuid)
            left = self._refundable(transaction)
            wanted = left if amount is None else amount
            if wanted > left:
                raise Refusal(Reason.TOO_MUCH)
            if behaviour.refunds is Refunds.REFUSED_AT_ONCE:
                raise Refusal(Reason.CARD_EXPIRED)
            credit = _credit(transaction, wanted, behaviour)
            self._store.add_transaction(credit)
            if notify:
                self._notify(credit, Source.MERCHANT, behaviour)
        return credit

    def cancel_or_refund(
        self, uuid: str, amount: int | None, mode: str, behaviour: Behaviour, *, notify: bool
    ) -> Transaction:
        """``AUTO`` cancels what is not captured and refunds what is; the other two modes allow one of them only.

        A cancellation is always whole: asked ``AUTO`` for part of an uncaptured payment, it gives back all of it.
        """
        if mode == "CANCELLATION_ONLY":
            return self.cancel(uuid, behaviour, notify=notify)
        transaction = self.get(uuid)
        if mode == "REFUND_ONLY" or transaction.status is not Status.AUTHORISED:
            return self.refund(uuid, amount, behaviour, notify=notify)
        return self.cancel(uuid, behaviour, notify=notify)

    def resend(self, uuid: str, behaviour: Behaviour) -> int:
        """The merchant's desk sends the notification again, with the status of today."""
        return self._notify(self.get(uuid), Source.BACK_OFFICE, behaviour)

    def settle_due(self, now: float, behaviour: Behaviour) -> None:
        """Lets time pass: captures what the evening captures, and brings waiting refunds to their end."""
        for transaction in self._store.changing_transactions(now):
            if transaction.becomes is None:
                continue
            with self._store.write():
                moved = self._store.move_transaction(transaction.uuid, transaction.status, transaction.becomes)
                # The gateway says nothing of an ordinary capture; it tells how a waiting refund ended.
                if moved and transaction.operation is Operation.CREDIT:
                    self._notify(self.get(transaction.uuid), Source.BATCH, behaviour)

    def _refundable(self, transaction: Transaction) -> int:
        if transaction.status is Status.AUTHORISED:
            raise Refusal(Reason.REFUND_NOT_YET)
        if transaction.operation is Operation.CREDIT or transaction.status is not Status.CAPTURED:
            raise Refusal(Reason.UNPAID)
        left = transaction.amount - self.refunded(transaction.uuid)
        if left <= 0:
            raise Refusal(Reason.ALREADY_REFUNDED)
        return left

    def _notify(self, transaction: Transaction, source: Source, behaviour: Behaviour) -> int:
        quiet = transaction.operation is Operation.CREDIT and not behaviour.notify_refunds
        fields = messages.of_transaction(transaction)
        return self._outbox.announce(fields, transaction.fields, source, behaviour, quiet=quiet)


def _credit(debit: Transaction, amount: int, behaviour: Behaviour) -> Transaction:
    now = time.time()
    status, becomes = {
        Refunds.PENDING: (Status.WAITING, Status.CAPTURED),
        Refunds.REFUSED_LATER: (Status.WAITING, Status.REFUSED),
    }.get(behaviour.refunds, (Status.CAPTURED, None))
    return replace(
        debit,
        uuid=uuid4().hex,
        amount=amount,
        operation=Operation.CREDIT,
        status=status,
        parent=debit.uuid,
        created_at=now,
        changes_at=now + behaviour.refund_seconds if becomes else None,
        becomes=becomes,
        auth_result="00",
    )
