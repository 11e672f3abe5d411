"""The door of the demonstration."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from trousse.core.actors import Actor
from trousse.fundraising.projects.services import project_create
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import AcademicDomain, User
from trousse.people.accounts.services import account_open, holder_join_school, role_grant

pytestmark = pytest.mark.django_db

HERE = "/demo"


def fictional(first_name: str, *roles: Role) -> User:
    user = account_open(email=f"{first_name.lower()}@demo.trousse.example", first_name=first_name)
    for role in roles:
        role_grant(user=user, role=role, scope=Scope.NATION, actor=Actor.system("tests"))
    return user


def teacher(first_name: str = "Nadia") -> User:
    AcademicDomain.objects.get_or_create(domain="demo.trousse.example")
    user = fictional(first_name)
    holder_join_school(user=user, school=make.school())
    return user


def test_an_empty_demonstration_says_how_to_load_it(client: Client) -> None:
    assertContains(client.get(HERE), "La démonstration n’est pas chargée")


def test_people_are_sorted_by_what_they_do(client: Client) -> None:
    for number in range(8):
        teacher(f"Prof{number}")
    fictional("Amina", Role.REVIEWER)
    fictional("Bruno", Role.FINANCE)
    fictional("Sonia", Role.COMMITTEE)
    fictional("Yves")
    make.person("Inconnue")

    page = client.get(HERE).content.decode()

    order = ["Porter un projet", "Prof0", "2\u00a0autres personnes", "Instruire", "Amina", "Vérifier les comptes"]
    order += ["Bruno", "Comité", "Sonia", "Donner avec un compte", "Yves", "4970 1000 0000 0014"]
    assert [page.index(word) for word in order] == sorted(page.index(word) for word in order)
    assert "Inconnue" not in page


def test_holders_in_different_situations_come_first(client: Client) -> None:
    AcademicDomain.objects.get_or_create(domain="demo.trousse.example")
    school = make.school()
    for number in range(7):
        holder_join_school(user=fictional(f"Prof{number}"), school=school)
    for number in (5, 6):
        project_create(holder=User.objects.get(first_name=f"Prof{number}"), school=school)

    page = client.get(HERE).content.decode()

    assert page.index("Prof5") < page.index("Brouillon") < page.index("Prof0") < page.index("Prof1")
    assert "Pas encore de projet" in page


@pytest.mark.parametrize(
    ("code", "role", "home"),
    [("reviewer", Role.REVIEWER, "/instruction"), ("finance", Role.FINANCE, "/instruction/comptes")],
)
def test_one_click_makes_you_somebody(client: Client, code: str, role: Role, home: str) -> None:
    user = fictional("Amina", role)

    assertRedirects(client.post(f"{HERE}/entrer", {"personne": f"{code}-{user.pk}"}), home)

    assert client.session["_auth_user_id"] == str(user.pk)
    assertContains(client.get(HERE), "Redevenir personne")


def test_a_teacher_arrives_at_their_projects(client: Client) -> None:
    user = teacher()

    response = client.post(f"{HERE}/entrer", {"personne": f"holder-{user.pk}"}, follow=True)

    assertContains(response, "Bonjour Nadia")


@pytest.mark.parametrize("asked", ["", "holder", "holder-", "holder-x", "reviewer-1", "holder-99999999999999999999"])
def test_nobody_else_can_be_become(client: Client, asked: str) -> None:
    stranger = make.reviewer()

    assert client.post(f"{HERE}/entrer", {"personne": asked}).status_code == 404
    assert client.post(f"{HERE}/entrer", {"personne": f"reviewer-{stranger.pk}"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_becoming_somebody_is_a_post(client: Client) -> None:
    assert client.get(f"{HERE}/entrer").status_code == 405


def test_links_that_wait_open_their_page(client: Client) -> None:
    project = make.accepted()
    project.holder.email = "nadia@demo.trousse.example"
    project.holder.save(update_fields=["email"])

    page = client.get(HERE).content.decode()

    for path in ("direction", "gestionnaire"):
        [link] = re.findall(rf'href="(/{path}/[^"]+)"', page)
        assertContains(client.get(link), project.title)
    make.attest(project)
    assertNotContains(client.get(HERE), "/direction/")
