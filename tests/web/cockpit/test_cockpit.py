"""The cockpit and the pages of the phases."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.fundraising import make
from tests.people.rollout.test_services import phase
from tests.web.reading import TRANSACTION, page, problems, words
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.people.accounts.enums import Role
from trousse.people.rollout.models import Phase
from trousse.people.rollout.services import presets_install
from trousse.people.schools.models import Academie

pytestmark = pytest.mark.django_db

HERE = "/pilotage"


@pytest.fixture
def team(client: Client) -> None:
    client.force_login(make.granted(Role.PLATFORM))


def test_every_academie_with_its_figures(client: Client, team: None) -> None:
    make.campaign()
    make.submitted()
    told = words(page(client.get(HERE)).main)
    assert "tout est ouvert, sans quota" in told
    assert "30 académies" in told
    row = next(line for line in page(client.get(HERE)).select("tbody tr") if "Grenoble" in words(line))
    assert [words(cell) for cell in row.select("td")][:4] == ["2", "1", "1", "0"]


def test_the_map_says_what_the_table_says(client: Client, team: None) -> None:
    phase(starts_on=clock.today(), quota=4, academies={"08": None, "09": None})
    make.submitted()
    shown = page(client.get(HERE))
    tile = next(link for link in shown.select(".carte-ac a") if "Grenoble" in words(link.title))
    assert words(tile.title) == "Grenoble : 1 place prise sur 2, 50 % du plan"
    assert tile.rect is not None
    assert tile.rect["class"] == ["n2"]
    row = shown.select_one(str(tile["href"]))
    assert row is not None
    assert "1 sur 2 (50 %)" in words(row)
    assert len(shown.select(".carte-ac a")) == 30
    assert "une part égale" in words(shown.main)
    closed = next(link for link in shown.select(".carte-ac a") if "Paris" in words(link.title))
    assert words(closed.title) == "Paris : pas encore ouverte"


def test_each_line_leads_to_the_queue_of_its_academie(client: Client, team: None) -> None:
    queue = "/instruction?academie=grenoble"
    assert page(client.get(HERE)).select_one(f"a[href='{queue}']") is not None
    client.force_login(make.granted(Role.FINANCE))
    assert page(client.get(HERE)).select_one(f"a[href='{queue}']") is None


def test_one_academie_needs_no_map(client: Client) -> None:
    client.force_login(make.reviewer())
    assert page(client.get(HERE)).select_one(".carte-ac") is None


def test_sorted_by_a_column(client: Client, team: None) -> None:
    make.submitted()
    shown = page(client.get(f"{HERE}?tri=deposes"))
    assert words(shown.select_one("tbody th")) == "Grenoble"
    assert shown.select_one("th[aria-sort=descending]") is not None
    assert client.get(f"{HERE}?tri=n-importe-quoi&phase=x").status_code == 200


def test_it_costs_a_fixed_number_of_statements(client: Client, team: None, django_assert_num_queries: Any) -> None:
    presets_install(actor=Actor.system("tests"))
    for _ in range(3):
        make.submitted()
    client.get(HERE)
    with django_assert_num_queries(TRANSACTION + 20):
        client.get(HERE)


def test_a_reviewer_sees_their_academie(client: Client) -> None:
    client.force_login(make.reviewer())
    shown = page(client.get(HERE))
    assert "1 académie" in words(shown.main)
    assert shown.select_one(f"a[href='{HERE}/phases']") is None
    assert client.get(f"{HERE}/phases").status_code == 403


def test_the_spreadsheet(client: Client, team: None) -> None:
    make.campaign()
    answer = client.get(f"{HERE}/academies.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 31
    assert any(line.startswith("08;Grenoble;oui;;0;0;1;1;1;0;0,00") for line in lines)


def test_between_two_phases_nothing_is_open(client: Client, team: None) -> None:
    phase(starts_on=clock.today() + timedelta(days=30))
    assert "rien n’est ouvert aujourd’hui" in words(page(client.get(HERE)).main)
    assert all(";non;" in line for line in client.get(f"{HERE}/academies.csv").text.splitlines()[1:])


class TestPhases:
    def test_none_then_the_presets(self, client: Client, team: None) -> None:
        assert "Aucune phase" in words(page(client.get(f"{HERE}/phases")).main)
        told = words(page(client.post(f"{HERE}/phases/modele", follow=True)).main)
        assert "Lille, Montpellier, Orléans-Tours, Reims, Versailles" in told
        assert "En vigueur" in told

    def test_written_and_changed(self, client: Client, team: None) -> None:
        lille = Academie.objects.get(slug="lille")
        said = {"name": "Printemps", "starts_on": "01/03/2027", f"ouvre_{lille.pk}": "on", f"quota_{lille.pk}": "12"}
        client.post(f"{HERE}/phases/nouvelle", said)
        made = Phase.objects.get()
        assert [(opening.academie_id, opening.quota) for opening in made.openings.all()] == [(lille.pk, 12)]
        shown = page(client.get(f"{HERE}/phases/{made.pk}"))
        assert shown.select_one(f"[name=ouvre_{lille.pk}][checked]") is not None
        client.post(f"{HERE}/phases/{made.pk}", {**said, "quota": "10"})
        made.refresh_from_db()
        assert made.quota == 10

    def test_nonsense(self, client: Client, team: None) -> None:
        answer = client.post(
            f"{HERE}/phases/nouvelle", {"name": "x", "starts_on": "01/03/2027", "ends_on": "01/02/2027"}
        )
        assert answer.status_code == 422
        assert any("avant de commencer" in line for line in problems(answer))
        assert client.post(f"{HERE}/phases/nouvelle", {"quota": "beaucoup"}).status_code == 422
        assert client.get(f"{HERE}/phases/999").status_code == 404


@pytest.mark.parametrize("role", [Role.COACH, Role.COMMITTEE, Role.EDITOR])
def test_it_is_not_for_everybody(client: Client, role: Role) -> None:
    client.force_login(make.granted(role))
    assert client.get(HERE).status_code == 403
