"""Ticking the checklist, putting advice aside."""

from trousse.core import clock
from trousse.fundraising.coaching.checklist import BY_KEY
from trousse.fundraising.coaching.errors import MayNotTalk, NoSuchLine
from trousse.fundraising.coaching.models import ChecklistTick, CoachAssignment, Nudge
from trousse.fundraising.coaching.perms import can_tick
from trousse.people.accounts.models import User


def item_tick(*, assignment: CoachAssignment, key: str, done: bool, by: User) -> None:
    """Say that a line is done, or not after all; twice is once. Raises MayNotTalk, or NoSuchLine (also for a fact)."""
    if not can_tick(by, assignment):
        raise MayNotTalk
    item = BY_KEY.get(key)
    if item is None or item.fact is not None:
        raise NoSuchLine
    if done:
        ChecklistTick.objects.get_or_create(assignment=assignment, item=key, defaults={"by": by, "at": clock.now()})
    else:
        ChecklistTick.objects.filter(assignment=assignment, item=key).delete()


def nudge_dismiss(*, assignment: CoachAssignment, cause: str, by: User) -> None:
    """The holder has seen it: this advice leaves their pages until its next window. Raises MayNotTalk."""
    if by.pk != assignment.project.holder_id:
        raise MayNotTalk
    Nudge.objects.filter(assignment=assignment, cause=cause, dismissed_at=None).update(dismissed_at=clock.now())
