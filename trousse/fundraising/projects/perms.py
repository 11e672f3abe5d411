"""Who may do what with a project. Each docstring is the rule in plain words."""

from trousse.fundraising.projects.models import Project
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role, is_academic_email


def can_see_project(user: User, project: Project) -> bool:
    """Its holder always; once it has left the draft, whoever reviews or follows projects in its académie."""
    if user.pk == project.holder_id:
        return True
    if not project.submitted_at:
        return False
    return any(has_role(user, role, school=project.school) for role in FOLLOWERS)


def can_edit_project(user: User, project: Project) -> bool:
    """Its holder, while it is a draft or was sent back."""
    return user.pk == project.holder_id and project.is_editable


def can_submit_project(user: User, project: Project) -> bool:
    """Its holder, signed in with an academic address, and linked to its school."""
    return (
        user.pk == project.holder_id
        and is_academic_email(user.email)
        and has_role(user, Role.HOLDER, school=project.school)
    )


def can_review_project(user: User, project: Project) -> bool:
    """A reviewer of its académie (or département, or of the nation), never of their own project."""
    return user.pk != project.holder_id and has_role(user, Role.REVIEWER, school=project.school)


FOLLOWERS = (Role.REVIEWER, Role.COACH, Role.PLATFORM)
"""Roles that see, within their scope, every project that was submitted at least once."""
