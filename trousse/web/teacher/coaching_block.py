"""Who accompanies each project of a holder, on their dashboard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from trousse.fundraising.coaching.reading import campaign_of
from trousse.fundraising.coaching.selectors import living_of_holder, nudges_now, unread_by_holder
from trousse.people.accounts.models import User
from trousse.web.components.cards import Task
from trousse.web.components.coaching import NudgeView, nudge_views
from trousse.web.components.typography import plural


@dataclass(frozen=True)
class CoachingBoard:
    """One project: who accompanies it, what they wrote, what we advise. ``coach`` is empty while we look for one."""

    pk: int
    title: str
    url: str
    coach: str
    coach_first_name: str
    unread: int
    nudges: Sequence[NudgeView]


def coaching_boards(user: User) -> list[CoachingBoard]:
    """Three statements, whatever the number of projects; newest project first."""
    living = living_of_holder(user)
    nudges, unread = nudges_now(list(living)), unread_by_holder(list(living))
    boards = []
    for pk, assignment in sorted(living.items(), reverse=True):
        campaign, coach = campaign_of(assignment), assignment.coach
        missing = campaign.missing_to_minimum.cents if campaign else 0
        boards.append(
            CoachingBoard(
                pk=pk,
                title=assignment.project.title,
                url=reverse("teacher:coaching", args=[pk]),
                coach=coach.display_name if coach else "",
                coach_first_name=coach.get_short_name() if coach else "",
                unread=unread.get(pk, 0),
                nudges=nudge_views(nudges[pk], assignment, missing),
            )
        )
    return boards


def tasks_of_coaching(boards: Iterable[CoachingBoard]) -> Iterable[Task]:
    """What the coach wrote, then the first advice of each project."""
    for board in boards:
        if board.unread:
            yield Task(
                f"Lire {plural(board.unread, 'message')}", f"De {board.coach or 'votre accompagnateur'}.", board.url
            )
        for nudge in board.nudges[:1]:
            yield Task(nudge.advice.title, nudge.advice.text, board.url)
