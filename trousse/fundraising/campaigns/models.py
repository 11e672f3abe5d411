"""Campaigns, the room kept in them, what they took, and who supports them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.search import search_vector_field
from trousse.core.workflow import TransitionLog
from trousse.fundraising.campaigns import rules
from trousse.fundraising.campaigns.enums import CampaignState, CloseReason
from trousse.fundraising.projects.enums import LevelCode, LevelGroup
from trousse.fundraising.projects.models import Project, Theme
from trousse.people.schools.models import Academie, Departement, School

BEFORE_OPENING = (CampaignState.SCHEDULED.value,)
BEFORE_CLOSING = (CampaignState.SCHEDULED.value, CampaignState.OPEN.value, CampaignState.SUSPENDED.value)
BELOW_MINIMUM = (CampaignState.FAILED.value, CampaignState.REFUNDED.value)


class Campaign(models.Model):
    """The collecting period of a project: what donors see, from the day it is scheduled.

    Title, place, theme and levels are copied from the project, which no longer changes, so that the catalogue reads
    one table. The ledger is the truth of the money: ``raised_cents`` is written in the transaction that posts the gift,
    and PostgreSQL refuses a total above the optimum, whatever happens at once. ``closing_raised_cents`` keeps what had
    been raised at the closing: ``raised_cents`` falls when gifts are returned afterwards.
    """

    project = models.OneToOneField(
        Project, models.PROTECT, related_name="campaign", primary_key=True, verbose_name="projet"
    )
    state = models.CharField(
        "état",
        max_length=20,
        default=CampaignState.SCHEDULED.value,
        choices=CampaignState.choices(),
    )
    title = models.CharField("titre", max_length=80)
    slug = models.SlugField("adresse", max_length=60)
    school = models.ForeignKey(School, models.PROTECT, related_name="campaigns", verbose_name="établissement")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="campaigns", verbose_name="thème")
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name="département"
    )
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="campaigns", verbose_name="académie"
    )
    levels: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=16, choices=LevelCode.choices()),
        verbose_name="niveaux",
    )
    level_groups: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=12, choices=LevelGroup.choices()),
        verbose_name="étapes scolaires",
    )
    pupils = models.PositiveIntegerField("nombre d’élèves", default=0)
    minimum_goal_cents = models.BigIntegerField("objectif minimum (centimes)")
    optimum_goal_cents = models.BigIntegerField("objectif optimum (centimes)")
    opens_on = models.DateField("ouvre le")
    duration_days = models.PositiveSmallIntegerField("durée en jours")
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closes_at = models.DateTimeField("fin prévue", null=True, blank=True)
    suspended_at = models.DateTimeField("suspendue le", null=True, blank=True)
    closed_at = models.DateTimeField("terminée le", null=True, blank=True)
    close_reason = models.CharField("raison de la fin", max_length=10, blank=True, choices=CloseReason.choices())
    raised_cents = models.BigIntegerField("collecté (centimes)", default=0)
    granted_cents = models.BigIntegerField("dont fonds de solidarité (centimes)", default=0)
    closing_raised_cents = models.BigIntegerField("collecté à la fin (centimes)", null=True, blank=True)
    supporters_count = models.PositiveIntegerField("donateurs", default=0)
    search_text = models.TextField(editable=False)
    search = search_vector_field()

    class Meta:
        verbose_name = "collecte"
        verbose_name_plural = "collectes"
        ordering = ("pk",)
        indexes = (
            GinIndex(fields=["search"], name="campaigns_search"),
            # Also all that the catalogue counts by: it reads this index, never the rows.
            models.Index(
                fields=["state", "closes_at", "project"],
                include=["theme", "departement", "academie", "level_groups"],
                name="campaigns_ending",
            ),
            models.Index(fields=["state", "-opened_at", "-project"], name="campaigns_newest"),
            models.Index(fields=["state", "theme", "closes_at"], name="campaigns_by_theme"),
            models.Index(fields=["state", "departement", "closes_at"], name="campaigns_by_departement"),
            models.Index(fields=["state", "academie", "closes_at"], name="campaigns_by_academie"),
            models.Index(
                fields=["opens_on"],
                name="campaigns_to_open",
                condition=models.Q(state=CampaignState.SCHEDULED.value),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="campaigns_state_known", condition=models.Q(state__in=[member.value for member in CampaignState])
            ),
            models.CheckConstraint(
                name="campaigns_goals_are_sound",
                condition=models.Q(minimum_goal_cents__gt=0, optimum_goal_cents__gte=models.F("minimum_goal_cents")),
            ),
            models.CheckConstraint(name="campaigns_duration_positive", condition=models.Q(duration_days__gt=0)),
            models.CheckConstraint(
                name="campaigns_never_above_optimum",
                condition=models.Q(raised_cents__gte=0, raised_cents__lte=models.F("optimum_goal_cents")),
            ),
            models.CheckConstraint(
                name="campaigns_grants_are_part_of_it",
                condition=models.Q(granted_cents__gte=0, granted_cents__lte=models.F("raised_cents")),
            ),
            models.CheckConstraint(
                name="campaigns_opened_has_its_dates",
                condition=models.Q(
                    state__in=BEFORE_OPENING, opened_at=None, closes_at=None, raised_cents=0, supporters_count=0
                )
                | (
                    ~models.Q(state__in=BEFORE_OPENING)
                    & models.Q(opened_at__isnull=False, closes_at__gt=models.F("opened_at"))
                ),
            ),
            models.CheckConstraint(
                name="campaigns_suspended_since",
                condition=models.Q(state=CampaignState.SUSPENDED.value, suspended_at__isnull=False)
                | (~models.Q(state=CampaignState.SUSPENDED.value) & models.Q(suspended_at=None)),
            ),
            models.CheckConstraint(
                name="campaigns_closed_says_why",
                condition=models.Q(state__in=BEFORE_CLOSING, closed_at=None, close_reason="", closing_raised_cents=None)
                | (
                    ~models.Q(state__in=BEFORE_CLOSING)
                    & models.Q(closed_at__isnull=False, closing_raised_cents__isnull=False)
                    & models.Q(close_reason__in=[member.value for member in CloseReason])
                ),
            ),
            models.CheckConstraint(
                name="campaigns_outcome_is_that_of_the_goals",
                condition=models.Q(state__in=BEFORE_CLOSING)
                | models.Q(
                    state=CampaignState.SUCCEEDED.value, closing_raised_cents__gte=models.F("minimum_goal_cents")
                )
                | models.Q(state__in=BELOW_MINIMUM, closing_raised_cents__lt=models.F("minimum_goal_cents")),
            ),
            models.CheckConstraint(
                name="campaigns_refunded_holds_nothing",
                condition=~models.Q(state=CampaignState.REFUNDED.value) | models.Q(raised_cents=0),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def raised(self) -> Euro:
        """What counts for the gauge: once closed, what had been raised at the closing."""
        return Euro(self.raised_cents if self.closing_raised_cents is None else self.closing_raised_cents)

    @property
    def granted(self) -> Euro:
        return Euro(self.granted_cents)

    @property
    def minimum_goal(self) -> Euro:
        return Euro(self.minimum_goal_cents)

    @property
    def optimum_goal(self) -> Euro:
        return Euro(self.optimum_goal_cents)

    @property
    def percent(self) -> int:
        """Of the optimum: the tip of the pencil."""
        return rules.percent(self.raised, self.optimum_goal)

    @property
    def percent_of_minimum(self) -> int:
        """May go above 100."""
        return rules.percent(self.raised, self.minimum_goal)

    @property
    def granted_percent(self) -> int:
        """The striped part of the pencil."""
        return rules.percent(self.granted, self.optimum_goal)

    @property
    def minimum_position(self) -> int:
        """Where the minimum is marked on the pencil, in percent of the optimum."""
        return rules.percent(self.minimum_goal, self.optimum_goal)

    @property
    def missing_to_minimum(self) -> Euro:
        return max(self.minimum_goal - self.raised, Euro.zero())

    @property
    def missing_to_optimum(self) -> Euro:
        return max(self.optimum_goal - self.raised, Euro.zero())

    @property
    def minimum_reached(self) -> bool:
        return self.raised >= self.minimum_goal

    @property
    def is_collecting(self) -> bool:
        """Open, and not past its deadline: one may give."""
        return self.state == CampaignState.OPEN and self.closes_at is not None and clock.now() < self.closes_at

    @property
    def is_closed(self) -> bool:
        return self.state not in BEFORE_CLOSING

    @property
    def days_left(self) -> int:
        """« Plus que N jours »; 0 on the last day, and when there is no deadline."""
        return rules.days_left(self.closes_at, clock.now()) if self.closes_at else 0


class Reservation(models.Model):
    """Room kept for the gift ``key`` while it is paid, until ``expires_at``. An expired one counts for nothing."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reservations", verbose_name="collecte")
    key = models.CharField("clé", max_length=64, unique=True)
    amount_cents = models.BigIntegerField("montant (centimes)")
    expires_at = models.DateTimeField("expire le", db_index=True)

    class Meta:
        verbose_name = "place réservée"
        verbose_name_plural = "places réservées"
        ordering = ("expires_at", "pk")
        constraints = (
            models.CheckConstraint(name="campaigns_reservation_positive", condition=models.Q(amount_cents__gt=0)),
        )

    def __str__(self) -> str:
        return f"{Euro(self.amount_cents)} pour {self.campaign_id}"


