"""Rounds and mandates of solidarity, who signed them, and the grants that they made."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionLog
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.enums import GrantKind, MandateState, RoundState, TurnMoment
from trousse.giving.allocation.mandating import PURPOSE_MAX, MandateTerms
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund

OPEN = (RoundState.PROPOSED.value, RoundState.SIGNED_ONCE.value)
UNSIGNED = (MandateState.PROPOSED.value, MandateState.SIGNED_ONCE.value)
GIVING = (MandateState.IN_FORCE.value, MandateState.EXHAUSTED.value)
OVER = (MandateState.EXHAUSTED.value, MandateState.ENDED.value, MandateState.REVOKED.value)


class Turn(models.Model):
    """The policy of seasons has looked at everything, one morning or one evening: once each.

    ``proposed`` is all that it wanted to give; ``waiting`` what of it no mandate covered, as cents by campaign;
    ``learned`` what it knows from then on (``policy.learned``): the next turn begins there.
    """

    on = models.DateField("jour")
    moment = models.CharField("moment", max_length=8, choices=TurnMoment.choices())
    at = models.DateTimeField("fait le", default=clock.now)
    algorithm = models.CharField("version du calcul", max_length=40, blank=True)
    learned = models.JSONField("ce qui est appris", default=dict, blank=True)
    proposed = models.JSONField("aides voulues", default=list, blank=True)
    waiting = models.JSONField("hors mandat", default=dict, blank=True)

    class Meta:
        verbose_name = "passage du calcul"
        verbose_name_plural = "passages du calcul"
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["on", "moment"], name="allocation_one_turn_a_moment"),
            models.CheckConstraint(
                name="allocation_turn_moment_known", condition=Q(moment__in=[moment.value for moment in TurnMoment])
            ),
        )

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.moment}"


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
    turn = models.ForeignKey(
        Turn, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="ce qui était appris"
    )
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
    """A member of the committee says to have something to do with a project: they do not sign what helps it.

    Said of a round, or on the page of a mandate, which then does not help this project if they signed it.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="interests", verbose_name="répartition"
    )
    mandate = models.ForeignKey(
        "allocation.Mandate", models.PROTECT, null=True, blank=True, related_name="interests", verbose_name="mandat"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="membre")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="collecte")
    at = models.DateTimeField("déclaré le", default=clock.now)

    class Meta:
        verbose_name = "lien d’intérêt"
        verbose_name_plural = "liens d’intérêt"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["round", "user", "campaign"], name="allocation_interest_declared_once"),
            models.UniqueConstraint(fields=["mandate", "user", "campaign"], name="allocation_interest_once_a_mandate"),
            models.CheckConstraint(
                name="allocation_interest_said_in_one_place",
                condition=Q(round__isnull=False, mandate=None) | Q(round=None, mandate__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} ↔ {self.campaign_id}"


class Mandate(models.Model):
    """The committee lets the house give by itself: so much, from these funds, for this, between these days.

    What it says never changes (another is written instead): ``content_sha256`` names it, and two people sign that name.
    ``spent_cents`` is written with the grants that it covers; money that comes home from a failed project goes to its
    fund, and is not given a second time under the mandate. ``summed_until``: the last day of which the committee read.
    """

    state = models.CharField(
        "état", max_length=20, default=MandateState.PROPOSED.value, choices=MandateState.choices(), db_index=True
    )
    purpose = models.CharField("pourquoi", max_length=PURPOSE_MAX)
    envelope_cents = models.BigIntegerField("enveloppe (centimes)")
    spent_cents = models.BigIntegerField("versé (centimes)", default=0)
    every_fund = models.BooleanField("tous les fonds", default=False)
    funds = models.ManyToManyField(Fund, blank=True, related_name="mandates", verbose_name="fonds")
    kinds: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=8, choices=GrantKind.choices()), verbose_name="natures d’aide"
    )
    grant_cap_cents = models.BigIntegerField("plafond par aide (centimes)")
    project_cap_cents = models.BigIntegerField("plafond par projet (centimes)")
    begins_on = models.DateField("commence le")
    ends_on = models.DateField("dernier jour")
    content_sha256 = models.CharField("empreinte du contenu", max_length=64)
    written_at = models.DateTimeField("écrit le", default=clock.now)
    in_force_at = models.DateTimeField("signé par deux personnes le", null=True, blank=True)
    over_at = models.DateTimeField("fini le", null=True, blank=True)
    summed_until = models.DateField("résumé jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="allocation_mandate_state_known", condition=Q(state__in=[state.value for state in MandateState])
            ),
            models.CheckConstraint(
                name="allocation_mandate_never_overspent",
                condition=Q(envelope_cents__gt=0, spent_cents__gte=0, spent_cents__lte=F("envelope_cents")),
            ),
            models.CheckConstraint(
                name="allocation_mandate_caps_make_sense",
                condition=Q(grant_cap_cents__gt=0)
                & Q(grant_cap_cents__lte=F("project_cap_cents"))
                & Q(project_cap_cents__lte=F("envelope_cents")),
            ),
            models.CheckConstraint(name="allocation_mandate_dates_in_order", condition=Q(ends_on__gte=F("begins_on"))),
            models.CheckConstraint(
                name="allocation_mandate_kinds_known",
                condition=Q(kinds__contained_by=[kind.value for kind in GrantKind]) & ~Q(kinds=[]),
            ),
            models.CheckConstraint(
                name="allocation_mandate_signed_says_when",
                condition=Q(state__in=UNSIGNED, in_force_at=None, spent_cents=0)
                | Q(state__in=GIVING, in_force_at__isnull=False)
                | Q(state__in=[MandateState.ENDED.value, MandateState.REVOKED.value]),
            ),
            models.CheckConstraint(
                name="allocation_mandate_over_says_when",
                condition=Q(state__in=OVER, over_at__isnull=False) | (~Q(state__in=OVER) & Q(over_at=None)),
            ),
            models.CheckConstraint(
                name="allocation_mandate_exhausted_is_spent",
                condition=~Q(state=MandateState.EXHAUSTED.value) | Q(spent_cents=F("envelope_cents")),
            ),
        )

    def __str__(self) -> str:
        return f"Mandat n° {self.pk}"

    @property
    def envelope(self) -> Euro:
        return Euro(self.envelope_cents)

    @property
    def spent(self) -> Euro:
        return Euro(self.spent_cents)

    @property
    def left(self) -> Euro:
        return Euro(self.envelope_cents - self.spent_cents)

    @property
    def grant_cap(self) -> Euro:
        return Euro(self.grant_cap_cents)

    @property
    def project_cap(self) -> Euro:
        return Euro(self.project_cap_cents)

    @property
    def is_unsigned(self) -> bool:
        """Whether it still waits for a signature."""
        return self.state in UNSIGNED

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def gives_on(self, day: date) -> bool:
        """Whether it covers grants that day."""
        return self.state == MandateState.IN_FORCE and self.begins_on <= day <= self.ends_on

    @property
    def terms(self) -> MandateTerms:
        """What it says, as it is signed; reads its funds."""
        return MandateTerms(
            purpose=self.purpose,
            envelope=self.envelope,
            grant_cap=self.grant_cap,
            project_cap=self.project_cap,
            kinds=frozenset(GrantKind(kind) for kind in self.kinds),
            funds=None if self.every_fund else frozenset(fund.pk for fund in self.funds.all()),
            begins_on=self.begins_on,
            ends_on=self.ends_on,
        )


