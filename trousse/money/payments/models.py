"""Payments, what providers told us about them, and what is given back.

A payment is one attempt to pay for one thing (a *payable*, named by kind and id, of which this app knows nothing).
"""

from django.db import models
from django.db.models import F, Q

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionLog
from trousse.money.payments.enums import NoticeSource, NoticeState, PaymentState, RefundState

REFERENCE_LENGTH = 12
KEY_LENGTH = 100
# A provider's number for a transaction; the longest known ones have 64 characters.
TRANSACTION_LENGTH = 64


class Payment(models.Model):
    """``transaction`` is the provider's number of the payment that counts (or of the last one that was refused).

    ``paid_cents`` is what really arrived; ``refunded_cents`` what of it is back with the payer.
    """

    reference = models.CharField("référence", max_length=REFERENCE_LENGTH, unique=True)
    provider = models.CharField("prestataire", max_length=20)
    payable_kind = models.CharField("objet", max_length=20)
    payable_id = models.CharField("numéro de l’objet", max_length=40)
    amount_cents = models.BigIntegerField("montant (centimes)")
    state = models.CharField(
        "état",
        max_length=12,
        default=PaymentState.STARTED.value,
        choices=[(state.value, state.label) for state in PaymentState],
    )
    started_at = models.DateTimeField("commencé le", default=clock.now)
    expires_at = models.DateTimeField("expire le")
    paid_at = models.DateTimeField("payé le", null=True, blank=True)
    transaction = models.CharField("transaction", max_length=TRANSACTION_LENGTH, blank=True)
    paid_cents = models.BigIntegerField("payé (centimes)", default=0)
    refunded_cents = models.BigIntegerField("rendu (centimes)", default=0)
    charged_back_at = models.DateTimeField("contesté le", null=True, blank=True)
    payer_email = models.EmailField("courriel du payeur", blank=True)
    label = models.CharField("libellé", max_length=200, blank=True)
    return_token = models.CharField("clé du retour", max_length=64, blank=True)
    next_check_at = models.DateTimeField("prochaine vérification", null=True, blank=True)
    checks = models.PositiveSmallIntegerField("vérifications", default=0)

    class Meta:
        verbose_name = "paiement"
        verbose_name_plural = "paiements"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("payable_kind", "payable_id"), name="payment_payable"),
            models.Index(fields=("next_check_at",), name="payment_to_check", condition=Q(next_check_at__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "transaction"), name="payment_transaction_once", condition=~Q(transaction="")
            ),
            models.CheckConstraint(
                name="payment_state_known", condition=Q(state__in=[state.value for state in PaymentState])
            ),
            models.CheckConstraint(
                name="payment_amounts_make_sense",
                condition=Q(amount_cents__gt=0, refunded_cents__gte=0, refunded_cents__lte=F("paid_cents")),
            ),
            models.CheckConstraint(
                name="payment_paid_says_when_and_what",
                condition=(Q(state=PaymentState.PAID, paid_at__isnull=False, paid_cents__gt=0) & ~Q(transaction=""))
                | (~Q(state=PaymentState.PAID) & Q(paid_at=None, paid_cents=0, charged_back_at=None)),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)

    @property
    def paid(self) -> Euro:
        """What really arrived."""
        return Euro(self.paid_cents)

    @property
    def refunded(self) -> Euro:
        return Euro(self.refunded_cents)


class PaymentLog(TransitionLog):
    """What happened to a payment, when, and how we came to know."""

    subject = models.ForeignKey(Payment, models.PROTECT, related_name="log", verbose_name="paiement")

    class Meta(TransitionLog.Meta):
        verbose_name = "étape d’un paiement"
        verbose_name_plural = "étapes des paiements"


