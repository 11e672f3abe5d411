"""Systempay behind the port."""

from trousse.core.money import Euro
from trousse.money.payments.port import (
    Incoming,
    Notice,
    Operation,
    PaymentOrder,
    ProviderUnavailable,
    Redirect,
    RefundOrder,
    RefundResult,
    RefundStatus,
    Status,
    TransactionState,
)
from trousse.money.payments.providers.systempay import messages, statuses
from trousse.money.payments.providers.systempay.config import EURO, SystempayConfig
from trousse.money.payments.providers.systempay.rest import NOT_FOUND, RestClient, RestError, Transaction

JUST_CAPTURED = "PSP_075"
NOT_CAPTURED_YET = "PSP_076"

_REFUSALS = {
    "ACQ_001": "La banque du donateur a refusé le remboursement.",
    "PSP_083": "Le paiement est contesté : il ne peut pas être remboursé.",
    "PSP_104": "Le paiement a déjà été remboursé en entier.",
    "PSP_105": "Le paiement a déjà été annulé.",
    "PSP_510": "Le remboursement dépasse ce qui reste du paiement.",
    "PSP_511": "Le remboursement dépasse ce qui reste du paiement.",
}
_BANK_REASONS = {"54": "La carte du donateur a expiré.", "41": "Carte perdue.", "43": "Carte volée."}


class SystempayProvider:
    """Payment by form V2, look-ups and refunds by REST V4."""

    code = "systempay"

    def __init__(self, config: SystempayConfig) -> None:
        self._config = config
        self._rest = RestClient(config.rest_url, config.site_id, config.rest_password)

    def close(self) -> None:
        self._rest.close()

    def start(self, order: PaymentOrder) -> Redirect:
        return Redirect(self._config.form_url, "POST", messages.payment_form(order, self._config))

    def read_notice(self, incoming: Incoming) -> Notice:
        return messages.read(incoming.fields, self._config)

    def read_return(self, incoming: Incoming) -> Notice | None:
        if not any(name.startswith("vads_") for name in incoming.fields):
            return None
        return messages.read(incoming.fields, self._config)

    def look_up(self, reference: str) -> list[TransactionState]:
        try:
            found = [self._state(each) for each in self._rest.order(reference)]
        except RestError as error:
            raise ProviderUnavailable(str(error)) from error
        return sorted(found, key=lambda each: each.notice.operation is Operation.CREDIT)

    def get(self, transaction: str) -> TransactionState | None:
        try:
            return self._state(self._rest.transaction(transaction))
        except RestError as error:
            if error.code == NOT_FOUND:
                return None
            raise ProviderUnavailable(str(error)) from error

    def refund(self, order: RefundOrder) -> RefundResult:
        """A payment that is not captured yet is cancelled whole; a part of it must wait for the capture.

        The gateway has no idempotency key, so we look first for what an interrupted try may have done.
        """
        states = self.look_up(order.reference)
        debit = next((each for each in states if each.notice.transaction == order.transaction), None)
        if debit is None:
            return RefundResult(RefundStatus.REFUSED, message="Le prestataire ne connaît pas ce paiement.")
        if earlier := _earlier_try(order, debit, states):
            return earlier
        if debit.notice.status is not Status.PAID:
            return RefundResult(RefundStatus.REFUSED, message="Ce paiement n’a pas été encaissé.")
        whole = order.amount == debit.notice.amount
        if not debit.is_captured and not whole:
            return RefundResult(RefundStatus.NOT_YET, message="Paiement pas encore remis en banque.")
        mode = "REFUND_ONLY" if debit.is_captured else "CANCELLATION_ONLY"
        return self._give_back(order, mode)

    def _give_back(self, order: RefundOrder, mode: str) -> RefundResult:
        try:
            done = self._rest.cancel_or_refund(order.transaction, order.amount.cents, mode, order.key)
        except RestError as error:
            # Captured or not may have changed since we looked: the next try will see it.
            if error.code in (JUST_CAPTURED, NOT_CAPTURED_YET):
                return RefundResult(RefundStatus.NOT_YET, message=str(error)[:200])
            return RefundResult(RefundStatus.REFUSED, message=_why_not(error))
        return _result(self._state(done))

    def _state(self, transaction: Transaction) -> TransactionState:
        if transaction.currency != EURO or transaction.mode not in ("", self._config.ctx_mode):
            raise ProviderUnavailable(f"unexpected currency or mode: {transaction.currency} {transaction.mode}")
        operation = Operation.CREDIT if transaction.operation == Operation.CREDIT else Operation.DEBIT
        status, amount = statuses.read(transaction.status), Euro(transaction.amount)
        return TransactionState(
            notice=Notice(
                event_id=messages.event_id(transaction.uuid, operation, status, amount),
                reference=transaction.order_id,
                transaction=transaction.uuid,
                operation=operation,
                status=status,
                amount=amount,
                facts={"detailedStatus": transaction.status, "parentTransactionUuid": transaction.parent},
            ),
            parent=transaction.parent,
            is_captured=statuses.is_captured(transaction.status),
        )


def _earlier_try(order: RefundOrder, debit: TransactionState, states: list[TransactionState]) -> RefundResult | None:
    """What an earlier call of the same refund did before we could write it down, if it did anything."""
    if debit.notice.status is Status.CANCELLED:
        # Nothing was ever taken: that covers every refund of this payment.
        return _result(debit)
    for state in states:
        notice = state.notice
        is_ours = notice.operation is Operation.CREDIT and state.parent == order.transaction
        if is_ours and notice.amount == order.amount and notice.transaction not in order.known:
            result = _result(state)
            if result.status is not RefundStatus.REFUSED:
                return result
    return None


def _result(state: TransactionState) -> RefundResult:
    notice = state.notice
    if notice.operation is Operation.DEBIT:
        if notice.status is Status.CANCELLED:
            return RefundResult(RefundStatus.DONE, notice.transaction, notice.amount)
        return RefundResult(RefundStatus.NOT_YET, message="L’annulation n’a pas encore pris effet.")
    if notice.status is Status.PAID:
        return RefundResult(RefundStatus.DONE, notice.transaction, notice.amount)
    if notice.status is Status.PENDING:
        return RefundResult(RefundStatus.PENDING, notice.transaction, notice.amount)
    return RefundResult(RefundStatus.REFUSED, notice.transaction, message=_REFUSALS["ACQ_001"])


def _why_not(error: RestError) -> str:
    reason = _BANK_REASONS.get(error.bank_code) or _REFUSALS.get(error.code) or error.message
    return f"{reason} ({error.code})"[:200]
