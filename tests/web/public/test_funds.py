"""Giving without choosing: the list of funds, and one fund."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.giving.allocation.grants import grant
from tests.giving.funds.patron import patron_fund
from tests.platform.documents import samples
from tests.web.public.shelf import campaign
from tests.web.reading import TRANSACTION, page, words
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.allocation.models import Grant
from trousse.giving.funds.models import Fund
from trousse.giving.funds.patrons import Upload, logo_hide, logo_show
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.selectors import open_fund
from trousse.giving.funds.services import fund_create, fund_deposit
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
        *("Pour un thème", "Pour un lieu, un niveau, une école"),
    ]
    assert shown.select_one(f'a[href="/fonds/{theme_fund.slug}"]') is not None


def test_a_group_that_fills_a_row_stands_alone(client: Client, theme_fund: Fund) -> None:
    for code in ("59", "62", "80"):
        fund_create(name=f"Le {code}", departement=Departement.objects.get(pk=code), actor=US)
    fund_create(name="Les lycées", level_group=LevelGroup.LYCEE, actor=US)
    shown = page(client.get("/fonds"))
    assert [words(title) for title in shown.select("h2[id^=groupe-]")] == [
        *("Pour un thème", "Pour un lieu", "Pour un niveau"),
    ]


def test_a_fund_that_received_nothing_says_so(client: Client) -> None:
    fund = fund_create(name="Les lycées", level_group=LevelGroup.LYCEE, actor=US)
    assert "Attend ses premiers euros" in words(page(client.get("/fonds")).main)
    assert "le vôtre serait le premier" in words(page(client.get(f"/fonds/{fund.slug}")).select_one(".don"))


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


def test_a_fund_tells_where_its_money_went(client: Client, theme_fund: Fund) -> None:
    helped, failed = campaign("Cap sur la voile", theme="mer"), campaign("Le vent se lève", theme="mer")
    builders.give(theme_fund, 100)
    grant(helped, 30, fund=theme_fund)
    grant(failed, 20, fund=theme_fund)
    Grant.objects.filter(campaign=failed).update(returned_cents=2_000, returned_at=clock.now())

    told = words(page(client.get(f"/fonds/{theme_fund.slug}")).main)

    assert "1 projet aidé avec 30 €. 20 € sont revenus de collectes qui n’ont pas abouti." in told
    assert "Cap sur la voile" in told
    assert "Revenu au fonds" in told


def test_a_fund_tells_what_it_could_do_now(client: Client, theme_fund: Fund) -> None:
    campaign("Cap sur la voile", theme="mer", minimum=30)
    campaign("Le vent se lève", theme="mer", minimum=80)
    builders.give(theme_fund, 50)
    told = words(page(client.get(f"/fonds/{theme_fund.slug}")).main)
    assert "2 collectes ont besoin de lui pour atteindre leur minimum." in told
    assert "Avec 50 €, il pourrait en compléter 1 à lui seul" in told


class TestWish:
    def test_nothing_is_looked_for_until_something_is_wished(self, client: Client) -> None:
        shown = page(client.get("/fonds"))
        assert shown.select_one("#souhait [role=status]") is None
        assert [field["name"] for field in shown.select("#souhait select")] == [
            *("theme", "lieu", "niveau", "reseau", "commune"),
        ]

    def test_the_closest_fund_of_any_combination(self, client: Client, theme_fund: Fund) -> None:
        asked = Restriction.of(academies=["09"], priorities=["rep", "rep+"], level_groups=["college"])
        fund_create(name="Collèges de chez nous", restriction=asked, actor=US)
        for query, found in (
            ("theme=mer", "Mer et environnement"),
            ("lieu=departement-59&reseau=prioritaire&niveau=college", "Collèges de chez nous"),
            ("lieu=academie-09&reseau=prioritaire&niveau=college&commune=rural", "Collèges de chez nous"),
        ):
            shown = page(client.get(f"/fonds?{query}"))
            assert words(shown.select_one("#souhait .carte-projet__titre")) == found

    @pytest.mark.parametrize("query", ["commune=rural", "lieu=departement-75&niveau=college"])
    def test_for_want_of_a_closer_one_the_fund_for_all(self, client: Client, theme_fund: Fund, query: str) -> None:
        shown = page(client.get(f"/fonds?{query}"))
        assert "le fonds ouvert à tous aide aussi" in words(shown.select_one("#souhait [role=status]"))

    def test_what_was_chosen_stays_chosen_and_the_unknown_is_ignored(self, client: Client) -> None:
        shown = page(client.get("/fonds?lieu=departement-59&niveau=lune&theme=%00"))
        assert [words(option) for option in shown.select("#souhait option[selected]")] == ["59 Nord"]


class TestPatrons:
    def test_the_fund_of_a_patron_is_looked_at_and_not_given_to(self, client: Client) -> None:
        campaign("Cap sur la voile", theme="mer")
        fund = patron_fund("Fonds des Embruns", expires_on=clock.today() + timedelta(days=20))
        listed = page(client.get("/fonds"))
        assert words(listed.select_one("#mecenes")) == "Les fonds des mécènes"
        assert listed.select_one('a[href="/fonds/fonds-des-embruns"]') is not None

        shown = page(client.get("/fonds/fonds-des-embruns"))

        assert "Signé avec Fondation des Embruns. Rien n’est encore arrivé." in words(shown.select_one(".don"))
        assert "Il aide des projets jusqu’au" in words(shown.select_one(".don"))
        assert shown.select_one(".don form") is None
        assert [words(title) for title in shown.select(".carte-projet__titre")] == ["Cap sur la voile"]
        assert client.get(f"/don/fonds/{fund.slug}").status_code == 404

    def test_when_its_agreement_is_over_its_rest_is_told(self, client: Client) -> None:
        campaign("Cap sur la voile", theme="mer")
        fund = patron_fund("Fonds des Embruns", expires_on=clock.today())
        fund_deposit(fund_id=fund.pk, amount=Euro.of(120))
        with clock.frozen(clock.now() + timedelta(days=1)):
            shown = page(client.get("/fonds/fonds-des-embruns"))
            listed = page(client.get("/fonds"))
        assert "120 € gardés à part" in words(listed.select_one("section[aria-labelledby=mecenes]"))
        assert words(shown.select_one(".don")).startswith("Sa convention est finie 120 € gardés à part")
        assert shown.select(".carte-projet__titre") == []

    def test_before_it_begins(self, client: Client) -> None:
        patron_fund("Fonds des Embruns", starts_on=clock.today() + timedelta(days=3))
        assert "Il aidera des projets à partir du" in words(page(client.get("/fonds/fonds-des-embruns")).main)

    def test_its_logo_shows_while_it_agrees(self, client: Client) -> None:
        agreement = patron_fund("Fonds des Embruns").agreement
        assert client.get("/fonds/fonds-des-embruns/logo").status_code == 404
        logo_show(agreement=agreement, logo=Upload("logo.png", samples.PNG), actor=US)
        assert page(client.get("/fonds/fonds-des-embruns")).select_one("img.logo-mecene") is not None
        answer = client.get("/fonds/fonds-des-embruns/logo")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        logo_hide(agreement=agreement, actor=US)
        assert client.get("/fonds/fonds-des-embruns/logo").status_code == 404
        assert client.get(f"/fonds/{open_fund().slug}/logo").status_code == 404


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
    with django_assert_num_queries(TRANSACTION + 6):
        client.get("/fonds")
