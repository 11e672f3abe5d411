"""Choosing a school: searched with or without JavaScript, joined by beginning a project there."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role
from trousse.people.schools.enums import SchoolKind, SchoolStatus
from trousse.people.schools.models import School

pytestmark = pytest.mark.django_db

NEW = "/enseignant/projet/nouveau"


@pytest.fixture
def school() -> School:
    return make.school(name="École des Hirondelles", commune_name="Les Ormeaux")


@pytest.fixture
def teacher(client: Client, school: School) -> User:
    user = make.person("Samir", domain="ac-grenoble.fr")
    client.force_login(user)
    return user


@pytest.mark.parametrize("query", ["hirondelles", "les ormeaux", "uai"])
def test_search_by_name_town_or_uai(client: Client, teacher: User, school: School, query: str) -> None:
    page = client.get(NEW, {"q": school.uai if query == "uai" else query})

    assertContains(page, "École des Hirondelles")
    assertContains(page, f'name="ecole" value="{school.uai}"')


def test_the_search_comes_alone_for_htmx(client: Client, teacher: User) -> None:
    fragment = client.get("/enseignant/ecoles", {"q": "hirondelles"}, headers={"HX-Request": "true"})

    assertContains(fragment, "École des Hirondelles")
    assertNotContains(fragment, "<html")


def test_nothing_found_says_what_to_try(client: Client, teacher: User) -> None:
    assertContains(client.get(NEW, {"q": "Poudlard\x00"}), "Aucun établissement ne répond à « Poudlard »")


def test_beginning_joins_the_school(client: Client, teacher: User, school: School) -> None:
    response = client.post(NEW, {"ecole": school.uai})

    project = Project.objects.get(holder=teacher)
    assertRedirects(response, f"/enseignant/projet/{project.pk}/etape/ecole")
    assert has_role(teacher, Role.HOLDER, school=school)
    assertContains(client.get(NEW), "Votre établissement")


def test_an_untouched_draft_is_found_again(client: Client, teacher: User, school: School) -> None:
    client.post(NEW, {"ecole": school.uai})
    client.post(NEW, {"ecole": school.uai})

    assert Project.objects.filter(holder=teacher).count() == 1


@pytest.mark.parametrize("fields", [{"status": SchoolStatus.CLOSED}, {"kind": SchoolKind.SERVICE}])
def test_a_school_that_cannot_carry_projects_is_refused(client: Client, teacher: User, fields: dict[str, str]) -> None:
    other = make.school(**fields)

    page = client.post(NEW, {"ecole": other.uai})

    assertContains(page, "ne peut pas porter de projet", status_code=422)
    assert not Project.objects.exists()


def test_without_academic_address_the_page_explains(client: Client, school: School) -> None:
    donor = make.person("Jeanne")
    client.force_login(donor)

    page = client.get(NEW)

    assertContains(page, "Il faut une adresse académique")
    assertContains(page, donor.email)
    client.post(NEW, {"ecole": school.uai})
    assert not Project.objects.exists()


def test_a_draft_moves_to_another_school(client: Client) -> None:
    project, other = make.draft(), make.college()
    client.force_login(project.holder)
    address = f"/enseignant/projet/{project.pk}/ecole"

    assertContains(client.get(address, {"q": "Boucher"}), other.uai)
    assertRedirects(client.post(address, {"ecole": other.uai}), f"/enseignant/projet/{project.pk}/etape/ecole")

    project.refresh_from_db()
    assert (project.school, project.head_email) == (other, other.mail)
    assertContains(client.get(f"/enseignant/projet/{project.pk}/etape/structure"), 'value="eple"')


def test_a_submitted_project_does_not_move(client: Client) -> None:
    project, other = make.submitted(), make.college()
    client.force_login(project.holder)

    assert client.post(f"/enseignant/projet/{project.pk}/ecole", {"ecole": other.uai}).status_code == 409
    project.refresh_from_db()
    assert project.school != other


def test_visitors_sign_in_first(client: Client) -> None:
    assert client.get(NEW).status_code == 302
    assert client.get("/enseignant/ecoles").status_code == 302
