"""A round as a spreadsheet."""

import csv
from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.people.factories import grant, make_user
from tests.web.reading import TRANSACTION
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking, services
from trousse.giving.allocation.models import Round
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.web.committee.round_csv import HEADINGS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})


@pytest.fixture
def helped() -> Campaign:
    made = builders.campaign(minimum=100)
    builders.give(made, 60)
    builders.give(euros=70)
    return made


def reader(role: Role = Role.COMMITTEE) -> tuple[User, Client]:
    user, client = make_user(first_name="Yasmine"), Client()
    grant(user, role)
    client.force_login(user)
    return user, client


def proposed() -> Round:
    made = services.round_propose()
    assert made is not None
    return made


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_every_project_with_its_reason_and_who_pays(helped: Campaign) -> None:
    builders.campaign(minimum=900)
    answer = reader()[1].get(f"/comite/{proposed().pk}.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    first, second = lines(answer)
    assert first["Collecte"] == str(helped.pk)
    assert (first["Il manquait (euros)"], first["Aide (euros)"], first["Nature"]) == ("40,00", "40,00", "Abondement")
    assert first["« Fonds de solidarité » (euros)"] == "40,00"
    assert first["Raison"].startswith("Il manquait 40")
    assert (second["Aide (euros)"], second["« Fonds de solidarité » (euros)"]) == ("0,00", "")
    assert second["Décision"]
    assert list(first)[: len(HEADINGS)] == list(HEADINGS)


def test_what_people_typed_is_never_computed(helped: Campaign) -> None:
    Campaign.objects.update(title="=HYPERLINK(1)")
    user, client = reader()
    made = proposed()
    services.round_change(round=made, by=user, campaign_id=helped.pk, amount=Euro.of(30), why="@SUM(1)")
    [line] = lines(client.get(f"/comite/{made.pk}.csv"))
    assert (line["Projet"], line["Raison"], line["Changé par le comité"]) == ("'=HYPERLINK(1)", "'@SUM(1)", "oui")


def test_the_same_number_of_statements_for_any_number_of_projects(
    helped: Campaign, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        builders.campaign(minimum=900)
    made, (_, client) = proposed(), reader()
    with django_assert_max_num_queries(TRANSACTION + 9):
        client.get(f"/comite/{made.pk}.csv")


@pytest.mark.parametrize(("role", "status"), [(Role.FINANCE, 200), (Role.PLATFORM, 200), (Role.COACH, 403)])
def test_who_may_take_it_away(helped: Campaign, role: Role, status: int) -> None:
    assert reader(role)[1].get(f"/comite/{proposed().pk}.csv").status_code == status
    assert reader()[1].get("/comite/99999.csv").status_code == 404
