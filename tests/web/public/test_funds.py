"""Giving without choosing: the list of funds, and one fund."""

from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.web.public.shelf import campaign
from tests.web.reading import TRANSACTION, page, words
from trousse.core.actors import Actor
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund
from trousse.giving.funds.services import fund_create
from trousse.people.schools.models import Departement

pytestmark = pytest.mark.django_db
US = Actor.system("tests")


@pytest.fixture
def theme_fund() -> Fund:
    return fund_create(
        name="Mer et environnement", theme=Theme.objects.get(slug="mer"), description="Voiles.", actor=US
    )


def test_the_fund_for_all_stands_alone_at_first(client: Client) -> None:
    shown = page(client.get("/fonds"))
    form = shown.select_one("form.don__form")
    assert form is not None
    assert form["action"] == "/don/fonds/fonds-de-solidarite/vous"
    assert shown.select("[id^=groupe-]") == []


def test_the_others_are_sorted_by_what_they_are_for(client: Client, theme_fund: Fund) -> None:
    nord = Departement.objects.get(pk="59")
    fund_create(name="Le Nord", departement=nord, description="", actor=US)
    fund_create(name="Les lycées", level_group=LevelGroup.LYCEE, description="", actor=US)
    fund_create(name="Les collèges du Nord", departement=nord, level_group=LevelGroup.COLLEGE, description="", actor=US)
    shown = page(client.get("/fonds"))
    assert [words(title) for title in shown.select("h2[id^=groupe-]")] == [
        *("Pour un thème", "Pour un lieu", "Pour un niveau", "Pour un souhait précis"),
    ]
    assert shown.select_one(f'a[href="/fonds/{theme_fund.slug}"]') is not None


def test_a_fund_tells_what_came_in_and_whom_it_may_help(client: Client, theme_fund: Fund) -> None:
    campaign("Cap sur la voile", theme="mer")
    campaign("Un potager", theme="botanique")
    builders.give(theme_fund, 35)
    theme_fund.refresh_from_db()

    shown = page(client.get(f"/fonds/{theme_fund.slug}"))

    told = words(shown.select_one(".don"))
    assert "35 € à répartir" in told
    assert "35 € reçus de 1 don" in told
    assert [words(title) for title in shown.select(".carte-projet__titre")] == ["Cap sur la voile"]
    assert words(shown.select_one(".faits")) == "Mer et environnement"


def test_a_fund_without_projects_says_that_it_waits(client: Client, theme_fund: Fund) -> None:
    assert "servira à la première" in words(page(client.get(f"/fonds/{theme_fund.slug}")).main)


def test_the_open_fund_has_its_page(client: Client) -> None:
    assert "Tous les projets, partout" in words(page(client.get(f"/fonds/{open_fund().slug}")).main)


@pytest.mark.parametrize("slug", ["nulle-part", "mer-et-environnement"])
def test_unknown_or_closed_it_is_not_found(client: Client, slug: str, theme_fund: Fund) -> None:
    Fund.objects.filter(pk=theme_fund.pk).update(is_active=False, slug="mer-et-environnement")
    answer = client.get(f"/fonds/{slug}")
    assert answer.status_code == 404
    assert "Tous les fonds ouverts" in words(page(answer).main)


def test_the_list_costs_the_same_with_many(client: Client, django_assert_num_queries: Any) -> None:
    for code in ("01", "02", "03", "59", "62"):
        place = Departement.objects.get(pk=code)
        fund_create(name=place.name, departement=place, description="", actor=US)
    client.get("/fonds")  # the parameters are read once per process
    with django_assert_num_queries(TRANSACTION + 2):
        client.get("/fonds")
