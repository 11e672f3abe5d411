"""Themes, projects with their forecast budget, and every step they went through."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import slugify

from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionLog
from trousse.fundraising.projects.enums import BudgetSide, LevelCode, ProjectState
from trousse.fundraising.projects.rules import CLASS_NAME_MAX, SUMMARY_MAX, TITLE_MAX
from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.models import School

LEVEL_MAX = 16
EDITABLE = (ProjectState.DRAFT.value, ProjectState.TO_REVISE.value)


class Theme(models.Model):
    """What a project is about. The slug is also its colour and its picture (class ``th-<slug>``, ``il-<slug>``)."""

    slug = models.SlugField("identifiant", primary_key=True, max_length=30)
    label = models.CharField("nom", max_length=60)
    order = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.label


class Project(models.Model):
    """What a holder wants to do with pupils, and what it costs: one row from the first draft to the decision.

    Nearly everything may be empty in a draft; PostgreSQL sees to it that nothing essential is once it is submitted.
    ``school`` carries it: its head attests, its body receives; ``other_schools`` take part. ``levels``,
    ``classes_label`` and ``pupils`` sum up its classes, written with them. ``version`` counts the holder's edits.
    ``starts_on`` and ``ends_on`` are the project's own days. ``state_since`` is the
    clock that everyone sees; ``submitted_at`` the latest submission.
    """

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="projects", verbose_name="porteur ou porteuse"
    )
    school = models.ForeignKey(School, models.PROTECT, related_name="projects", verbose_name="établissement")
    other_schools = models.ManyToManyField(
        School, related_name="+", blank=True, verbose_name="établissements qui participent"
    )
    title = models.CharField("titre", max_length=TITLE_MAX, blank=True)
    summary = models.TextField("résumé", blank=True, validators=[MaxLengthValidator(SUMMARY_MAX)])
    story = models.TextField("ce que les élèves vont faire", blank=True)
    learning = models.TextField("ce qu’ils vont apprendre", blank=True, help_text="Une idée par ligne")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, verbose_name="thème")
    school_project = models.TextField("lien avec le projet d’école ou d’établissement", blank=True)
    levels: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=LEVEL_MAX, choices=LevelCode.choices()),
        verbose_name="niveaux",
        default=list,
        blank=True,
    )
    classes_label = models.TextField("classes", blank=True)
    pupils = models.PositiveIntegerField("nombre d’élèves", null=True, blank=True)
    minimum_goal_cents = models.BigIntegerField("objectif minimum (centimes)", null=True, blank=True)
    optimum_goal_cents = models.BigIntegerField("objectif optimum (centimes)", null=True, blank=True)
    ceiling_reason = models.TextField("raison d’un minimum au-dessus du plafond", blank=True)
    starts_on = models.DateField("début du projet", null=True, blank=True)
    ends_on = models.DateField("fin du projet", null=True, blank=True)
    opens_on = models.DateField("ouverture souhaitée", null=True, blank=True)
    duration_days = models.PositiveSmallIntegerField("durée en jours", null=True, blank=True)
    body_kind = models.CharField("structure réceptrice", max_length=12, blank=True, choices=BodyKind.choices())
    manager_name = models.CharField("gestionnaire", max_length=120, blank=True)
    manager_email = models.EmailField("courriel du gestionnaire", blank=True)
    head_name = models.CharField("direction", max_length=120, blank=True)
    head_email = models.EmailField("courriel proposé pour la direction", blank=True)
    class_signature = models.CharField("signature de la classe", max_length=120, blank=True)
    thanks = models.TextField("remerciements", blank=True)
    state = models.CharField(
        "état",
        max_length=20,
        default=ProjectState.DRAFT.value,
        choices=ProjectState.choices(),
    )
    version = models.PositiveIntegerField("version", default=1)
    created_at = models.DateTimeField("créé le", default=clock.now)
    updated_at = models.DateTimeField("modifié le", default=clock.now)
    state_since = models.DateTimeField("dans cet état depuis", default=clock.now)
    submitted_at = models.DateTimeField("soumis le", null=True, blank=True)
    accepted_at = models.DateTimeField("accepté le", null=True, blank=True)

    class Meta:
        verbose_name = "projet"
        verbose_name_plural = "projets"
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["holder", "-created_at"], name="projects_of_holder"),
            models.Index(fields=["school", "-created_at"], name="projects_of_school"),
            models.Index(
                fields=["state_since"], name="projects_waiting", condition=models.Q(state=ProjectState.SUBMITTED.value)
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="projects_state_known", condition=models.Q(state__in=[member.value for member in ProjectState])
            ),
            models.CheckConstraint(
                name="projects_goals_positive",
                condition=(models.Q(minimum_goal_cents=None) | models.Q(minimum_goal_cents__gt=0))
                & (models.Q(optimum_goal_cents=None) | models.Q(optimum_goal_cents__gt=0)),
            ),
            models.CheckConstraint(
                name="projects_pupils_and_duration_positive",
                condition=(models.Q(pupils=None) | models.Q(pupils__gt=0))
                & (models.Q(duration_days=None) | models.Q(duration_days__gt=0)),
            ),
            models.CheckConstraint(
                name="projects_ends_after_it_starts",
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="projects_submitted_is_whole",
                condition=models.Q(state__in=EDITABLE)
                | (
                    ~models.Q(title="")
                    & ~models.Q(body_kind="")
                    & ~models.Q(manager_email="")
                    & models.Q(
                        theme__isnull=False,
                        minimum_goal_cents__isnull=False,
                        optimum_goal_cents__gte=models.F("minimum_goal_cents"),
                        opens_on__isnull=False,
                        duration_days__isnull=False,
                        submitted_at__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="projects_accepted_has_its_date",
                condition=models.Q(state=ProjectState.ACCEPTED.value, accepted_at__isnull=False)
                | (~models.Q(state=ProjectState.ACCEPTED.value) & models.Q(accepted_at__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return self.title or "Projet sans titre"

    @property
    def slug(self) -> str:
        """For addresses: ``/projet/12-un-potager``; never empty."""
        return slugify(self.title)[:60].strip("-") or "projet"

    @property
    def school_in_words(self) -> str:
        """« École Jean-Giono, Saint-Avre »: for the middle of a sentence."""
        return ", ".join(filter(None, (self.school.name, self.school.commune_name)))

    @property
    def minimum_goal(self) -> Euro | None:
        return None if self.minimum_goal_cents is None else Euro(self.minimum_goal_cents)

    @property
    def optimum_goal(self) -> Euro | None:
        return None if self.optimum_goal_cents is None else Euro(self.optimum_goal_cents)

    @property
    def learning_items(self) -> list[str]:
        return [line.strip(" -•\t") for line in self.learning.splitlines() if line.strip(" -•\t")]

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


class ProjectClass(models.Model):
    """A class that takes part; ``school`` is None for the school that carries the project. A draft may leave holes."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="classes", verbose_name="projet")
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="établissement"
    )
    name = models.CharField("nom", max_length=CLASS_NAME_MAX, blank=True)
    levels: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=LEVEL_MAX, choices=LevelCode.choices()),
        verbose_name="niveaux",
        default=list,
        blank=True,
    )
    pupils = models.PositiveIntegerField("nombre d’élèves", null=True, blank=True)
    order = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "classe"
        verbose_name_plural = "classes"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="projects_class_pupils_positive", condition=models.Q(pupils=None) | models.Q(pupils__gt=0)
            ),
            models.UniqueConstraint(
                name="projects_class_order", fields=["project", "order"], deferrable=models.Deferrable.DEFERRED
            ),
        )

    def __str__(self) -> str:
        return self.name or "Classe sans nom"


class BudgetLine(models.Model):
    """One line of the forecast budget, published with the project: the quantified use of the money."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines", verbose_name="projet")
    side = models.CharField("côté", max_length=8, choices=BudgetSide.choices())
    label = models.CharField("poste", max_length=120)
    amount_cents = models.BigIntegerField("montant (centimes)")
    note = models.CharField("précision", max_length=280, blank=True)
    order = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "ligne de budget"
        verbose_name_plural = "lignes de budget"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(name="projects_budget_amount_positive", condition=models.Q(amount_cents__gt=0)),
            models.CheckConstraint(
                name="projects_budget_side_known", condition=models.Q(side__in=[member.value for member in BudgetSide])
            ),
            models.UniqueConstraint(
                name="projects_budget_order", fields=["project", "order"], deferrable=models.Deferrable.DEFERRED
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} : {self.amount}"

    @property
    def amount(self) -> Euro:
        return Euro(self.amount_cents)


class ProjectLog(TransitionLog):
    """Every step of a project: who, when, why."""

    subject: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Project, models.CASCADE, related_name="log", verbose_name="projet"
    )

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = "étape d’un projet"
        verbose_name_plural = "étapes des projets"
        indexes = (models.Index(fields=["subject", "at"], name="projects_log_subject"),)
