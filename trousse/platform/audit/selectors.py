"""Reading the journal."""

from django.db import models

from trousse.core.actors import Actor
from trousse.platform.audit.models import Event


def events_of(subject: models.Model) -> models.QuerySet[Event]:
    """All that happened to `subject`, newest first."""
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def events_by(actor: Actor) -> models.QuerySet[Event]:
    """All that `actor` did, newest first."""
    return Event.objects.filter(actor_kind=actor.kind.value, actor_id=actor.id)
