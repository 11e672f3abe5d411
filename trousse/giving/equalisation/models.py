"""Versions of the rules of solidarity, what people said of them, how the committee voted."""

import hashlib
import json
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Lower

from trousse.core import clock
from trousse.core.workflow import TransitionLog
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.rules import (
    BASE,
    BONUS_MOST,
    FIRST,
    IPS_LEAST,
    IPS_MOST,
    LEAST_IN_FAVOUR,
    WORTH_MOST,
    Limits,
    Rules,
    Weights,
)
from trousse.giving.funds.rules import WHOLE

TITLE_MAX, TEXT_MAX, COMMENT_MAX, REASON_MAX = 120, 4_000, 2_000, 600
OVER = (RuleState.ADOPTED.value, RuleState.REJECTED.value)
"""States that a vote leads to."""


class RuleVersion(models.Model):
    """One version of the weights and limits, from its draft to its last day.

    ``text`` says in plain French what changes and why. ``comments_until`` and ``votes_until`` are last days, included;
    ``planned_from`` is the first day that people discuss, ``in_force_from`` the one that the adoption fixed.
    ``simulation`` (rules-simulation-1) is of the content ``simulated_sha256`` names: an edited draft makes it void. The
    votes are counted once, when the vote is over: ``votes_*`` and ``members`` are what decided.
    """

    number = models.PositiveIntegerField("numéro", unique=True)
    title = models.CharField("titre", max_length=TITLE_MAX)
    text = models.TextField("ce qui change, et pourquoi")

    rep = models.PositiveSmallIntegerField("poids en REP", default=FIRST.weights.rep)
    rep_plus = models.PositiveSmallIntegerField("poids en REP+", default=FIRST.weights.rep_plus)
    rural = models.PositiveSmallIntegerField("en plus en commune rurale", default=FIRST.weights.rural)
    ips_low = models.PositiveSmallIntegerField("en plus sous le seuil d’IPS", default=FIRST.weights.ips_low)
    ips_below = models.PositiveSmallIntegerField("seuil d’IPS (dixièmes)", null=True, blank=True)
    most_share_bp = models.PositiveSmallIntegerField("part du minimum au plus (points de base)", null=True, blank=True)
    most_cents = models.BigIntegerField("somme au plus par projet (centimes)", null=True, blank=True)
    least_raised_bp = models.PositiveSmallIntegerField("réuni avant d’être complété (points de base)", default=0)

    state = models.CharField(
        "état", max_length=20, choices=RuleState.choices(), default=RuleState.DRAFT.value, db_index=True
    )
    created_at = models.DateTimeField("écrite le", default=clock.now)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    comments_until = models.DateField("avis jusqu’au", null=True, blank=True)
    votes_until = models.DateField("votes jusqu’au", null=True, blank=True)
    planned_from = models.DateField("entrée en vigueur prévue", null=True, blank=True)
    simulation = models.JSONField("simulation", null=True, blank=True)
    simulated_at = models.DateTimeField("simulée le", null=True, blank=True)
    simulated_sha256 = models.CharField("contenu simulé", max_length=64, blank=True)
    vote_told_at = models.DateTimeField("vote annoncé le", null=True, blank=True)
    decided_on = models.DateField("décidée le", null=True, blank=True)
    in_force_from = models.DateField("en vigueur le", null=True, blank=True)
    members = models.PositiveSmallIntegerField("membres du comité", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("voix pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("voix contre", null=True, blank=True)
    votes_abstain = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)

    class Meta:
        verbose_name = "version des règles de solidarité"
        verbose_name_plural = "versions des règles de solidarité"
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                name="equalisation_state_known", condition=Q(state__in=[state.value for state in RuleState])
            ),
            models.CheckConstraint(name="equalisation_version_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="equalisation_weights_in_bounds",
                condition=Q(rep__gte=BASE, rep_plus__gte=F("rep"), rep_plus__lte=WORTH_MOST)
                & Q(rural__lte=BONUS_MOST, ips_low__lte=BONUS_MOST),
            ),
            models.CheckConstraint(
                name="equalisation_index_has_its_threshold",
                condition=Q(ips_low=0, ips_below=None)
                | Q(ips_low__gt=0, ips_below__isnull=False, ips_below__gte=IPS_LEAST, ips_below__lte=IPS_MOST),
            ),
            models.CheckConstraint(
                name="equalisation_limits_in_bounds",
                condition=(Q(most_share_bp=None) | Q(most_share_bp__gt=0, most_share_bp__lte=WHOLE))
                & (Q(most_cents=None) | Q(most_cents__gt=0))
                & Q(least_raised_bp__lt=WHOLE),
            ),
            models.CheckConstraint(
                name="equalisation_published_says_until_when",
                condition=Q(state__in=[RuleState.DRAFT.value, RuleState.WITHDRAWN.value])
                | Q(number=FIRST.version)
                | Q(published_at__isnull=False, comments_until__isnull=False, votes_until__isnull=False)
                & Q(votes_until__gt=F("comments_until"), planned_from__isnull=False)
                & Q(planned_from__gt=F("votes_until")),
            ),
            models.CheckConstraint(
                name="equalisation_simulation_says_of_what",
                condition=Q(simulation=None, simulated_at=None, simulated_sha256="")
                | Q(simulation__isnull=False, simulated_at__isnull=False) & ~Q(simulated_sha256=""),
            ),
            # In force never in the past, and one version a day: the latest that has begun.
            models.CheckConstraint(
                name="equalisation_adopted_says_from_when",
                condition=Q(state=RuleState.ADOPTED.value, decided_on__isnull=False, in_force_from__isnull=False)
                & Q(in_force_from__gte=F("decided_on"))
                | ~Q(state=RuleState.ADOPTED.value) & Q(in_force_from=None),
            ),
            models.UniqueConstraint(
                fields=["in_force_from"],
                name="equalisation_one_version_a_day",
                condition=Q(state=RuleState.ADOPTED.value),
            ),
            models.CheckConstraint(
                name="equalisation_vote_is_counted",
                condition=Q(number=FIRST.version)
                | Q(state__in=OVER, decided_on__isnull=False, members__isnull=False)
                & Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstain__isnull=False)
                | ~Q(state__in=OVER) & Q(decided_on=None, members=None, votes_for=None),
            ),
            models.CheckConstraint(
                name="equalisation_adopted_by_a_majority",
                condition=Q(number=FIRST.version)
                | ~Q(state=RuleState.ADOPTED.value)
                | Q(votes_for__gte=LEAST_IN_FAVOUR, votes_for__gt=F("votes_against")),
            ),
        )

    def __str__(self) -> str:
        return f"Règles de solidarité, version {self.number}"

    @property
    def rules(self) -> Rules:
        return Rules(
            version=self.number,
            weights=Weights(
                rep=self.rep,
                rep_plus=self.rep_plus,
                rural=self.rural,
                ips_low=self.ips_low,
                ips_below=self.ips_below,
            ),
            limits=Limits(
                most_share_bp=self.most_share_bp,
                most_cents=self.most_cents,
                least_raised_bp=self.least_raised_bp,
            ),
        )

    @property
    def content_sha256(self) -> str:
        """Names what people read: words, weights and limits."""
        content = json.dumps([self.title, self.text, self.rules.fingerprint], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def is_simulated(self) -> bool:
        """Whether the simulation is of the weights and limits as they are now."""
        return bool(self.simulated_sha256) and self.simulated_sha256 == self.rules.fingerprint

    @property
    def is_draft(self) -> bool:
        return self.state == RuleState.DRAFT

    @property
    def is_published(self) -> bool:
        """Up for comments, then for the vote."""
        return self.state == RuleState.PUBLISHED

    @property
    def is_decided(self) -> bool:
        """Whether a vote is behind it."""
        return self.state in OVER

    @property
    def compared_on(self) -> date | None:
        """The last day whose rules this version follows; None while it is not known: the latest that are adopted."""
        if self.in_force_from is not None:
            return self.in_force_from - timedelta(days=1)
        if self.state == RuleState.WITHDRAWN and self.published_at is not None:
            return clock.paris_day(self.published_at)
        return self.decided_on

    def takes_comments(self, today: date) -> bool:
        """Whether anybody may still say something."""
        return self.is_published and self.comments_until is not None and today <= self.comments_until

    def takes_votes(self, today: date) -> bool:
        """Whether members may vote: comments are closed, the last day is not over, what it would do is known."""
        if not self.is_published or self.comments_until is None or self.votes_until is None:
            return False
        return self.comments_until < today <= self.votes_until and self.is_simulated


class RuleLog(TransitionLog):
    """Every step of a version: published, taken back, adopted."""

    subject = models.ForeignKey(RuleVersion, models.PROTECT, related_name="log", verbose_name="version")

    class Meta(TransitionLog.Meta):
        verbose_name = "étape d’une version des règles"
        verbose_name_plural = "étapes des versions des règles"


class RuleComment(models.Model):
    """What somebody says of a published draft. Read by everybody once the address is confirmed; the address never.

    ``content_sha256`` names the draft as it was read. ``hidden_at``: when moderators took it off the page.
    """

    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="comments", verbose_name="version")
    first_name = models.CharField("prénom", max_length=60)
    email = models.EmailField("courriel")
    text = models.TextField("avis", max_length=COMMENT_MAX)
    content_sha256 = models.CharField("texte lu", max_length=64)
    written_at = models.DateTimeField("écrit le", default=clock.now)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    hidden_at = models.DateTimeField("masqué le", null=True, blank=True)

    class Meta:
        verbose_name = "avis sur une version"
        verbose_name_plural = "avis sur les versions"
        ordering = ("confirmed_at", "pk")
        indexes = (
            models.Index(
                fields=["version", "confirmed_at"],
                name="equalisation_comments_read",
                condition=Q(confirmed_at__isnull=False, hidden_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(name="equalisation_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="equalisation_comment_email_lower", condition=Q(email=Lower("email"))),
            models.UniqueConstraint(
                models.F("version"),
                models.F("email"),
                MD5("text"),
                name="equalisation_comment_said_once",
            ),
        )

    def __str__(self) -> str:
        return f"Avis {self.pk} sur la version {self.version_id}"

    @property
    def is_visible(self) -> bool:
        return self.confirmed_at is not None and self.hidden_at is None


class RuleVote(models.Model):
    """One member of the committee, once. The reason, if any, is published with the vote, without the name."""

    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="votes", verbose_name="version")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="membre")
    ballot = models.CharField("vote", max_length=8, choices=Ballot.choices())
    reason = models.TextField("raison publiée", max_length=REASON_MAX, blank=True)
    content_sha256 = models.CharField("texte voté", max_length=64)
    at = models.DateTimeField("voté le", default=clock.now)

    class Meta:
        verbose_name = "vote"
        verbose_name_plural = "votes"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["version", "user"], name="equalisation_each_member_votes_once"),
            models.CheckConstraint(
                name="equalisation_ballot_known", condition=Q(ballot__in=[ballot.value for ballot in Ballot])
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} → version {self.version_id}"
