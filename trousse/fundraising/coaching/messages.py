"""From what happened to the messages that tell it; each goes to the outbox in the caller's transaction."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from trousse.core.money import Euro
from trousse.fundraising.coaching import words
from trousse.fundraising.coaching.enums import Cause, Writer
from trousse.fundraising.coaching.models import CoachAssignment, CoachMessage, Nudge
from trousse.fundraising.coaching.notifications import (
    CoachPresented,
    MessageToCoach,
    MessageToHolder,
    NudgeToHolder,
    ProjectToCoach,
)
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify, notify_many


def tell_assigned(assignment: CoachAssignment) -> None:
    """Each of the two learns who the other is."""
    coach, holder = assignment.coach, assignment.project.holder
    if coach is None:
        return
    presented = CoachPresented(
        **_about(assignment, Writer.HOLDER), first_name=holder.first_name, coach=coach.display_name
    )
    to_coach = ProjectToCoach(
        **_about(assignment, Writer.COACH), first_name=coach.first_name, holder=holder.display_name
    )
    told: list[tuple[Notification, str]] = [(presented, holder.email), (to_coach, coach.email)]
    notify_many(told)


def tell_message(message: CoachMessage) -> None:
    """The other side; a message to a project without coach waits in the queue of those who look for one."""
    assignment, text = message.assignment, message.text
    who, holder, coach = message.writer_user.get_short_name(), assignment.project.holder, assignment.coach
    if message.writer == Writer.COACH:
        about = _about(assignment, Writer.HOLDER)
        notify(MessageToHolder(**about, first_name=holder.first_name, who=who, text=text), to=holder.email)
    elif coach is not None:
        about = _about(assignment, Writer.COACH)
        notify(MessageToCoach(**about, first_name=coach.first_name, who=who, text=text), to=coach.email)


def tell_nudges(nudges: Iterable[tuple[CoachAssignment, Nudge, Euro]]) -> None:
    """One a project, whatever their number: three statements. The amount is what the minimum still misses."""
    notify_many((_nudge(*each), each[0].project.holder.email) for each in nudges)


def _nudge(assignment: CoachAssignment, nudge: Nudge, missing: Euro) -> NudgeToHolder:
    said = words.advice(Cause(nudge.cause), nudge.since, nudge.made_at, missing)
    return NudgeToHolder(
        **_about(assignment, Writer.HOLDER),
        first_name=assignment.project.holder.first_name,
        headline=said.title,
        text=said.text,
        coach=assignment.coach.get_short_name() if assignment.coach else "",
    )


def _about(assignment: CoachAssignment, reader: Writer) -> dict[str, str]:
    view = "teacher:coaching" if reader is Writer.HOLDER else "coach:project"
    project = assignment.project
    return {
        "title": project.title,
        "school": project.school_in_words,
        "url": f"{settings.BASE_URL}{reverse(view, args=[project.pk])}",
    }
