"""The catalogue: filters, words, pages, addresses to share."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.giving import builders
from tests.web.public.shelf import campaign
from tests.web.reading import TRANSACTION, page, words
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.services import fund_create

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def shelf() -> dict[str, Campaign]:
    return {
        "potager": campaign("Un potager en lasagnes", theme="botanique", departement="59", group="elementaire"),
        "voile": campaign("Cap sur la voile", theme="mer", departement="62", group="college"),
        "phare": campaign("Le gardien du phare", theme="mer", departement="29", group="lycee"),
    }


def titles(shown: BeautifulSoup) -> set[str]:
    return {words(title) for title in shown.select(".carte-projet__titre")}


def chips(shown: BeautifulSoup) -> dict[str, str]:
    """What each says, and the address without it."""
    return {
        words(chip).removesuffix(" , retirer ce filtre"): str(chip["href"]) for chip in shown.select(".puce-filtre")
    }


def test_everything_that_is_open(client: Client, shelf: dict[str, Campaign]) -> None:
    campaign("Pas encore", state=CampaignState.SCHEDULED)
    shown = page(client.get("/projets"))
    assert titles(shown) == {"Un potager en lasagnes", "Cap sur la voile", "Le gardien du phare"}
    assert words(shown.h1) == "3 classes ont une idée"
    assert words(shown.select_one("#resultats-titre")) == "3 projets"
    assert chips(shown) == {}


@pytest.mark.parametrize(
    ("query", "found", "chip"),
    [
        ("theme=mer", {"Cap sur la voile", "Le gardien du phare"}, "Mer et environnement"),
        ("departement=62", {"Cap sur la voile"}, "Pas-de-Calais (62)"),
        ("niveau=college", {"Cap sur la voile"}, "Collège"),
        ("q=potager", {"Un potager en lasagnes"}, "« potager »"),
        ("q=PHARE%20gardien", {"Le gardien du phare"}, "« PHARE gardien »"),
        ("q=lasa", {"Un potager en lasagnes"}, "« lasa »"),
    ],
)
def test_a_filter_narrows_says_so_and_can_be_lifted(
    client: Client, shelf: dict[str, Campaign], query: str, found: set[str], chip: str
) -> None:
    shown = page(client.get(f"/projets?{query}"))
    assert titles(shown) == found
    assert "pour votre recherche" in words(shown.select_one("#resultats-titre"))
    assert chips(shown) == {chip: "/projets"}


def test_filters_add_up_and_each_chip_keeps_the_others(client: Client, shelf: dict[str, Campaign]) -> None:
    shown = page(client.get("/projets?theme=mer&niveau=lycee&q=phare&tri=nouveaux"))
    assert titles(shown) == {"Le gardien du phare"}
    without = parse_qs(urlsplit(chips(shown)["Mer et environnement"]).query)
    assert without == {"q": ["phare"], "niveau": ["lycee"], "tri": ["nouveaux"]}
    assert "Filtrer (3 choix)" in words(shown.select_one(".facettes__boite summary"))


def test_the_forms_carry_what_was_asked_elsewhere(client: Client, shelf: dict[str, Campaign]) -> None:
    """Without JavaScript, choosing a theme keeps the words, and sorting keeps the theme."""
    shown = page(client.get("/projets?theme=mer&q=la&tri=nouveaux"))
    filters = {str(field["name"]): field["value"] for field in shown.select(".facettes input[type=hidden]")}
    assert filters == {"q": "la", "tri": "nouveaux"}
    assert shown.select_one(".facettes [name=theme][value=mer][checked]") is not None
    campaign("La mer", theme="mer")
    shown = page(client.get("/projets?theme=mer&q=la&tri=nouveaux"))
    kept = {str(field["name"]): field["value"] for field in shown.select(".cat__tri input[type=hidden]")}
    assert kept == {"theme": "mer", "q": "la"}


def test_a_state_other_than_open_is_a_choice(client: Client, shelf: dict[str, Campaign]) -> None:
    campaign("Pas encore", state=CampaignState.SCHEDULED)
    shown = page(client.get("/projets?etat=bientot"))
    assert titles(shown) == {"Pas encore"}
    assert chips(shown) == {"Bientôt": "/projets"}


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=-3", "page=nonsense", "page=99999999999", "page=²", "page="),
        *("theme=%00", "theme=nothing", "departement=2Z", "niveau=university", "etat=x", "tri=y"),
        *("q=%00%01", "q=" + "a" * 3000, "q=%27%22%3B--", "q=%5B%5D%28%29%26%7C%21%3A*"),
        "theme=mer&theme=botanique&inconnu=1",
    ],
)
def test_nonsense_in_the_address_does_no_harm(client: Client, shelf: dict[str, Campaign], query: str) -> None:
    assert client.get(f"/projets?{query}").status_code == 200


class TestPages:
    @pytest.fixture(autouse=True)
    def many(self) -> None:
        for number in range(14):
            campaign(f"Projet {number}", theme="mer")

    def test_twelve_at_a_time(self, client: Client) -> None:
        first, second = (page(client.get(f"/projets?theme=mer&page={number}")) for number in (1, 2))
        assert (len(titles(first)), len(titles(second))) == (12, 2)
        assert titles(first).isdisjoint(titles(second))
        link = first.select_one(".pagination a[rel=next]")
        assert link is not None
        assert parse_qs(str(link["href"]).lstrip("?")) == {"theme": ["mer"], "page": ["2"]}
        assert words(second.title).startswith("Les projets, page 2")

    def test_too_far_is_the_last(self, client: Client) -> None:
        shown = page(client.get("/projets?page=77"))
        assert words(shown.select_one(".pagination [aria-current]")) == "Page 2"

    def test_another_filter_begins_again_at_the_first(self, client: Client) -> None:
        shown = page(client.get("/projets?theme=mer&page=2"))
        assert shown.select(".facettes [name=page], .cat__tri [name=page]") == []
        assert all("page" not in address for address in chips(shown).values())


class TestHtmx:
    def test_it_receives_the_results_and_the_counts_alone(self, client: Client, shelf: dict[str, Campaign]) -> None:
        answer = client.get("/projets?theme=mer", headers=HTMX)
        shown = page(answer)
        assert shown.select("header, footer, html") == []
        assert titles(shown) == {"Cap sur la voile", "Le gardien du phare"}
        assert words(shown.select_one("#annonce[hx-swap-oob]")) == "2 projets"
        assert "Voir les 2 projets" in words(shown.select_one("#voir-resultats[hx-swap-oob]"))

    def test_a_cache_keeps_the_two_apart(self, client: Client) -> None:
        for headers in ({}, HTMX):
            assert "HX-Request" in client.get("/projets", headers=headers)["Vary"]


class TestNothingFound:
    def test_it_leads_to_the_fund(self, client: Client) -> None:
        shown = page(client.get("/projets?q=introuvable"))
        assert "Aucun projet ne répond à cette recherche" in words(shown.main)
        assert shown.select_one('.etat-vide a[href="/fonds/fonds-de-solidarite"]') is not None

    def test_it_is_announced(self, client: Client) -> None:
        shown = page(client.get("/projets?q=introuvable", headers=HTMX))
        assert words(shown.select_one("#annonce")) == "Aucun résultat"

    def test_what_was_asked_can_still_be_lifted(self, client: Client, shelf: dict[str, Campaign]) -> None:
        shown = page(client.get("/projets?q=potager&departement=29"))
        assert titles(shown) == set()
        assert set(chips(shown)) == {"« potager »", "Finistère (29)"}


def test_the_fund_that_fits_the_filters_is_offered(client: Client, shelf: dict[str, Campaign]) -> None:
    mer = Theme.objects.get(slug="mer")
    fund_create(name="Mer et environnement", theme=mer, description="", actor=Actor.system("tests"))
    offered = page(client.get("/projets?theme=mer")).select_one(".appel-fonds")
    assert "Mer et environnement" in words(offered)
    offered = page(client.get("/projets?theme=botanique")).select_one(".appel-fonds")
    assert "Fonds de solidarité" in words(offered)


def test_what_was_searched_is_shown_again_and_escaped(client: Client) -> None:
    shown = page(client.get("/projets", {"q": "<script>alert(1)</script>"}))
    field = shown.select_one("[name=q]")
    assert field is not None
    assert field["value"] == "<script>alert(1)</script>"
    assert [script for script in shown.select("script") if "alert" in script.text] == []


@pytest.mark.parametrize(("headers", "queries"), [({}, 8), (HTMX, 8)])
def test_it_costs_the_same_with_many(
    client: Client, django_assert_num_queries: Any, headers: dict[str, str], queries: int
) -> None:
    for number in range(12):
        builders.give(campaign(f"Projet {number}"), 20)
    client.get("/projets")
    with django_assert_num_queries(TRANSACTION + queries):
        client.get("/projets?theme=botanique", headers=headers)
