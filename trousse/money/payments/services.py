"""What may be done to payments."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.money.payments import giving_back, inbox, jobs, lookups, payables, registry, sending
from trousse.money.payments.enums import NoticeSource, PaymentState, RefundState
from trousse.money.payments.errors import PaymentNotPaid
from trousse.money.payments.giving_back import RefundRequest
from trousse.money.payments.models import REFERENCE_LENGTH, InboxNotice, Payment, Refund
from trousse.money.payments.port import BadNotice, Incoming, PaymentOrder, Redirect
from trousse.money.payments.selectors import is_live
from trousse.money.payments.transitions import RefundWorkflow
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

log = logging.getLogger(__name__)

__all__ = [
    "RefundRequest",
    "inbox_drain",
    "is_live",
    "notice_receive",
    "payment_charge_back",
    "payment_check",
    "payment_confirm_return",
    "payment_redirect",
    "payment_start",
    "payments_sweep",
    "refund_ask",
    "refunds_ask",
    "refunds_follow",
    "refunds_retry",
    "refunds_send",
]

REFERENCE_PREFIX = "TAP"
# Crockford's alphabet: no letter that is taken for a digit, no word by accident.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# The working functions of the jobs, for tests, the demo and commands.
inbox_drain = inbox.drain
payment_check = lookups.check
payments_sweep = lookups.sweep
refunds_send = sending.send_due
refunds_follow = sending.follow_due


def payment_start(
    *,
    payable_kind: str,
    payable_id: int | str,
    amount: Euro,
    payer_email: str = "",
    label: str = "",
    return_token: str = "",
    provider: str | None = None,
) -> Payment:
    """Open an attempt to pay. ``return_token`` is what the page of the return needs to know where the payer was.

    The payment expires after ``payments.session_minutes``; if its provider stays silent we ask, and if money comes
    later it counts all the same.
    """
    now = clock.now()
    return Payment.objects.create(
        reference=_new_reference(),
        provider=provider or settings.PAYMENT_PROVIDER,
        payable_kind=payable_kind,
        payable_id=str(payable_id),
        amount_cents=amount.cents,
        started_at=now,
        expires_at=now + timedelta(minutes=integer("payments.session_minutes")),
        payer_email=payer_email,
        label=label,
        return_token=return_token,
        next_check_at=now + timedelta(seconds=integer("payments.first_check_seconds")),
    )


def payment_redirect(payment: Payment) -> Redirect:
    """Where to send the payer, by a form made at this very second. Writes nothing and talks to nobody.

    The page that shows the form must not be kept by the browser: a gateway takes the same form once only.
    """
    order = PaymentOrder(
        number=payment.pk,
        reference=payment.reference,
        amount=payment.amount,
        started_at=payment.started_at,
        at=clock.now(),
        return_url=settings.BASE_URL + reverse("hooks:return", args=[payment.reference]),
        notification_url=settings.BASE_URL + reverse("hooks:notification", args=[payment.provider]),
        label=payment.label,
    )
    return registry.provider(payment.provider).start(order)


def notice_receive(
    *,
    provider: str,
    data: Mapping[str, str],
    headers: Mapping[str, str] | None = None,
    source: NoticeSource = NoticeSource.NOTIFICATION,
) -> InboxNotice | None:
    """Ring the doorbell: verify who speaks, write down what is said, and let a job do the work.

    Returns None when it was said before (or when a browser brings nothing back). Raises BadNotice, and writes nothing,
    for what the provider did not say, or not to us; KeyError for a provider that does not exist.

    Outside a transaction the news is committed before the job is asked for: a job that still waits then will see it.
    """
    speaker = registry.provider(provider)
    incoming = Incoming(fields=data, headers=headers or {})
    notice = speaker.read_return(incoming) if source is NoticeSource.RETURN else speaker.read_notice(incoming)
    pk = inbox.notice_write(provider=provider, notice=notice, source=source) if notice else None
    if notice is None or pk is None:
        return None
    jobs.drain_inbox.enqueue_once()
    return InboxNotice(pk=pk, provider=provider, event_id=notice.event_id, reference=notice.reference, source=source)


def payment_confirm_return(*, reference: str, data: Mapping[str, str]) -> Payment:
    """The payer is back. What their browser brings is verified and worked on at once, like any other news.

    A browser that brings nothing, or something false, proves nothing: the provider is asked instead. Raises
    Payment.DoesNotExist.
    """
    payment = Payment.objects.get(reference=reference)
    try:
        notice_receive(provider=payment.provider, data=data, source=NoticeSource.RETURN)
    except BadNotice as error:
        log.warning("return not believed", extra={"payment": payment.pk, "why": error.code})
    inbox.drain_payment(reference)
    payment.refresh_from_db()
    if payment.state == PaymentState.STARTED:
        jobs.check.enqueue_once(str(payment.pk), payment_id=payment.pk)
    return payment


def refunds_ask(requests: Sequence[RefundRequest]) -> list[Refund]:
    """Ask for money to be given back: see ``giving_back.ask``. The provider is called as soon as this is committed."""
    refunds = giving_back.ask(requests)
    if refunds:
        jobs.send_refunds.enqueue_once()
    return refunds


def refund_ask(*, payment: Payment, amount: Euro, reason: str, key: str) -> Refund:
    """One of ``refunds_ask``."""
    [refund] = refunds_ask([RefundRequest(payment, amount, reason, key)])
    return refund


@transaction.atomic
def refunds_retry(*, refunds: Sequence[Refund], actor: Actor) -> int:
    """Try again refunds that a provider refused, once the reason is mended; returns how many. Others are left alone."""
    ids = [refund.pk for refund in refunds]
    locked = Refund.objects.select_for_update(of=("self",)).filter(
        # What the payer's bank took back must not be given back as well.
        pk__in=ids,
        state=RefundState.FAILED,
        payment__charged_back_at=None,
    )
    failed = list(locked.order_by("pk"))
    for refund in failed:
        # A new credit will be made: the number of the refused one would hide it.
        refund.provider_ref = ""
        refund.next_try_at = clock.now()
        refund.attempts = 0
    changed = ("provider_ref", "next_try_at", "attempts")
    RefundWorkflow.perform_many(RefundWorkflow.retry, failed, actor=actor, changed=changed)
    if failed:
        jobs.send_refunds.enqueue_once()
    return len(failed)


@transaction.atomic
def payment_charge_back(*, payment: Payment, actor: Actor, reason: str) -> Payment:
    """The payer's bank took the money back: open refunds are given up and the owner of the payment posts it.

    Does nothing the second time. Raises PaymentNotPaid.
    """
    locked = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment.pk)
    if locked.state != PaymentState.PAID:
        raise PaymentNotPaid("Ce paiement n’est pas arrivé : il ne peut pas être contesté.")
    if locked.charged_back_at is None:
        locked.charged_back_at = clock.now()
        locked.save(update_fields=["charged_back_at"])
        giving_back.cancel_open(locked, "Contestation bancaire")
        record(verb="payment.charge_back", subject=locked, actor=actor, reason=reason)
        payables.handler_of(locked.payable_kind).on_charged_back([locked])
    return locked


def _new_reference() -> str:
    """45 bits of chance; the database refuses the one in a billion that comes twice."""
    size = REFERENCE_LENGTH - len(REFERENCE_PREFIX)
    return REFERENCE_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(size))
