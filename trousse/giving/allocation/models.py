"""Rounds of solidarity, who signed them, and the grants that they made."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionLog
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.enums import GrantKind, RoundState
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund

OPEN = (RoundState.PROPOSED.value, RoundState.SIGNED_ONCE.value)


class Round(models.Model):
    """One answer of the solver to one night's question, on its way to two signatures.

    Everything needed to find the same answer again is kept: ``problem`` (alloc-1) is what was known, ``examined`` says
    of each campaign what was thought of it, ``changes`` what the committee asked for. ``plan`` (alloc-plan-1) answers
    the problem *with* the changes; ``plan_sha256`` names it, and a signature is given to that name.
    """

    state = models.CharField(
        "état", max_length=20, default=RoundState.PROPOSED.value, choices=RoundState.choices(), db_index=True
    )
    on = models.DateField("pour le")
    proposed_at = models.DateTimeField("proposée le", default=clock.now)
    problem = models.JSONField("question (alloc-1)")
    problem_sha256 = models.CharField("empreinte de la question", max_length=64)
    examined = models.JSONField("projets examinés")
    changes = models.JSONField("demandes du comité", default=dict, blank=True)
    plan = models.JSONField("réponse (alloc-plan-1)")
    plan_sha256 = models.CharField("empreinte de la réponse", max_length=64)
    certificate = models.JSONField("certificat")
    algorithm = models.CharField("version du calcul", max_length=80)
    rules_version = models.PositiveIntegerField("version des règles de solidarité")
    posted_at = models.DateTimeField("versée le", null=True, blank=True)

    class Meta:
        verbose_name = "répartition"
        verbose_name_plural = "répartitions"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="allocation_round_state_known", condition=Q(state__in=[state.value for state in RoundState])
            ),
            models.UniqueConstraint(
                models.Value(1), name="allocation_one_round_is_open", condition=Q(state__in=list(OPEN))
            ),
            models.CheckConstraint(
                name="allocation_round_posted_says_when",
                condition=Q(state=RoundState.POSTED.value, posted_at__isnull=False)
                | (~Q(state=RoundState.POSTED.value) & Q(posted_at=None)),
            ),
        )

    def __str__(self) -> str:
        return f"Répartition n° {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed, signed or dropped."""
        return self.state in OPEN


class RoundLog(TransitionLog):
    """Every step of a round: proposed again, signed, posted."""

    subject = models.ForeignKey(Round, models.PROTECT, related_name="log", verbose_name="répartition")

    class Meta(TransitionLog.Meta):
        verbose_name = "étape d’une répartition"
        verbose_name_plural = "étapes des répartitions"


class Signature(models.Model):
    """One person agrees with one plan, and declares to have no interest in any project that it helps.

    It holds for the plan of that fingerprint only: whoever changes the plan makes it void.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="signatures", verbose_name="répartition")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="signataire")
    plan_sha256 = models.CharField("plan signé", max_length=64)
    no_conflict = models.BooleanField("aucun lien avec les projets aidés")
    at = models.DateTimeField("signée le", default=clock.now)

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "user", "plan_sha256"], name="allocation_two_signatures_are_of_two_people"
            ),
            models.CheckConstraint(name="allocation_signed_without_conflict", condition=Q(no_conflict=True)),
        )

    def __str__(self) -> str:
        return f"{self.user_id} → {self.round_id}"


class Interest(models.Model):
    """A member of the committee says to have something to do with a project: they do not sign what helps it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="interests", verbose_name="répartition")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="membre")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="collecte")
    at = models.DateTimeField("déclaré le", default=clock.now)

    class Meta:
        verbose_name = "lien d’intérêt"
        verbose_name_plural = "liens d’intérêt"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["round", "user", "campaign"], name="allocation_interest_declared_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} ↔ {self.campaign_id}"


class Grant(models.Model):
    """Money that left a fund for a campaign, and came home if the campaign failed. ``key`` is its ledger key."""

    key = models.CharField("clé", max_length=80, unique=True)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="répartition"
    )
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="grants", verbose_name="fonds")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="grants", verbose_name="collecte")
    kind = models.CharField("nature", max_length=8, choices=GrantKind.choices())
    amount_cents = models.BigIntegerField("montant (centimes)")
    reason = models.TextField("raison publiée", blank=True)
    posted_at = models.DateTimeField("versée le", default=clock.now)
    returned_cents = models.BigIntegerField("revenu au fonds (centimes)", default=0)
    returned_at = models.DateTimeField("revenue le", null=True, blank=True)

    class Meta:
        verbose_name = "aide d’un fonds"
        verbose_name_plural = "aides des fonds"
        ordering = ("posted_at", "pk")
        indexes = (
            models.Index(fields=["fund", "-posted_at"], name="allocation_grants_of_fund"),
            models.Index(fields=["campaign"], name="allocation_grants_out", condition=Q(returned_at=None)),
        )
        constraints = (
            models.CheckConstraint(name="allocation_grant_positive", condition=Q(amount_cents__gt=0)),
            models.CheckConstraint(
                name="allocation_grant_returns_whole",
                condition=Q(returned_cents=0, returned_at=None)
                | Q(returned_cents=F("amount_cents"), returned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="allocation_grant_kind_known", condition=Q(kind__in=[kind.value for kind in GrantKind])
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)


class GrantPart(models.Model):
    """The cents of one gift that went into one grant: first in, first out. ``ended_at``: they are back in the fund."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="parts", verbose_name="aide")
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="parts", verbose_name="don")
    amount_cents = models.BigIntegerField("montant (centimes)")
    at = models.DateTimeField("utilisé le", default=clock.now)
    ended_at = models.DateTimeField("revenu le", null=True, blank=True)

    class Meta:
        verbose_name = "part d’un don"
        verbose_name_plural = "parts des dons"
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["donation"], include=["amount_cents", "ended_at"], name="allocation_used"),)
        constraints = (models.CheckConstraint(name="allocation_part_positive", condition=Q(amount_cents__gt=0)),)

    def __str__(self) -> str:
        return f"{self.amount_cents} de {self.donation_id} dans {self.grant_id}"

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)
