"""Reading what is accompanied. Every list starts from ``assignments_visible_to``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from trousse.fundraising.coaching import words
from trousse.fundraising.coaching.enums import Group, Writer
from trousse.fundraising.coaching.errors import AssignmentMissing, MayNotCoach
from trousse.fundraising.coaching.models import (
    AssignmentQuerySet,
    CoachAssignment,
    CoachMessage,
    CoachNote,
    MessageTemplate,
    Nudge,
)
from trousse.fundraising.coaching.perms import can_read_notes
from trousse.fundraising.coaching.rules import Candidate, Limits
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import RoleGrant, User
from trousse.people.schools.models import School
from trousse.platform.parameters.selectors import integer

FOLLOWERS = (Role.COACH, Role.PLATFORM)
"""Roles that see, within their scope, what is accompanied."""
REACH = {Scope.SCHOOL: 0, Scope.DEPARTEMENT: 1, Scope.ACADEMIE: 2, Scope.NATION: 3}
NEVER = Q(pk__in=[])
TERRITORY = ("scope", "academie", "departement", "school")
"""The columns of a grant that say how far it reaches."""


@dataclass(frozen=True)
class Counts:
    """How many living projects are in each group, and how many have no coach; when the job last looked."""

    by_group: Mapping[Group, int]
    without_coach: int
    seen_at: datetime | None

    @property
    def total(self) -> int:
        return sum(self.by_group.values())


def coach_of(project: Project) -> User | None:
    """Who accompanies it now; None before its acceptance, when nobody covers, and once it is over."""
    living = CoachAssignment.objects.living().filter(project=project, coach__isnull=False)
    found = living.select_related("coach").first()
    return found.coach if found else None


def assignments_visible_to(user: User) -> AssignmentQuerySet:
    """Their own and those of their territory, as coach or platform team; never of a project they carry.

    One statement reads their roles, so that the list itself filters on its own columns.
    """
    held = RoleGrant.objects.active().filter(user=user, role__in=FOLLOWERS)
    grants = list(held.values_list("role", *TERRITORY))
    # Not by a join: whoever counts thousands of rows would read as many projects.
    everything = CoachAssignment.objects.exclude(pk__in=Project.objects.filter(holder=user).values("pk"))
    if not grants or not user.is_active:
        return everything.filter(NEVER)
    own = Q(coach=user) if any(role == Role.COACH for role, *_ in grants) else NEVER
    return everything.filter(own | _reached(territory for _, *territory in grants))


def assignment_get(user: User, pk: int) -> CoachAssignment:
    """For whoever may accompany it. Raises AssignmentMissing."""
    found = _whole(assignments_visible_to(user)).filter(pk=pk).first()
    if found is None:
        raise AssignmentMissing
    return found


def assignment_of_holder(user: User, pk: int) -> CoachAssignment:
    """For the holder of the project. Raises AssignmentMissing."""
    found = _whole(CoachAssignment.objects.filter(project__holder=user)).filter(pk=pk).first()
    if found is None:
        raise AssignmentMissing
    return found


def counts_of(assignments: AssignmentQuerySet) -> Counts:
    """One statement."""
    waiting = Q(awaits_since__isnull=False)
    counted = assignments.order_by().aggregate(
        waiting=Count("pk", filter=waiting),
        calm=Count("pk", filter=~waiting & Q(need__gt=0)),
        well=Count("pk", filter=~waiting & Q(need=0)),
        nobody=Count("pk", filter=Q(coach=None)),
        seen=Max("seen_at"),
    )
    groups = {Group.WAITING: counted["waiting"], Group.CALM: counted["calm"], Group.WELL: counted["well"]}
    return Counts(groups, counted["nobody"], counted["seen"])


def thread_of(assignment: CoachAssignment) -> QuerySet[CoachMessage]:
    """Oldest first, with who signed."""
    return assignment.messages.select_related("writer_user")


def unread_by_holder(projects: Sequence[int]) -> dict[int, int]:
    """How many messages of the coach each holder has not read; projects without any are left out."""
    unread = CoachMessage.objects.filter(assignment__in=projects, writer=Writer.COACH, read_at=None)
    return dict(unread.order_by().values_list("assignment").annotate(count=Count("pk")))


def notes_of(user: User, assignment: CoachAssignment) -> QuerySet[CoachNote]:
    """Newest first, for coaches alone. Raises MayNotCoach."""
    if not can_read_notes(user, assignment):
        raise MayNotCoach
    return assignment.notes.select_related("author")


def nudges_now(projects: Sequence[int]) -> dict[int, list[Nudge]]:
    """The advice that still holds and was not put aside, the latest of each cause, newest first. One statement."""
    found: dict[int, list[Nudge]] = {pk: [] for pk in projects}
    current = Nudge.objects.filter(assignment__in=projects, over_at=None, dismissed_at=None)
    for nudge in current.order_by("-made_at", "pk"):
        told = found[nudge.assignment_id]
        if all(each.cause != nudge.cause for each in told):
            told.append(nudge)
    return found


def living_of_holder(user: User) -> dict[int, CoachAssignment]:
    """What a holder's dashboard shows, by project."""
    mine = CoachAssignment.objects.living().filter(project__holder=user).select_related("coach", "project__campaign")
    return {assignment.pk: assignment for assignment in mine.order_by("pk")}


