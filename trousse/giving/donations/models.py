"""Gifts, what happened to them, and the campaigns whose outcome their donors were told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionLog
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import UNPAID, DonationState, DonorKind
from trousse.giving.donations.rules import ADDRESS_MAX, COMPANY_MAX, EMAIL_MAX, MESSAGE_MAX, NAME_MAX, POSTCODE_MAX
from trousse.giving.funds.models import Fund
from trousse.money.payments.models import Payment

_UNPAID = sorted(state.value for state in UNPAID)


class Donation(models.Model):
    """One gift of one donor to one destination. The same row lives through every attempt to pay for it.

    Its amounts tell the whole story, in cents, and each is written with the posting that makes it true:

    - ``amount_cents``: what the donor wants to give;
    - ``paid_cents``: what arrived with ``payment``, the one payment that counts;
    - ``taken_cents``: what of it reached the destination (less than paid when there was not enough room left);
    - ``released_cents``: what of that left the destination again (failed campaign, cancelled gift, charge-back);
    - ``refunded_cents``: what of the payment is back with the donor.
    """

    reference = models.CharField("référence", max_length=12)
    state = models.CharField(
        "état",
        max_length=20,
        default=DonationState.STARTED.value,
        choices=[(state.value, state.label) for state in DonationState],
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="donations", verbose_name="collecte"
    )
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, blank=True, related_name="donations", verbose_name="fonds"
    )
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="paiement"
    )
    amount_cents = models.BigIntegerField("don (centimes)")
    paid_cents = models.BigIntegerField("payé (centimes)", default=0)
    taken_cents = models.BigIntegerField("compté (centimes)", default=0)
    released_cents = models.BigIntegerField("retiré (centimes)", default=0)
    refunded_cents = models.BigIntegerField("remboursé (centimes)", default=0)

    donor_kind = models.CharField("donateur", max_length=12, choices=[(kind.value, kind.label) for kind in DonorKind])
    first_name = models.CharField("prénom", max_length=NAME_MAX)
    last_name = models.CharField("nom", max_length=NAME_MAX)
    email = models.EmailField("courriel", max_length=EMAIL_MAX)
    company_name = models.CharField("raison sociale", max_length=COMPANY_MAX, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    wants_receipt = models.BooleanField("demande un reçu fiscal", default=False)
    address = models.CharField("adresse", max_length=ADDRESS_MAX, blank=True)
    postcode = models.CharField("code postal", max_length=POSTCODE_MAX, blank=True)
    town = models.CharField("ville", max_length=NAME_MAX, blank=True)
    country = models.CharField("pays", max_length=2, default="FR")
    no_reward_declared = models.BooleanField("ne reçoit rien en échange", default=False)
    named = models.BooleanField("prénom visible par la classe", default=False)
    message = models.CharField("mot pour la classe", max_length=MESSAGE_MAX, blank=True)
    terms_version = models.CharField("version des conditions", max_length=20)
    terms_accepted_at = models.DateTimeField("conditions acceptées le")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="donations",
        verbose_name="compte",
    )
    checkout_key = models.UUIDField("clé du parcours", unique=True)
    created_at = models.DateTimeField("commencé le", default=clock.now)
    settled_at = models.DateTimeField("payé le", null=True, blank=True)

    class Meta:
        verbose_name = "don"
        verbose_name_plural = "dons"
        ordering = ("-pk",)
        # Declared here and not on the fields: a text field that is unique or indexed brings a second index, for LIKE,
        # that nobody would read and every gift would pay for.
        indexes = (models.Index(fields=["email"], name="donation_email"),)
        constraints = (
            models.UniqueConstraint(fields=["reference"], name="donation_reference_unique"),
            models.CheckConstraint(
                name="donation_one_destination",
                condition=Q(campaign__isnull=False, fund=None) | Q(campaign=None, fund__isnull=False),
            ),
            models.CheckConstraint(
                name="donation_amounts_make_sense",
                condition=Q(
                    amount_cents__gt=0,
                    released_cents__gte=0,
                    released_cents__lte=F("taken_cents"),
                    taken_cents__lte=F("paid_cents"),
                    refunded_cents__gte=0,
                    refunded_cents__lte=F("paid_cents"),
                ),
            ),
            models.CheckConstraint(
                name="donation_paid_has_payment",
                condition=Q(state__in=_UNPAID, paid_cents=0, settled_at=None)
                | (~Q(state__in=_UNPAID) & Q(paid_cents__gt=0, settled_at__isnull=False, payment__isnull=False)),
            ),
            models.CheckConstraint(
                name="donation_settled_stands",
                condition=~Q(state=DonationState.SETTLED.value) | Q(taken_cents__gt=F("released_cents")),
            ),
            models.CheckConstraint(
                name="donation_refunding_released",
                condition=~Q(state__in=[DonationState.REFUNDING.value, DonationState.REFUNDED.value])
                | Q(released_cents=F("taken_cents")),
            ),
            models.CheckConstraint(
                name="donation_refunded_whole",
                condition=~Q(state=DonationState.REFUNDED.value) | Q(refunded_cents=F("paid_cents")),
            ),
            models.CheckConstraint(
                name="donation_says_who",
                condition=~Q(email="")
                & ~Q(first_name="")
                & ~Q(terms_version="")
                & (Q(donor_kind=DonorKind.INDIVIDUAL.value) | ~Q(company_name="")),
            ),
            models.CheckConstraint(
                name="donation_receipt_has_address",
                condition=Q(wants_receipt=False)
                | (Q(no_reward_declared=True) & ~Q(address="") & ~Q(postcode="") & ~Q(town="")),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def key(self) -> str:
        """The name of this gift for the campaign: its reservation, its contribution, its supporter."""
        return contribution_key(self.pk)

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)

    @property
    def paid(self) -> Euro:
        return Euro(self.paid_cents)

    @property
    def taken(self) -> Euro:
        return Euro(self.taken_cents)

    @property
    def standing(self) -> Euro:
        """What of this gift is at its destination now."""
        return Euro(self.taken_cents - self.released_cents)

    @property
    def refunded(self) -> Euro:
        return Euro(self.refunded_cents)

    @property
    def excess(self) -> Euro:
        """What of the payment never reached the destination, because there was no room left."""
        return Euro(self.paid_cents - self.taken_cents)

    @property
    def is_unpaid(self) -> bool:
        return self.state in UNPAID

    @property
    def destination(self) -> Campaign | Fund:
        found = self.campaign or self.fund
        assert found is not None, "PostgreSQL refuses a gift without destination"
        return found


class DonationLog(TransitionLog):
    """What happened to a gift, when, and through whom."""

    subject = models.ForeignKey(Donation, models.PROTECT, related_name="log", verbose_name="don")

    class Meta(TransitionLog.Meta):
        verbose_name = "étape d’un don"
        verbose_name_plural = "étapes des dons"


class OutcomeTold(models.Model):
    """The donors of a campaign were told how it ended: written with the e-mails, so that nobody is told twice."""

    campaign = models.OneToOneField(
        Campaign, models.PROTECT, primary_key=True, related_name="+", verbose_name="collecte"
    )
    donors = models.PositiveIntegerField("donateurs prévenus")
    at = models.DateTimeField("date", default=clock.now)

    class Meta:
        verbose_name = "issue annoncée aux donateurs"
        verbose_name_plural = "issues annoncées aux donateurs"

    def __str__(self) -> str:
        return f"campaign:{self.campaign_id}"


def contribution_key(donation_id: int) -> str:
    """See ``Donation.key``."""
    return f"donation:{donation_id}"


def donation_id_of(payable_id: int | str) -> int:
    """A payment names what it pays for by text; for a gift it is the number of the donation."""
    return int(payable_id)
