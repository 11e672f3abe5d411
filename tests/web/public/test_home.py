"""The home page, empty and full."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.people.factories import make_user
from tests.web.public.shelf import campaign, path_of
from tests.web.reading import TRANSACTION, page, words
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close

pytestmark = pytest.mark.django_db


def test_before_the_first_campaign_it_is_still_a_home(client: Client) -> None:
    shown = page(client.get("/"))
    told = words(shown.main)
    assert "Aucune collecte n’est ouverte aujourd’hui" in told
    assert "Voir les projets" in told
    assert shown.select(".chiffres") == []
    assert len(shown.select(".carte-fr a")) == 101
    assert len(shown.select(".themes .theme")) == 10
    assert shown.select_one('main a[href="/don/fonds/fonds-de-solidarite"]') is not None


def test_the_nearest_to_its_minimum_leads_and_no_project_comes_twice(client: Client) -> None:
    made = [campaign(f"Projet {number}", minimum=100, optimum=200) for number in range(6)]
    builders.give(made[2], 90)

    shown = page(client.get("/"))

    featured = shown.select_one(".carte-projet--une a")
    assert featured is not None
    assert featured["href"] == path_of(made[2])
    links = [str(link["href"]) for link in shown.select(".carte-projet a")]
    assert len(links) == len(set(links)) == 4
    assert "Voir les 6 projets en cours" in words(shown.select_one(".hero"))


def test_one_project_is_singular(client: Client) -> None:
    campaign()
    shown = page(client.get("/"))
    assert "Voir le 1 projet en cours" in words(shown.select_one(".hero"))
    assert len(shown.select(".carte-projet")) == 1


def test_figures_tell_only_what_there_is(client: Client) -> None:
    done = campaign(minimum=50, optimum=60, pupils=26)
    builders.give(done, 60)
    figures = [words(figure) for figure in page(client.get("/")).select(".chiffres li")]
    assert figures == ["1 projet réalisable grâce à vous", "26 élèves concernés", "1 soutien"]


def test_themes_and_departements_lead_to_the_catalogue(client: Client) -> None:
    campaign(theme="mer", departement="62")
    shown = page(client.get("/"))
    tile = shown.select_one('.themes a[href="/projets?theme=mer"]')
    assert "1 projet en cours" in words(tile)
    square = shown.select_one('.carte-fr a[href="/projets?departement=62"]')
    assert "Pas-de-Calais" in words(square)
    option = shown.select_one('select#departement option[value="62"]')
    assert "Pas-de-Calais" in words(option)


def test_campaigns_that_are_over_are_not_on_show(client: Client) -> None:
    over = campaign()
    Campaign.objects.filter(pk=over.pk).update(closes_at=clock.now() - timedelta(days=2))
    assert page(client.get("/")).select(".carte-projet") == []
    campaign_close(campaign_id=over.pk)
    assert page(client.get("/")).select(".carte-projet") == []


def test_it_costs_the_same_with_many(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(8):
        campaign(f"Projet {number}")
    with django_assert_num_queries(TRANSACTION + 10):
        client.get("/")


def test_who_is_signed_in_finds_their_account(client: Client) -> None:
    client.force_login(make_user(first_name="Nadia"))
    header = page(client.get("/")).header
    assert "Nadia" in words(header)
    assert "Se connecter" not in words(header)
