"""Who accompanies which project, what they say to each other, what was advised and done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trousse.core import clock
from trousse.fundraising.coaching.enums import Cause, Group, Writer
from trousse.fundraising.projects.models import Project
from trousse.people.schools.models import Departement

TEXT_MAX = 4_000


class AssignmentQuerySet(models.QuerySet["CoachAssignment"]):
    def living(self) -> "AssignmentQuerySet":
        """Those that still ask for somebody's attention: until some weeks after the end of the campaign."""
        return self.filter(ended_at=None)

    def in_group(self, group: Group) -> "AssignmentQuerySet":
        """The SQL twin of ``CoachAssignment.group``."""
        if group is Group.WAITING:
            return self.filter(awaits_since__isnull=False)
        calm = Q(need__gt=0) if group is Group.CALM else Q(need=0)
        return self.filter(calm, awaits_since=None)

    def most_in_need_first(self) -> "AssignmentQuerySet":
        """Who waits for an answer, the longest first, then who needs help most."""
        return self.order_by(F("awaits_since").asc(nulls_last=True), "-need", "pk")


class CoachAssignment(models.Model):
    """An accepted project and its coach: at most one row a project, at most one coach a row, whatever happens at once.

    Without ``coach`` nobody covers its territory yet. ``cause``, ``cause_since`` and ``need`` are what the daily job
    saw (``seen_at``), so that a list of thousands is read by index; ``need`` orders and is never shown.
    ``awaits_since``: when the holder wrote what nobody has answered yet. ``departement`` is copied from the school,
    which does not move.
    """

    project = models.OneToOneField(
        Project, models.PROTECT, primary_key=True, related_name="coaching", verbose_name="projet"
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coached",
        verbose_name="accompagnateur",
    )
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="département"
    )
    since = models.DateTimeField("depuis le", default=clock.now)
    ended_at = models.DateTimeField("terminé le", null=True, blank=True)
    awaits_since = models.DateTimeField("attend une réponse depuis", null=True, blank=True)
    last_contact_at = models.DateTimeField("dernier contact", null=True, blank=True)
    cause = models.CharField("situation", max_length=20, blank=True, choices=Cause.choices())
    cause_since = models.DateTimeField("depuis", null=True, blank=True)
    need = models.PositiveIntegerField("rang", default=0)
    seen_at = models.DateTimeField("relevé le", null=True, blank=True)
    advised_on = models.DateField("dernier conseil envoyé le", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "accompagnement"
        verbose_name_plural = "accompagnements"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["coach"], name="coaching_of_coach", condition=Q(ended_at=None)),
            models.Index(fields=["departement"], name="coaching_of_departement", condition=Q(ended_at=None)),
            models.Index(
                F("awaits_since").asc(nulls_last=True),
                F("need").desc(),
                "project",
                name="coaching_by_need",
                condition=Q(ended_at=None),
            ),
            models.Index(fields=["-project"], name="coaching_nobody", condition=Q(ended_at=None, coach=None)),
        )
        constraints = (
            models.CheckConstraint(
                name="coaching_cause_known",
                condition=Q(cause="") | Q(cause__in=[each.value for each in Cause]),
            ),
            models.CheckConstraint(name="coaching_need_has_a_cause", condition=Q(need=0) | ~Q(cause="")),
        )

    def __str__(self) -> str:
        return f"Accompagnement du projet {self.project_id}"

    @property
    def group(self) -> Group:
        if self.awaits_since is not None:
            return Group.WAITING
        return Group.CALM if self.need else Group.WELL


