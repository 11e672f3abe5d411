"""Submissions and decisions, the two files, and the links that open them."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from trousse.core import clock, links
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.criteria import NOTE_MAX
from trousse.fundraising.review.enums import (
    HeadState,
    LinkPurpose,
    ManagerState,
    Outcome,
    RecipientSource,
    RefusalReason,
)
from trousse.people.bodies.models import ReceivingBody
from trousse.platform.documents.models import Document


class Submission(models.Model):
    """A project as it was when it was submitted. Every one is kept.

    The yearly report of a crowdfunding intermediary compares projects received and projects retained (art. R548-4 II
    CMF), which cannot be rebuilt later from the projects as they ended.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="submissions", verbose_name="projet")
    number = models.PositiveSmallIntegerField("numéro")
    at = models.DateTimeField("soumis le", default=clock.now)
    snapshot: "models.JSONField[Any, Any]" = models.JSONField("contenu", encoder=DjangoJSONEncoder)
    told_at = models.DateTimeField("annoncée aux instructeurs le", null=True, blank=True, editable=False)
    late_told_at = models.DateTimeField("rappelée aux instructeurs le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "soumission"
        verbose_name_plural = "soumissions"
        ordering = ("project", "number")
        constraints = (
            models.UniqueConstraint(name="review_submission_number", fields=["project", "number"]),
            models.CheckConstraint(name="review_submission_number_positive", condition=models.Q(number__gt=0)),
        )
        indexes = (
            models.Index(fields=["project"], name="review_submission_untold", condition=models.Q(told_at=None)),
            models.Index(fields=["at"], name="review_submission_at"),
        )

    def __str__(self) -> str:
        return f"Soumission {self.number} du projet {self.project_id}"


class Decision(models.Model):
    """What a reviewer answered to a submission. A second one follows when the head did not attest.

    ``grid`` is the version of the selection criteria that an acceptance answered (``review.criteria``), empty for the
    other outcomes and for what was decided before there was a grid; ``criteria_asked`` is how many it had. PostgreSQL
    refuses an acceptance that does not come with an answer to each.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions", verbose_name="soumission")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions", verbose_name="instructeur"
    )
    outcome = models.CharField("décision", max_length=10, choices=Outcome.choices())
    reason_code = models.CharField("motif", max_length=20, blank=True, choices=RefusalReason.choices())
    text = models.TextField("message au porteur", blank=True)
    exception_granted = models.BooleanField("minimum au-dessus du plafond accordé", default=False)
    grid = models.CharField("grille des critères", max_length=10, blank=True)
    criteria_asked = models.PositiveSmallIntegerField("nombre de critères", default=0)
    at = models.DateTimeField("décidé le", default=clock.now)

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["outcome", "at"], name="review_decision_outcome"),)
        constraints = (
            models.CheckConstraint(
                name="review_decision_outcome_known",
                condition=models.Q(outcome__in=[member.value for member in Outcome]),
            ),
            models.CheckConstraint(
                name="review_refusal_has_reason",
                condition=(models.Q(outcome=Outcome.REFUSED.value) & ~models.Q(reason_code="") & ~models.Q(text=""))
                | (~models.Q(outcome=Outcome.REFUSED.value) & models.Q(reason_code="")),
            ),
            models.CheckConstraint(
                name="review_exception_only_accepted",
                condition=models.Q(exception_granted=False) | models.Q(outcome=Outcome.ACCEPTED.value),
            ),
            models.CheckConstraint(
                name="review_grid_only_accepted",
                condition=models.Q(grid="", criteria_asked=0)
                | (models.Q(outcome=Outcome.ACCEPTED.value, criteria_asked__gt=0) & ~models.Q(grid="")),
            ),
        )

    def __str__(self) -> str:
        return f"{Outcome(self.outcome).label} ({self.submission})"


class CriterionAnswer(models.Model):
    """How a project that was accepted answers one of the published criteria; ``note`` is published with it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="answers", verbose_name="décision")
    criterion = models.CharField("critère", max_length=20)
    met = models.BooleanField("rempli")
    note = models.CharField("précision", max_length=NOTE_MAX, blank=True)

    class Meta:
        verbose_name = "réponse à un critère"
        verbose_name_plural = "réponses aux critères"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="review_one_answer_per_criterion", fields=["decision", "criterion"]),
            models.CheckConstraint(
                name="review_unmet_criterion_is_explained", condition=models.Q(met=True) | ~models.Q(note="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion} : {'rempli' if self.met else 'non rempli'}"


class Remark(models.Model):
    """A remark on one precise field, in red ink beside what the holder wrote."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="remarks", verbose_name="décision")
    field = models.CharField("champ", max_length=40)
    text = models.TextField("remarque")

    class Meta:
        verbose_name = "remarque"
        verbose_name_plural = "remarques"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="review_one_remark_per_field", fields=["decision", "field"]),
            models.CheckConstraint(name="review_remark_says_something", condition=~models.Q(text="")),
        )

    def __str__(self) -> str:
        return f"{self.field} : {self.text[:60]}"


class HeadFile(models.Model):
    """What the head of the school attests: that the acts of the institution exist. One per project, by signed link."""

    project = models.OneToOneField(
        Project, models.PROTECT, related_name="head_file", primary_key=True, verbose_name="projet"
    )
    state = models.CharField(
        "état",
        max_length=10,
        default=HeadState.WAITING.value,
        choices=HeadState.choices(),
    )
    recipient = models.EmailField("courriel de la direction")
    recipient_source = models.CharField(
        "origine de l’adresse",
        max_length=10,
        choices=RecipientSource.choices(),
    )
    delegate_name = models.CharField("délégué à", max_length=120, blank=True)
    delegate_email = models.EmailField("courriel de la personne déléguée", blank=True)
    delegated_at = models.DateTimeField("délégué le", null=True, blank=True)
    delegation_confirmed_at = models.DateTimeField("délégation confirmée le", null=True, blank=True)
    sent_at = models.DateTimeField("lien envoyé le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    attested_name = models.CharField("nom", max_length=120, blank=True)
    attested_role = models.CharField("fonction", max_length=120, blank=True)
    acts: "models.JSONField[Any, Any]" = models.JSONField("actes", default=list, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pièce jointe"
    )
    decline_reason = models.TextField("raison du refus", blank=True)

    class Meta:
        verbose_name = "dossier de la direction"
        verbose_name_plural = "dossiers des directions"
        constraints = (
            models.CheckConstraint(
                name="review_head_answer_fits_state",
                condition=models.Q(state=HeadState.WAITING.value, answered_at=None, acts=[], decline_reason="")
                | (
                    models.Q(state=HeadState.ATTESTED.value, answered_at__isnull=False, decline_reason="")
                    & ~models.Q(attested_name="")
                    & ~models.Q(attested_role="")
                    & ~models.Q(acts=[])
                )
                | (
                    models.Q(state=HeadState.DECLINED.value, answered_at__isnull=False)
                    & ~models.Q(attested_name="")
                    & ~models.Q(decline_reason="")
                ),
            ),
            models.CheckConstraint(
                name="review_head_delegation_whole",
                condition=models.Q(delegate_name="", delegate_email="", delegated_at=None, delegation_confirmed_at=None)
                | (models.Q(delegated_at__isnull=False) & ~models.Q(delegate_name="") & ~models.Q(delegate_email="")),
            ),
            models.CheckConstraint(
                name="review_head_source_known",
                condition=models.Q(recipient_source__in=[member.value for member in RecipientSource]),
            ),
        )

    def __str__(self) -> str:
        return f"Direction du projet {self.project_id} : {HeadState(self.state).label}"

    @property
    def is_delegated(self) -> bool:
        """A deputy holds the link in the head's place."""
        return self.delegation_confirmed_at is not None

    @property
    def awaits_confirmation(self) -> bool:
        """A deputy was named whose address a reviewer must check first."""
        return bool(self.delegate_email) and self.delegation_confirmed_at is None


class ManagerFile(models.Model):
    """What the manager completes: the legal entity that receives, and its account. One per project, by signed link."""

    project = models.OneToOneField(
        Project, models.PROTECT, related_name="manager_file", primary_key=True, verbose_name="projet"
    )
    state = models.CharField(
        "état",
        max_length=10,
        default=ManagerState.WAITING.value,
        choices=ManagerState.choices(),
    )
    recipient = models.EmailField("courriel du gestionnaire")
    body = models.ForeignKey(
        ReceivingBody, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="structure réceptrice"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="relevé d’identité bancaire"
    )
    sent_at = models.DateTimeField("lien envoyé le")
    completed_at = models.DateTimeField("complété le", null=True, blank=True)

    class Meta:
        verbose_name = "dossier du gestionnaire"
        verbose_name_plural = "dossiers des gestionnaires"
        constraints = (
            models.CheckConstraint(
                name="review_manager_completion_fits_state",
                condition=models.Q(state=ManagerState.WAITING.value, completed_at=None, body=None)
                | models.Q(state=ManagerState.COMPLETED.value, completed_at__isnull=False, body__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Gestionnaire du projet {self.project_id} : {ManagerState(self.state).label}"


class AccessLink(models.Model):
    """A right given by e-mail: one purpose, one project, until a date, revocable at any moment.

    The address carries a signature over the row's id and nonce (``core.links``); the row says whether it still holds.
    ``used_at`` is when its bearer answered: the same link then shows what was answered.
    """

    URL_NAMES: ClassVar[dict[str, str]] = {
        LinkPurpose.HEAD.value: "head:attest",
        LinkPurpose.MANAGER.value: "manager:complete",
    }

    purpose = models.CharField("usage", max_length=10, choices=LinkPurpose.choices())
    project = models.ForeignKey(Project, models.PROTECT, related_name="access_links", verbose_name="projet")
    email = models.EmailField("envoyé à")
    nonce = models.CharField("aléa", max_length=43)
    created_at = models.DateTimeField("créé le", default=clock.now)
    expires_at = models.DateTimeField("expire le")
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)
    reminded_at = models.DateTimeField("rappelé le", null=True, blank=True)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    class Meta:
        verbose_name = "lien signé"
        verbose_name_plural = "liens signés"
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=["created_at"],
                name="review_link_waiting",
                condition=models.Q(revoked_at=None, used_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="review_link_purpose_known",
                condition=models.Q(purpose__in=[member.value for member in LinkPurpose]),
            ),
            models.CheckConstraint(
                name="review_link_expires_later", condition=models.Q(expires_at__gt=models.F("created_at"))
            ),
            models.UniqueConstraint(
                name="review_one_living_link",
                fields=["project", "purpose"],
                condition=models.Q(revoked_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{LinkPurpose(self.purpose).label} du projet {self.project_id}"

    @property
    def token(self) -> str:
        """What the address carries."""
        return links.make(self.purpose, f"{self.pk}:{self.nonce}")
