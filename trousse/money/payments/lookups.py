"""A notification may be lost: after some silence we ask the provider, and in the end give the payment up."""

import logging

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.money.payments import inbox, payables, registry
from trousse.money.payments.enums import NoticeSource, PaymentState
from trousse.money.payments.models import Payment
from trousse.money.payments.port import Operation, ProviderUnavailable, Status, TransactionState
from trousse.money.payments.rules import next_check, retry_wait
from trousse.money.payments.transitions import PaymentWorkflow

log = logging.getLogger(__name__)

SWEEPER = Actor.system("payments_sweep")


MOST_SILENCES = 3


def sweep(limit: int) -> int:
    """Ask about payments whose time has come; returns how many were asked about.

    One that cannot be worked out is put off and stops nobody else; a provider that answers nothing is left in peace.
    """
    due = Payment.objects.filter(next_check_at__lte=clock.now()).order_by("next_check_at")
    asked = silences = 0
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        if _check_safely(pk):
            asked, silences = asked + 1, 0
        else:
            silences += 1
        if silences == MOST_SILENCES:
            break
    return asked


def _check_safely(payment_id: int) -> bool:
    try:
        return check(payment_id)
    except Exception:  # nothing is swallowed: it is told, and asked again later
        log.exception("payment cannot be checked", extra={"payment": payment_id})
        _put_off(payment_id)
        return False


def _put_off(payment_id: int) -> None:
    Payment.objects.filter(pk=payment_id).update(next_check_at=clock.now() + retry_wait(2))


def check(payment_id: int) -> bool:
    """Ask the provider about one payment and act on the answer. False: it did not answer, nothing is changed."""
    payment = Payment.objects.get(pk=payment_id)
    try:
        states = registry.provider(payment.provider).look_up(payment.reference)
    except ProviderUnavailable as error:
        log.warning("provider unavailable for a payment", extra={"payment": payment_id, "why": str(error)[:200]})
        _put_off(payment_id)
        return False
    with transaction.atomic():
        for state in states:
            inbox.notice_write(provider=payment.provider, notice=state.notice, source=NoticeSource.LOOKUP)
    inbox.drain_payment(payment.reference)
    _after_check(payment_id, states)
    return True


@transaction.atomic
def _after_check(payment_id: int, states: list[TransactionState]) -> None:
    """Plan the next question, or give up a payment whose time is over and of which the provider knows nothing."""
    payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment_id)
    payment.checks += 1
    payment.next_check_at = None if payment.state == PaymentState.PAID else next_check(clock.now(), payment.checks)
    payment.save(update_fields=["checks", "next_check_at"])
    is_pending = any(
        state.notice.status is Status.PENDING and state.notice.operation is Operation.DEBIT for state in states
    )
    if payment.state == PaymentState.STARTED and payment.expires_at <= clock.now() and not is_pending:
        PaymentWorkflow.perform_many(PaymentWorkflow.expire, [payment], actor=SWEEPER)
        payables.handler_of(payment.payable_kind).on_not_paid([payment])