class Intake(models.Model):
    """What a campaign took of one gift: the memory that makes ``contributions_add`` idempotent. No person in it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="intakes", verbose_name="collecte")
    key = models.CharField("clé", max_length=64, unique=True)
    taken_cents = models.BigIntegerField("pris (centimes)")
    at = models.DateTimeField("payé le")
    removed_at = models.DateTimeField("rendu le", null=True, blank=True)

    class Meta:
        verbose_name = "don pris par une collecte"
        verbose_name_plural = "dons pris par les collectes"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(name="campaigns_intake_not_negative", condition=models.Q(taken_cents__gte=0)),
        )

    def __str__(self) -> str:
        return f"{Euro(self.taken_cents)} pour {self.campaign_id}"


class Supporter(models.Model):
    """A donor as the campaign knows them: whom to tell, what they agreed to. Never how much they gave.

    The holder reads the first name of those who agreed, and their message; visitors read nothing of this.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="supporters", verbose_name="collecte")
    donation_key = models.CharField("clé du don", max_length=64, unique=True)
    first_name = models.CharField("prénom", max_length=120, blank=True)
    email = models.EmailField("courriel")
    named = models.BooleanField("accepte d’être nommé", default=False)
    message = models.TextField("mot à la classe", blank=True)
    at = models.DateTimeField("donné le")
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "soutien"
        verbose_name_plural = "soutiens"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["campaign", "email"], name="campaigns_supporter_email"),)

    def __str__(self) -> str:
        return self.first_name or "Soutien discret"


