"""Drafts that nobody takes up again name people: they are held for a time (see ``personal_data.py``), then they go."""

from datetime import timedelta

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.services import wait_leave
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.selectors import all_pictures_of
from trousse.platform.pictures.services import picture_remove

BATCH = 200
"""A night; the next one goes on."""
ACTOR = Actor.system("projects.forget")


def drafts_forget() -> int:
    """Delete the drafts that were never submitted nor touched for the time in force. Returns how many."""
    before = clock.now() - timedelta(days=integer("projects.keep_drafts_days"))
    old = Project.objects.filter(state=ProjectState.DRAFT, submitted_at=None, updated_at__lt=before)
    return sum(_forget(pk) for pk in list(old.order_by("updated_at", "pk").values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _forget(pk: int) -> int:
    """With its pictures and its turn in the waiting line; what is left of it is a line of the journal."""
    project = Project.objects.select_for_update(of=("self",)).filter(pk=pk, state=ProjectState.DRAFT).first()
    if project is None:
        return 0
    for picture in all_pictures_of("project", pk):
        picture_remove(picture=picture, actor=ACTOR)
    wait_leave(key=key_of(pk))
    record(verb="project.forget", subject=project, actor=ACTOR)
    project.delete()
    return 1
