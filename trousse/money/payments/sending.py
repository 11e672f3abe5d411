"""Refunds go to the provider one by one, outside any transaction: the network is slow and may fail half-way."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.money.payments import giving_back, registry
from trousse.money.payments.enums import RefundState
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.port import ProviderUnavailable, RefundOrder, RefundResult, RefundStatus, Status
from trousse.money.payments.rules import retry_wait
from trousse.money.payments.transitions import RefundWorkflow

log = logging.getLogger(__name__)

SENDER = Actor.system("refunds_send")
# A call lasts seconds: a refund that is still SENT after this was left by a dead worker.
INTERRUPTED_AFTER = timedelta(minutes=5)


def send_due(limit: int) -> int:
    """Send refunds whose time has come; returns how many were sent, whatever the answer."""
    due = Refund.objects.filter(state=RefundState.ASKED, next_try_at__lte=clock.now()).order_by("next_try_at", "pk")
    return sum(_send(pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def follow_due(limit: int) -> int:
    """Ask what became of refunds that take time, and take up those that a dead worker left; returns how many."""
    due = Refund.objects.filter(state=RefundState.SENT, next_try_at__lte=clock.now()).order_by("next_try_at", "pk")
    return sum(_follow(pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def _send(pk: int) -> bool:
    with _claimed(pk, RefundState.ASKED) as refund:
        if refund is None or refund.payment.refunds.filter(state=RefundState.SENT).exists():
            # One at a time on a payment: two alike could not be told apart at the provider.
            return False
        now = clock.now()
        RefundWorkflow.perform(
            RefundWorkflow.send,
            refund,
            actor=SENDER,
            sent_at=now,
            attempts=refund.attempts + 1,
            next_try_at=now + INTERRUPTED_AFTER,
        )
    _call(refund)
    return True


def _follow(pk: int) -> bool:
    with _claimed(pk, RefundState.SENT) as refund:
        if refund is None:
            return False
        refund.next_try_at = clock.now() + INTERRUPTED_AFTER
        refund.save(update_fields=["next_try_at"])
    _call(refund)
    return True


@contextmanager
def _claimed(pk: int, state: RefundState) -> Iterator[Refund | None]:
    """The refund, locked after its payment, if it still waits in that state; None if somebody else is at it."""
    with transaction.atomic():
        payments = Payment.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        payment = payments.filter(refunds=pk).first()
        refunds = Refund.objects.select_for_update(of=("self",), skip_locked=True)
        refund = refunds.filter(pk=pk, state=state, next_try_at__lte=clock.now()).first() if payment else None
        if refund is not None and payment is not None:
            refund.payment = payment
        yield refund


def _call(refund: Refund) -> None:
    """Ask the provider, then write what it answers. Whatever happens in between, ``follow_due`` takes it up."""
    try:
        result = _ask_provider(refund)
    except ProviderUnavailable as error:
        log.warning("provider unavailable for a refund", extra={"refund": refund.pk, "why": str(error)[:200]})
        result = RefundResult(RefundStatus.NOT_YET, message="Le prestataire ne répond pas.")
    with transaction.atomic():
        payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=refund.payment_id)
        locked = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
        locked.payment = payment
        if result.status is RefundStatus.DONE or locked.state == RefundState.SENT:
            # What the provider did is written whatever happened here meanwhile (a charge-back gives a refund up).
            _write(locked, result)


def _ask_provider(refund: Refund) -> RefundResult:
    provider = registry.provider(refund.payment.provider)
    if refund.provider_ref:
        state = provider.get(refund.provider_ref)
        if state is None or state.notice.status is Status.PENDING:
            return RefundResult(RefundStatus.PENDING, refund.provider_ref)
        paid = state.notice.status is Status.PAID
        status = RefundStatus.DONE if paid else RefundStatus.REFUSED
        why = "" if paid else "La banque du donateur a refusé le remboursement."
        return RefundResult(status, refund.provider_ref, state.notice.amount, why)
    others = Refund.objects.filter(payment=refund.payment_id).exclude(pk=refund.pk).exclude(provider_ref="")
    return provider.refund(
        RefundOrder(
            reference=refund.payment.reference,
            transaction=refund.transaction,
            amount=refund.amount,
            key=refund.key,
            known=frozenset(others.values_list("provider_ref", flat=True)),
        )
    )


def _write(refund: Refund, result: RefundResult) -> None:
    actor = Actor.provider(refund.payment.provider)
    later = clock.now() + retry_wait(refund.attempts)
    match result.status:
        case RefundStatus.DONE:
            _done(refund, result)
        case RefundStatus.PENDING:
            refund.provider_ref = result.provider_ref
            refund.attempts += 1
            refund.next_try_at = later
            refund.save(update_fields=["provider_ref", "attempts", "next_try_at"])
        case RefundStatus.NOT_YET:
            RefundWorkflow.perform(
                RefundWorkflow.postpone, refund, actor=actor, next_try_at=later, last_error=result.message
            )
        case RefundStatus.REFUSED:
            RefundWorkflow.perform(
                RefundWorkflow.refuse,
                refund,
                actor=actor,
                provider_ref=result.provider_ref,
                last_error=result.message or "Refusé sans raison.",
            )
            log.error("refund refused", extra={"refund": refund.pk, "why": result.message})


def _done(refund: Refund, result: RefundResult) -> None:
    """Written with its number first, so that it is this very refund that the credit fulfils."""
    refund.provider_ref = result.provider_ref
    refund.save(update_fields=["provider_ref"])
    giving_back.mark_given_back(
        refund.payment,
        debit=refund.transaction,
        given_back=result.amount,
        provider_ref=result.provider_ref,
        is_whole=result.provider_ref == refund.transaction,
    )