class MandateLog(TransitionLog):
    """Every step of a mandate: signed, in force, used up, ended, revoked and why."""

    subject = models.ForeignKey(Mandate, models.PROTECT, related_name="log", verbose_name="mandat")

    class Meta(TransitionLog.Meta):
        verbose_name = "étape d’un mandat"
        verbose_name_plural = "étapes des mandats"


class MandateSignature(models.Model):
    """One person agrees with what a mandate says, and has nothing to do with the patrons whose funds it uses."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="signatures", verbose_name="mandat")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="signataire")
    content_sha256 = models.CharField("contenu signé", max_length=64)
    no_conflict = models.BooleanField("aucun lien avec les mécènes de ces fonds")
    at = models.DateTimeField("signé le", default=clock.now)

    class Meta:
        verbose_name = "signature d’un mandat"
        verbose_name_plural = "signatures des mandats"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["mandate", "user"], name="allocation_mandate_signed_by_two_people"),
            models.CheckConstraint(name="allocation_mandate_signed_without_conflict", condition=Q(no_conflict=True)),
        )

    def __str__(self) -> str:
        return f"{self.user_id} → {self.mandate_id}"


class Grant(models.Model):
    """Money that left a fund for a campaign, and came home if the campaign failed. ``key`` is its ledger key.

    Two signatures of a round, or a mandate, stand behind it. ``matched_gift``: the gift that it doubles, once for all.
    """

    key = models.CharField("clé", max_length=80, unique=True)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="répartition"
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="mandat"
    )
    matched_gift = models.OneToOneField(
        Donation, models.PROTECT, null=True, blank=True, related_name="match", verbose_name="don doublé"
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
            # Grants of before rounds existed have neither.
            models.CheckConstraint(
                name="allocation_grant_decided_in_one_place", condition=Q(round=None) | Q(mandate=None)
            ),
            models.CheckConstraint(
                name="allocation_grant_doubles_under_mandate",
                condition=Q(matched_gift=None) | Q(kind=GrantKind.MATCH.value, mandate__isnull=False),
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
