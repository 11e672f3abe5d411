"""Who accompanies which project."""

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.coaching import messages
from trousse.fundraising.coaching.errors import CoachNotHere, MayNotCoach
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.perms import can_coach_project
from trousse.fundraising.coaching.rules import choose_coach
from trousse.fundraising.coaching.selectors import candidates_for, orphans
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record

ACTOR = Actor.system("coaching")
BATCH = 200


@transaction.atomic
def coach_assign(project: Project) -> CoachAssignment:
    """Give an accepted project the nearest and least loaded coach; both are told.

    Called at each acceptance: a project that has a coach keeps them. The project is locked first, so that two calls at
    once give one coach. Nobody covers its territory: it waits without coach, and the job tries again.
    """
    locked = (
        Project.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school__departement", "holder")
        .get(pk=project.pk)
    )
    assignment, _ = CoachAssignment.objects.get_or_create(
        project=locked, defaults={"departement": locked.school.departement, "since": clock.now()}
    )
    if assignment.coach_id is not None and assignment.ended_at is None:
        return assignment
    assignment.ended_at = None
    return _give(assignment, locked)


@transaction.atomic
def coach_reassign(*, assignment: CoachAssignment, coach: User, by: User) -> CoachAssignment:
    """By hand: to another coach of the territory, or to oneself. To the same one: nothing happens.

    Raises MayNotCoach, or CoachNotHere when the role of ``coach`` does not reach the school.
    """
    locked = _lock(assignment)
    if not can_coach_project(by, locked):
        raise MayNotCoach
    if locked.coach_id == coach.pk:
        return locked
    covering = candidates_for(locked.project.school, besides=locked.project.holder_id)
    if coach.pk not in {each.pk for each in covering}:
        raise CoachNotHere
    return _hand_over(locked, coach, Actor.of_user(by))


def coaches_find() -> int:
    """Projects that look for a coach: accepted without one, or left by one who stopped. Returns how many found one.

    Each in its own transaction, the oldest first; one that nobody covers waits for the next time.
    """
    missing = Project.objects.filter(state=ProjectState.ACCEPTED, coaching=None).order_by("pk")
    given = [coach_assign(project).coach_id for project in missing[:BATCH]]
    given += [_find_again(pk) for pk in orphans().values_list("pk", flat=True)]
    return sum(1 for coach in given if coach is not None)


@transaction.atomic
def _find_again(pk: int) -> int | None:
    assignment = _lock(CoachAssignment(pk=pk))
    if not orphans().filter(pk=pk).exists():
        return None
    return _give(assignment, assignment.project).coach_id


def _give(assignment: CoachAssignment, project: Project) -> CoachAssignment:
    """To whom the rule says; what had no coach and finds none is saved as it is, in silence."""
    chosen = choose_coach(candidates_for(project.school, besides=project.holder_id))
    if chosen is None:
        assignment.coach = None
        assignment.save(update_fields=["coach", "ended_at"])
        return assignment
    return _hand_over(assignment, User.objects.get(pk=chosen), ACTOR)


def _hand_over(assignment: CoachAssignment, coach: User, actor: Actor) -> CoachAssignment:
    before = assignment.coach_id
    assignment.coach, assignment.since = coach, clock.now()
    assignment.save(update_fields=["coach", "since", "ended_at"])
    record(verb="coach.assign", subject=assignment, actor=actor, data={"coach": coach.pk, "before": before})
    messages.tell_assigned(assignment)
    return assignment


def _lock(assignment: CoachAssignment) -> CoachAssignment:
    return (
        CoachAssignment.objects.select_for_update(of=("self",))
        .select_related("coach", "project__holder", "project__school__departement")
        .get(pk=assignment.pk)
    )
