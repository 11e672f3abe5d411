"""Reports, the case they open, what was decided of it, and every step."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from trousse.core import clock
from trousse.core.workflow import TransitionLog
from trousse.platform.moderation.enums import CaseState, Ground, Outcome, Party, ReportReason, Stage
from trousse.platform.moderation.rules import TEXT_MAX


class Case(models.Model):
    """What is reported, once: all the reports of one thing that wait together for one decision.

    ``title`` is what it was called then; ``hidden_at`` when it was hidden by caution, before anybody looked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("nature", max_length=30)
    subject_id = models.CharField("identifiant", max_length=64)
    title = models.CharField("intitulé", max_length=250)
    is_urgent = models.BooleanField("urgent", default=False)
    state = models.CharField(
        "état",
        max_length=20,
        default=CaseState.OPEN.value,
        choices=[(state.value, state.label) for state in CaseState],
    )
    opened_at = models.DateTimeField("ouvert le", default=clock.now)
    state_since = models.DateTimeField("dans cet état depuis", default=clock.now)
    hidden_at = models.DateTimeField("masqué par prudence le", null=True, blank=True)
    appeal_by = models.CharField(
        "contesté par", max_length=10, blank=True, choices=[(party.value, party.label) for party in Party]
    )
    appeal_text = models.TextField("contestation", blank=True)
    appealed_at = models.DateTimeField("contesté le", null=True, blank=True)

    class Meta:
        verbose_name = "dossier de modération"
        verbose_name_plural = "dossiers de modération"
        ordering = ("-is_urgent", "state_since", "id")
        indexes = (
            models.Index(
                fields=["-is_urgent", "state_since"],
                name="moderation_waiting",
                condition=models.Q(state__in=[CaseState.OPEN.value, CaseState.APPEALED.value]),
            ),
            models.Index(fields=["-state_since", "id"], name="moderation_by_state_since"),
        )
        constraints = (
            models.UniqueConstraint(
                name="moderation_one_waiting_case",
                fields=["kind", "subject_id"],
                condition=models.Q(state__in=[CaseState.OPEN.value, CaseState.APPEALED.value]),
            ),
            models.CheckConstraint(
                name="moderation_state_known", condition=models.Q(state__in=[state.value for state in CaseState])
            ),
            models.CheckConstraint(
                name="moderation_appeal_says_who_and_why",
                condition=models.Q(
                    state__in=[CaseState.OPEN.value, CaseState.DECIDED.value],
                    appeal_by="",
                    appeal_text="",
                    appealed_at__isnull=True,
                )
                | (
                    models.Q(state__in=[CaseState.APPEALED.value, CaseState.SETTLED.value], appealed_at__isnull=False)
                    & ~models.Q(appeal_by="")
                    & ~models.Q(appeal_text="")
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state in {CaseState.OPEN, CaseState.APPEALED}

    @property
    def is_appealed(self) -> bool:
        return self.state == CaseState.APPEALED

    @property
    def state_label(self) -> str:
        return CaseState(self.state).label

    @property
    def days(self) -> int:
        """Whole days since it began to wait, or since it was decided."""
        return (clock.now() - self.state_since).days


class Report(models.Model):
    """A notice by anybody, without an account (Digital Services Act, art. 16). The address is there to answer them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reports", verbose_name="dossier")
    reason = models.CharField(
        "raison", max_length=20, choices=[(reason.value, reason.label) for reason in ReportReason]
    )
    text = models.TextField("explication", max_length=TEXT_MAX, blank=True)
    email = models.EmailField("courriel", blank=True)
    at = models.DateTimeField("reçu le", default=clock.now)

    class Meta:
        verbose_name = "signalement"
        verbose_name_plural = "signalements"
        ordering = ("at", "id")
        indexes = (models.Index(fields=["at"], name="moderation_addresses", condition=~models.Q(email="")),)

    def __str__(self) -> str:
        return self.reason_label

    @property
    def reason_label(self) -> str:
        return ReportReason(self.reason).label


class Decision(models.Model):
    """What was decided and why (statement of reasons: Digital Services Act, art. 17). Two at most, by two people.

    ``ground`` is what it rests on, ``rule`` the article or the paragraph, ``reason`` the facts in plain words: all
    three are told to the author.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions", verbose_name="dossier")
    stage = models.CharField("étape", max_length=10, choices=[(stage.value, stage.label) for stage in Stage])
    outcome = models.CharField("décision", max_length=12, choices=[(known.value, known.label) for known in Outcome])
    ground = models.CharField("fondement", max_length=8, choices=[(ground.value, ground.label) for ground in Ground])
    rule = models.CharField("règle", max_length=200, blank=True)
    reason = models.TextField("motif")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="décidé par")
    at = models.DateTimeField("décidé le", default=clock.now)

    class Meta:
        verbose_name = "décision de modération"
        verbose_name_plural = "décisions de modération"
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(name="moderation_one_decision_a_stage", fields=["case", "stage"]),
            # An appeal is decided by somebody else (art. 20 §6 asks for qualified people, not for the same one).
            models.UniqueConstraint(name="moderation_decided_by_two_people", fields=["case", "by"]),
            models.CheckConstraint(name="moderation_decision_says_why", condition=~models.Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.outcome_label} ({self.stage})"

    @property
    def outcome_label(self) -> str:
        return Outcome(self.outcome).label

    @property
    def ground_label(self) -> str:
        return Ground(self.ground).label

    @property
    def is_appeal(self) -> bool:
        return self.stage == Stage.APPEAL


class CaseLog(TransitionLog):
    """Every step of a case."""

    subject: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Case, models.CASCADE, related_name="log", verbose_name="dossier"
    )

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = "étape d’un dossier"
        verbose_name_plural = "étapes des dossiers"
        indexes = (models.Index(fields=["subject", "at"], name="moderation_log_subject"),)
