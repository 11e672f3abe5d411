"""Who may do what around a project that is accompanied. Each docstring is the rule in plain words."""

from trousse.fundraising.coaching.models import CoachAssignment
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role


def can_coach_project(user: User, assignment: CoachAssignment) -> bool:
    """Its coach, a coach of its territory or the platform team, who help each other; never the holder.

    One who is no longer a coach at all has no project left, even before the job has given it to somebody else.
    """
    if user.pk == assignment.project.holder_id:
        return False
    if user.pk == assignment.coach_id and has_role(user, Role.COACH):
        return True
    return any(has_role(user, role, school=assignment.project.school) for role in (Role.COACH, Role.PLATFORM))


def can_read_notes(user: User, assignment: CoachAssignment) -> bool:
    """Whoever may accompany the project; the holder never."""
    return can_coach_project(user, assignment)


def can_talk(user: User, assignment: CoachAssignment) -> bool:
    """The holder on one side, whoever may accompany on the other."""
    return user.pk == assignment.project.holder_id or can_coach_project(user, assignment)


def can_tick(user: User, assignment: CoachAssignment) -> bool:
    """The two sides of the thread."""
    return can_talk(user, assignment)