class InboxNotice(models.Model):
    """One thing that a provider told us, kept once however often it is told.

    A notification is a doorbell: its signature is verified, it is written here, and a job does the work. It waits for
    ``process_after``; ``outcome`` says in a word what was done with it.
    """

    provider = models.CharField("prestataire", max_length=20)
    event_id = models.CharField("évènement", max_length=150)
    reference = models.CharField("référence", max_length=64, blank=True)
    source = models.CharField(
        "origine",
        max_length=12,
        default=NoticeSource.NOTIFICATION.value,
        choices=[(source.value, source.label) for source in NoticeSource],
    )
    payload: models.JSONField[object, object] = models.JSONField("contenu", default=dict)
    received_at = models.DateTimeField("reçu le", default=clock.now)
    process_after = models.DateTimeField("à traiter après", default=clock.now)
    state = models.CharField(
        "état",
        max_length=8,
        default=NoticeState.RECEIVED.value,
        choices=[(state.value, state.label) for state in NoticeState],
    )
    done_at = models.DateTimeField("traité le", null=True, blank=True)
    outcome = models.CharField("suite donnée", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)

    class Meta:
        verbose_name = "message d’un prestataire"
        verbose_name_plural = "messages des prestataires"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("id",), name="inbox_waiting", condition=Q(state=NoticeState.RECEIVED)),
            models.Index(fields=("reference",), name="inbox_reference"),
        )
        constraints = (
            models.UniqueConstraint(fields=("provider", "event_id"), name="inbox_event_once"),
            models.CheckConstraint(
                name="inbox_done_says_when",
                condition=Q(state=NoticeState.RECEIVED, done_at=None)
                | (~Q(state=NoticeState.RECEIVED) & Q(done_at__isnull=False) & ~Q(outcome="")),
            ),
        )

    def __str__(self) -> str:
        return self.event_id


class Refund(models.Model):
    """Money to give back on a payment, followed to its end.

    ``transaction`` is the debit that it gives back (the payment's own one, unless someone paid twice);
    ``provider_ref`` the provider's number of the credit. ``is_external`` tells a refund that the provider's desk made
    without us: we learn of it when it is done.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name="paiement")
    key = models.CharField("clé", max_length=KEY_LENGTH, unique=True)
    transaction = models.CharField("transaction à rendre", max_length=TRANSACTION_LENGTH)
    amount_cents = models.BigIntegerField("montant (centimes)")
    reason = models.CharField("raison", max_length=200)
    is_external = models.BooleanField("fait chez le prestataire", default=False)
    state = models.CharField(
        "état",
        max_length=6,
        default=RefundState.ASKED.value,
        choices=[(state.value, state.label) for state in RefundState],
    )
    asked_at = models.DateTimeField("demandé le", default=clock.now)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    done_at = models.DateTimeField("rendu le", null=True, blank=True)
    next_try_at = models.DateTimeField("prochain essai", default=clock.now)
    provider_ref = models.CharField("référence du prestataire", max_length=TRANSACTION_LENGTH, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    last_error = models.CharField("dernière difficulté", max_length=200, blank=True)

    class Meta:
        verbose_name = "remboursement"
        verbose_name_plural = "remboursements"
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("next_try_at",),
                name="refund_under_way",
                condition=Q(state__in=[RefundState.ASKED, RefundState.SENT]),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="refund_state_known", condition=Q(state__in=[state.value for state in RefundState])
            ),
            models.CheckConstraint(
                name="refund_amount_and_target", condition=Q(amount_cents__gt=0) & ~Q(transaction="")
            ),
            models.CheckConstraint(
                name="refund_done_says_when_and_how",
                condition=(Q(state=RefundState.DONE, done_at__isnull=False) & ~Q(provider_ref=""))
                | (~Q(state=RefundState.DONE) & Q(done_at=None)),
            ),
            models.CheckConstraint(
                name="refund_sent_says_when", condition=~Q(state=RefundState.SENT) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="refund_failed_says_why", condition=~Q(state=RefundState.FAILED) | ~Q(last_error="")
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)


class RefundLog(TransitionLog):
    """What happened to a refund, and when."""

    subject = models.ForeignKey(Refund, models.PROTECT, related_name="log", verbose_name="remboursement")

    class Meta(TransitionLog.Meta):
        verbose_name = "étape d’un remboursement"
        verbose_name_plural = "étapes des remboursements"
