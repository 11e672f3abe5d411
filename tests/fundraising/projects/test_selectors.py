"""Who sees which projects."""

import pytest

from tests.fundraising import make
from trousse.core.actors import Actor
from trousse.fundraising.projects.errors import ProjectMissing
from trousse.fundraising.projects.perms import can_edit_project, can_review_project, can_see_project
from trousse.fundraising.projects.selectors import project_get, projects_of_holder, projects_visible_to
from trousse.fundraising.projects.services import project_create
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.services import role_grant

pytestmark = pytest.mark.django_db


def test_a_draft_is_its_holders_alone() -> None:
    project = make.draft()
    for other in (make.person(), make.reviewer(), make.granted(Role.PLATFORM)):
        assert not projects_visible_to(other).exists()
        assert not can_see_project(other, project)
        with pytest.raises(ProjectMissing):
            project_get(other, project.pk)
    assert projects_visible_to(project.holder).get() == project
    assert can_edit_project(project.holder, project)


def test_once_submitted_its_academie_sees_it() -> None:
    project = make.submitted()
    elsewhere = make.academie("09", "Lille", "ac-lille.fr")
    seers = [project.holder, make.reviewer(), make.granted(Role.COACH), make.granted(Role.PLATFORM)]
    strangers = [make.person(), make.reviewer(elsewhere), make.granted(Role.FINANCE), make.granted(Role.EDITOR)]
    for user in seers:
        assert projects_visible_to(user).get() == project
        assert can_see_project(user, project)
        assert project_get(user, project.pk).school == project.school
    for user in strangers:
        assert not projects_visible_to(user).exists()
        assert not can_see_project(user, project)


def test_nobody_reviews_their_own_project() -> None:
    project = make.submitted()
    assert can_review_project(make.reviewer(), project)
    assert can_review_project(make.granted(Role.REVIEWER), project)
    assert not can_review_project(make.granted(Role.COACH), project)
    role_grant(
        user=project.holder,
        role=Role.REVIEWER,
        scope=Scope.ACADEMIE,
        academie=make.academie(),
        actor=Actor.system("tests"),
    )
    assert not can_review_project(project.holder, project)


def test_the_holder_reads_the_newest_first() -> None:
    place = make.school()
    user = make.holder(place)
    first, second = (project_create(holder=user, school=place) for _ in range(2))
    assert list(projects_of_holder(user)) == [second, first]
