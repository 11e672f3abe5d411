"""Beginning a project: the school is joined and the draft opened in one go."""

from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import projects_of_holder
from trousse.fundraising.projects.services import project_create
from trousse.people.accounts.errors import SchoolNotChoosable
from trousse.people.accounts.models import User
from trousse.people.accounts.services import holder_join_school
from trousse.people.schools.models import School
from trousse.people.schools.rules import tidy_uai
from trousse.people.schools.selectors import choosable_schools

NEVER_SAVED = 1


def chosen_school(uai: str) -> School:
    """The school of a button that was pressed. Raises SchoolNotChoosable for one that cannot be chosen."""
    school = choosable_schools().filter(uai=tidy_uai(uai)).first()
    if school is None:
        raise SchoolNotChoosable
    return school


def project_start(*, user: User, school: School) -> Project:
    """A draft at ``school``, joined by the way; the draft opened before and never written to is found again.

    So a second click, or a change of mind, leaves no empty drafts behind. Raises NotAcademic, SchoolNotChoosable.
    """
    holder_join_school(user=user, school=school)
    untouched = projects_of_holder(user).filter(state=ProjectState.DRAFT, version=NEVER_SAVED, school=school).first()
    return untouched or project_create(holder=user, school=school)