class CampaignLog(TransitionLog):
    """Every step of a campaign: opened, suspended, closed, and why."""

    subject: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Campaign, models.CASCADE, related_name="log", verbose_name="collecte"
    )

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = "étape d’une collecte"
        verbose_name_plural = "étapes des collectes"
        indexes = (models.Index(fields=["subject", "at"], name="campaigns_log_subject"),)


class ForecastFit(models.Model):
    """What was learned from our own campaigns (see ``forecast/``): the latest is in force, none is ever changed.

    ``scores`` tells how the shipped fit and this way of learning foretold those campaigns, each without having seen
    them. No person and no campaign in it: numbers only.
    """

    learned_at = models.DateTimeField("appris le", default=clock.now)
    version = models.PositiveSmallIntegerField("version du modèle")
    campaigns = models.PositiveIntegerField("collectes")
    fit = models.JSONField("coefficients")
    scores = models.JSONField("notes")

    class Meta:
        verbose_name = "modèle de prévision"
        verbose_name_plural = "modèles de prévision"
        ordering = ("-learned_at", "-pk")
        constraints = (
            models.CheckConstraint(name="campaigns_fit_learned_from_some", condition=models.Q(campaigns__gt=0)),
        )

    def __str__(self) -> str:
        return f"Modèle appris de {self.campaigns} collectes"
