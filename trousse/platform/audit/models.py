"""The journal: one row for each thing that was decided."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Event(models.Model):
    """One thing that happened, told once and never rewritten.

    PostgreSQL itself refuses UPDATE, DELETE and TRUNCATE on this table (migration 0001), so that a journal read a year
    later is the journal that was written. The subject and the actor are named by type and id, without a foreign key:
    an event outlives what it speaks of, and the lowest wing of the house needs to know none of the models above it.

    `data` holds the few facts that make the event readable on its own (amounts in cents, ids, before and after).
    It holds no contact detail: those live, and are erased, where the person's data lives.
    """

    at = models.DateTimeField("date")
    verb = models.CharField("verbe", max_length=100)
    subject_type = models.CharField("type d’objet", max_length=100)
    subject_id = models.CharField("objet", max_length=64)
    actor_kind = models.CharField("nature de l’auteur", max_length=20)
    actor_id = models.CharField("auteur", max_length=254, blank=True)
    actor_label = models.CharField("nom de l’auteur", max_length=254, blank=True)
    reason = models.TextField("motif", blank=True)
    data = models.JSONField("détails", default=dict, blank=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField("requête", max_length=64, blank=True)

    class Meta:
        verbose_name = "événement"
        verbose_name_plural = "événements"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_event_subject"),
            models.Index(fields=["actor_kind", "actor_id", "id"], name="audit_event_actor"),
            models.Index(fields=["verb", "id"], name="audit_event_verb"),
        )
        constraints = (
            models.CheckConstraint(
                name="audit_event_is_told",
                condition=~models.Q(verb="") & ~models.Q(subject_type="") & ~models.Q(actor_kind=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"
