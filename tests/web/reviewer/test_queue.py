"""The queue: who sees what, in which order."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.services import project_send_back, project_submit
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.schools.models import Departement
from trousse.platform.parameters.models import DatedValue

pytestmark = pytest.mark.django_db

HERE = "/instruction"


def submitted(days_ago: int, title: str, **fields: Any) -> Project:
    with clock.frozen(clock.now() - timedelta(days=days_ago)):
        return make.submitted(title=title, **fields)


@pytest.fixture
def reviewer(client: Client) -> User:
    user = make.reviewer()
    client.force_login(user)
    return user


def test_an_empty_queue_is_good_news(client: Client, reviewer: User) -> None:
    assertContains(client.get(HERE), "La pile est vide")


def test_the_longest_wait_comes_first_with_a_red_dot_after_ten_days(client: Client, reviewer: User) -> None:
    submitted(2, "Récent")
    submitted(11, "Ancien")
    submitted(10, "À la limite")

    page = client.get(HERE).content.decode()

    assert page.index("Ancien") < page.index("À la limite") < page.index("Récent")
    assert page.count("retard__point") == 1
    assert "11\u00a0jours" in page


def test_filters_by_degree_and_academie(client: Client) -> None:
    client.force_login(make.granted(Role.REVIEWER))
    lille = make.academie("09", "Lille", "ac-lille.fr")
    nord, _ = Departement.objects.get_or_create(code="59", defaults={"name": "Nord", "academie": lille})
    submitted(1, "Grimper", at=make.college(), body_kind="eple")
    submitted(1, "Semer")
    submitted(1, "Naviguer", at=make.school(departement=nord))

    assertContains(client.get(HERE), "3\u00a0projets")
    second = client.get(HERE, {"degre": "second"})
    assertContains(second, "Grimper")
    assertNotContains(second, "Semer")
    in_lille = client.get(HERE, {"academie": lille.slug})
    assertContains(in_lille, "Naviguer")
    assertNotContains(in_lille, "Grimper")
    assertContains(client.get(HERE, {"academie": lille.slug, "degre": "second"}), "Rien avec ces filtres")
    assertContains(client.get(HERE, {"degre": "troisieme\x00", "academie": "\x00", "page": "zéro"}), "Semer")


def test_filters_by_departement_and_state(client: Client, reviewer: User) -> None:
    isere, _ = Departement.objects.get_or_create(code="38", defaults={"name": "Isère", "academie": make.academie()})
    submitted(1, "Semer")
    submitted(20, "Naviguer", at=make.school(departement=isere))
    back = submitted(3, "Revenir")
    project_send_back(project=back, reviewer=reviewer, remarks={"title": "Plus précis."})
    project_submit(project=Project.objects.get(pk=back.pk), user=back.holder)

    assert _titles(client, departement="38") == ["Naviguer"]
    assert _titles(client, etat="revenu") == ["Revenir"]
    assert _titles(client, etat="nouveau") == ["Naviguer", "Semer"]
    assert _titles(client, etat="en-retard") == ["Naviguer"]
    assert len(_titles(client, etat="direction")) == 3  # a state of the other tab: not asked


def test_the_patience_is_a_parameter(client: Client, reviewer: User) -> None:
    DatedValue.objects.create(key="review.late_days", value=2, in_force_from=clock.today() - timedelta(days=1))
    submitted(3, "Semer")

    page = client.get(HERE)

    assertContains(page, "retard__point")
    assertContains(page, "Point rouge après 2\u00a0jours")


def _titles(client: Client, **asked: str) -> list[str]:
    return [row.title for row in client.get(HERE, asked).context["rows"]]


def test_htmx_receives_the_lines_alone(client: Client, reviewer: User) -> None:
    submitted(1, "Semer")

    fragment = client.get(HERE, {"degre": "first"}, headers={"HX-Request": "true"})

    assertContains(fragment, "Semer")
    assertNotContains(fragment, "<html")


def test_accepted_projects_wait_at_school(client: Client, reviewer: User) -> None:
    assertContains(client.get(HERE, {"vue": "a-l-ecole"}), "Toutes les écoles ont répondu")
    make.accepted()

    page = client.get(HERE, {"vue": "a-l-ecole"})

    assertContains(page, "la direction et le gestionnaire")
    assertContains(client.get(HERE), "La pile est vide")


def test_ones_own_project_is_for_somebody_else(client: Client, reviewer: User) -> None:
    project = submitted(1, "Le mien")
    Project.objects.filter(pk=project.pk).update(holder=reviewer)

    assertNotContains(client.get(HERE), "Le mien")


def test_another_academie_is_not_shown(client: Client) -> None:
    submitted(1, "À Grenoble")
    client.force_login(make.reviewer(make.academie("09", "Lille", "ac-lille.fr")))

    assertNotContains(client.get(HERE), "À Grenoble")


def test_the_queue_is_reserved(client: Client) -> None:
    assert client.get(HERE).status_code == 302
    client.force_login(make.holder(make.school()))
    assert client.get(HERE).status_code == 403


def test_a_longer_queue_costs_no_more_queries(client: Client, reviewer: User) -> None:
    costs = []
    for number in range(4):
        submitted(number, f"Projet {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        costs.append(len(queries))

    assert costs[1:] == [costs[1]] * 3