class CoachMessage(models.Model):
    """A message between the holder and whoever accompanies them. ``writer_user`` signs it."""

    assignment = models.ForeignKey(
        CoachAssignment, models.CASCADE, related_name="messages", verbose_name="accompagnement"
    )
    writer = models.CharField("écrit par", max_length=10, choices=Writer.choices())
    writer_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="signature"
    )
    text = models.TextField("texte", max_length=TEXT_MAX)
    at = models.DateTimeField("écrit le", default=clock.now)
    read_at = models.DateTimeField("lu le", null=True, blank=True)

    class Meta:
        verbose_name = "message d’accompagnement"
        verbose_name_plural = "messages d’accompagnement"
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=["assignment", "at"], name="coaching_thread"),
            models.Index(fields=["assignment", "writer"], name="coaching_unread", condition=Q(read_at=None)),
        )
        constraints = (
            models.CheckConstraint(name="coaching_message_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="coaching_writer_known", condition=Q(writer__in=[each.value for each in Writer])
            ),
        )

    def __str__(self) -> str:
        return f"Message {self.pk} du projet {self.assignment_id}"


class CoachNote(models.Model):
    """What coaches write for each other. The holder never reads it: in no page, no e-mail, no export of theirs."""

    assignment = models.ForeignKey(CoachAssignment, models.CASCADE, related_name="notes", verbose_name="accompagnement")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="auteur")
    text = models.TextField("texte", max_length=TEXT_MAX)
    at = models.DateTimeField("écrite le", default=clock.now)

    class Meta:
        verbose_name = "note entre accompagnateurs"
        verbose_name_plural = "notes entre accompagnateurs"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["assignment", "-at"], name="coaching_notes"),)
        constraints = (models.CheckConstraint(name="coaching_note_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        return f"Note {self.pk} sur le projet {self.assignment_id}"


class ChecklistTick(models.Model):
    """Something of the checklist that somebody says is done; what facts show is not kept."""

    assignment = models.ForeignKey(CoachAssignment, models.CASCADE, related_name="ticks", verbose_name="accompagnement")
    item = models.CharField("ligne", max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="cochée par")
    at = models.DateTimeField("cochée le", default=clock.now)

    class Meta:
        verbose_name = "ligne cochée"
        verbose_name_plural = "lignes cochées"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(name="coaching_tick_once", fields=["assignment", "item"]),)

    def __str__(self) -> str:
        return f"{self.item} ({self.assignment_id})"


class Nudge(models.Model):
    """Advice given once per cause and window: whatever runs twice, the holder reads it once.

    ``over_at``: when its cause was no more; ``dismissed_at``: when the holder said « j’ai vu ».
    """

    assignment = models.ForeignKey(
        CoachAssignment, models.CASCADE, related_name="nudges", verbose_name="accompagnement"
    )
    cause = models.CharField("cause", max_length=20, choices=Cause.choices())
    window = models.CharField("fenêtre", max_length=40)
    since = models.DateTimeField("depuis")
    made_at = models.DateTimeField("donné le", default=clock.now)
    mailed_at = models.DateTimeField("envoyé le", null=True, blank=True)
    over_at = models.DateTimeField("sans objet depuis", null=True, blank=True)
    dismissed_at = models.DateTimeField("lu le", null=True, blank=True)

    class Meta:
        verbose_name = "conseil"
        verbose_name_plural = "conseils"
        ordering = ("-made_at", "-pk")
        indexes = (
            models.Index(
                fields=["assignment"], name="coaching_nudge_now", condition=Q(over_at=None, dismissed_at=None)
            ),
        )
        constraints = (
            models.UniqueConstraint(name="coaching_nudge_once", fields=["assignment", "cause", "window"]),
            models.CheckConstraint(
                name="coaching_nudge_cause_known", condition=Q(cause__in=[each.value for each in Cause])
            ),
        )

    def __str__(self) -> str:
        return f"{Cause(self.cause).label} ({self.assignment_id})"


class MessageTemplate(models.Model):
    """A coach's own wording of one of the ready-made messages (``templates_of`` gives the shipped one otherwise)."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="coaching_templates", verbose_name="accompagnateur"
    )
    key = models.CharField("modèle", max_length=30)
    text = models.TextField("texte", max_length=TEXT_MAX)

    class Meta:
        verbose_name = "modèle de message"
        verbose_name_plural = "modèles de messages"
        ordering = ("coach", "key")
        constraints = (
            models.UniqueConstraint(name="coaching_template_once", fields=["coach", "key"]),
            models.CheckConstraint(name="coaching_template_says_something", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.coach_id})"