def candidates_for(school: School, *, besides: int | None = None) -> list[Candidate]:
    """Coaches whose role covers ``school``, with what each already carries; not the holder (``besides``).

    Two statements.
    """
    grants = RoleGrant.objects.active().covering(school).filter(role=Role.COACH, user__is_active=True)
    reach: dict[int, int] = {}
    for pk, scope in grants.exclude(user=besides).order_by("pk").values_list("user", "scope"):
        reach[pk] = min(REACH[Scope(scope)], reach.get(pk, len(REACH)))
    carried = CoachAssignment.objects.living().filter(coach__in=reach).order_by().values_list("coach")
    loads = dict(carried.annotate(count=Count("pk")))
    return [Candidate(pk, near, loads.get(pk, 0)) for pk, near in reach.items()]


def coaches_for(assignment: CoachAssignment) -> list[tuple[User, int]]:
    """Who could take it, by name, each with the number of projects they follow."""
    found = candidates_for(assignment.project.school, besides=assignment.project.holder_id)
    loads = {each.pk: each.load for each in found}
    people = User.objects.filter(pk__in=loads).order_by("first_name", "last_name", "pk")
    return [(person, loads[person.pk]) for person in people]


def orphans() -> QuerySet[CoachAssignment]:
    """Living assignments whose coach no longer is one, or without coach where somebody now covers."""
    grants = RoleGrant.objects.active().filter(role=Role.COACH, user__is_active=True)
    left = Q(coach__isnull=False) & ~Q(coach__in=grants.values("user"))
    covered = Q(coach=None) & _reached(grants.values_list(*TERRITORY).distinct().order_by(*TERRITORY))
    return CoachAssignment.objects.living().filter(left | covered).order_by("pk")


def templates_of(coach: User) -> list[words.Template]:
    """The ready-made messages, in the coach's own words where they wrote some."""
    own = dict(MessageTemplate.objects.filter(coach=coach).order_by("key").values_list("key", "text"))
    return [words.Template(each.key, each.title, own.get(each.key, each.text)) for each in words.TEMPLATES]


def limits() -> Limits:
    """The parameters in force today."""
    names = (
        *("files_days", "first_gift_hours", "gift_days", "news_days", "near_percent"),
        *("last_days", "thanks_days", "congratulate_days"),
    )
    return Limits(**{name: integer(f"coaching.{name}") for name in names})


def with_their_projects(pks: Sequence[int]) -> list[CoachAssignment]:
    """What the lines of a list show, in the order of ``pks`` and in one statement; long texts stay where they are.

    Sorting the bare identifiers first keeps the last page of a long list as quick as the first.
    """
    related = ("coach", "project__holder", "project__school", "project__campaign")
    shown = CoachAssignment.objects.select_related(*related).defer(
        "project__story", "project__learning", "project__summary", "project__campaign__search_text"
    )
    found = shown.in_bulk(pks)
    return [found[pk] for pk in pks]


def _reached(territories: Iterable[Sequence[Any]]) -> Q:
    """Assignments of the schools that these grants cover; each is what ``TERRITORY`` names."""
    known = list(territories)
    if any(scope == Scope.NATION for scope, *_ in known):
        return Q(pk__isnull=False)  # every one; an empty Q would vanish from the union it is part of
    reach = NEVER
    for name, position in (("departement__academie__in", 1), ("departement__in", 2), ("project__school__in", 3)):
        places = [territory[position] for territory in known if territory[position]]
        if places:
            reach |= Q(**{name: places})
    return reach


def _whole(assignments: QuerySet[CoachAssignment]) -> QuerySet[CoachAssignment]:
    related = ("coach", "project__holder", "project__theme", "project__school__departement__academie")
    return assignments.select_related(*related, "project__campaign__school", "project__campaign__theme")
