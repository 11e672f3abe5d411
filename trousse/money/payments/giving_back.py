"""Refunds: asked for by the owner of the payment, sent to the provider, followed to their end.

Nothing is ever sent twice: a refund is marked SENT and committed before the provider is called, one refund at a time
for a payment, and the provider is asked what it did already before it is asked to do more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.money.ledger.services import post_many
from trousse.money.payments import payables, postings
from trousse.money.payments.enums import PaymentState, RefundState
from trousse.money.payments.errors import PaymentNotPaid, RefundTooLarge
from trousse.money.payments.models import Payment, Refund
from trousse.money.payments.rules import OpenRefund, match_refunds
from trousse.money.payments.transitions import RefundWorkflow

OPEN = (RefundState.ASKED, RefundState.SENT, RefundState.FAILED)


@dataclass(frozen=True)
class RefundRequest:
    """Money to give back on a payment. ``key`` names the reason once and for all: asked twice, it is one refund."""

    payment: Payment
    amount: Euro
    reason: str
    key: str


@transaction.atomic
def ask(requests: Sequence[RefundRequest]) -> list[Refund]:
    """Write refunds to make, in a number of statements that does not depend on how many there are.

    Returns them in the order asked; a key that was asked before yields its refund and asks for nothing more. Raises
    PaymentNotPaid, or RefundTooLarge when all refunds of a payment together would exceed what it brought.
    """
    if not requests:
        return []
    payments = _lock([request.payment.pk for request in requests])
    keys = [request.key for request in requests]
    asked = {refund.key: refund for refund in Refund.objects.filter(key__in=keys)}
    new = {request.key: request for request in requests if request.key not in asked}
    _check_room(list(new.values()), payments)
    Refund.objects.bulk_create(
        [
            Refund(
                payment=payments[request.payment.pk],
                key=request.key,
                transaction=payments[request.payment.pk].transaction,
                amount_cents=request.amount.cents,
                reason=request.reason,
            )
            for request in new.values()
        ],
        ignore_conflicts=True,
    )
    if new:
        asked |= {refund.key: refund for refund in Refund.objects.filter(key__in=new)}
    return [asked[key] for key in keys]


def ask_double(payment: Payment, debit: str, amount: Euro) -> None:
    """A second transaction paid the same order: all of it goes back."""
    Refund.objects.bulk_create(
        [
            Refund(
                payment=payment,
                key=f"double:{debit}",
                transaction=debit,
                amount_cents=amount.cents,
                reason="Payé deux fois",
            )
        ],
        ignore_conflicts=True,
    )


def mark_given_back(payment: Payment, *, debit: str, given_back: Euro, provider_ref: str, is_whole: bool) -> None:
    """The provider says that money is back with the payer. ``payment`` is locked. Does nothing if it is known already.

    What we never asked for, the provider's desk did: it is written down as an external refund. ``is_whole``: the debit
    ``debit`` itself was cancelled before it was taken.
    """
    if payment.refunds.filter(state=RefundState.DONE, provider_ref=provider_ref).exists():
        return
    still_open = {refund.pk: refund for refund in _lock_open(payment)}
    matching = match_refunds(
        [
            OpenRefund(refund.pk, refund.amount, refund.transaction, refund.provider_ref)
            for refund in still_open.values()
        ],
        debit=debit,
        given_back=given_back,
        provider_ref=provider_ref,
        is_whole=is_whole,
    )
    refunds = [still_open[pk] for pk in matching.fulfilled]
    if matching.unasked and debit == payment.transaction:
        refunds.append(_external(payment, matching.unasked, provider_ref))
    _finish(payment, refunds, provider_ref)


def mark_refused(payment: Payment, provider_ref: str, why: str = "La banque du donateur a refusé.") -> None:
    """The provider says that a refund under way did not succeed: it stays owed, and visible. ``payment`` is locked."""
    for refund in payment.refunds.select_for_update(of=("self",)).filter(
        state=RefundState.SENT, provider_ref=provider_ref
    ):
        RefundWorkflow.perform(RefundWorkflow.refuse, refund, actor=Actor.provider(payment.provider), last_error=why)


def cancel_open(payment: Payment, why: str) -> int:
    """Give up what is not given back yet: the payer's bank took the money. ``payment`` is locked."""
    refunds = [refund for refund in _lock_open(payment) if refund.state != RefundState.FAILED]
    for refund in refunds:
        refund.last_error = why
    actor = Actor.provider(payment.provider)
    RefundWorkflow.perform_many(RefundWorkflow.cancel, refunds, actor=actor, changed=("last_error",))
    return len(refunds)


def _lock(ids: Sequence[int]) -> dict[int, Payment]:
    locked = Payment.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=set(ids))
    return {payment.pk: payment for payment in locked.order_by("pk")}


def _lock_open(payment: Payment) -> list[Refund]:
    """The oldest first."""
    return list(payment.refunds.select_for_update(of=("self",)).filter(state__in=OPEN).order_by("pk"))


def _check_room(requests: Sequence[RefundRequest], payments: dict[int, Payment]) -> None:
    """Everything asked on a payment, done or not, stays within what it brought."""
    asked = dict(
        Refund.objects.filter(payment__in=payments)
        .exclude(key__startswith="double:")
        .values_list("payment")
        .annotate(total=Sum("amount_cents"))
        .order_by()
    )
    for request in requests:
        payment = payments[request.payment.pk]
        if payment.state != PaymentState.PAID:
            raise PaymentNotPaid("Ce paiement n’est pas arrivé : il n’y a rien à rendre.")
        asked[payment.pk] = asked.get(payment.pk, 0) + request.amount.cents
        if request.amount.cents <= 0 or asked[payment.pk] > payment.paid_cents:
            raise RefundTooLarge("Ce remboursement dépasse ce qui reste du paiement.")


def _external(payment: Payment, amount: Euro, provider_ref: str) -> Refund:
    return Refund.objects.create(
        payment=payment,
        key=f"external:{provider_ref}",
        transaction=payment.transaction,
        amount_cents=amount.cents,
        reason="Fait depuis le prestataire",
        is_external=True,
    )


def _finish(payment: Payment, refunds: Sequence[Refund], provider_ref: str) -> None:
    """Post what went back, count it on the payment, and tell its owner."""
    if not refunds:
        return
    now = clock.now()
    for refund in refunds:
        refund.provider_ref = provider_ref
        refund.done_at = now
        refund.last_error = ""
    actor = Actor.provider(payment.provider)
    changed = ("provider_ref", "done_at", "last_error")
    # From ASKED, SENT or FAILED, all at once: the arrow is the same.
    RefundWorkflow.perform_many(RefundWorkflow.finish, refunds, actor=actor, changed=changed)
    post_many(
        [
            postings.refunded(
                refund_id=refund.pk, provider=payment.provider, amount=refund.amount, payment_id=payment.pk
            )
            for refund in refunds
        ]
    )
    # A payment made twice is ours alone to mend: its owner knows of one.
    owners = [refund for refund in refunds if refund.transaction == payment.transaction]
    if owners:
        payment.refunded_cents += sum(refund.amount_cents for refund in owners)
        payment.save(update_fields=["refunded_cents"])
        for refund in owners:
            refund.payment = payment
        payables.handler_of(payment.payable_kind).on_refunded(owners)
