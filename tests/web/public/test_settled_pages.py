"""The pages that the law and courtesy ask for, what search engines may read, and what caches may keep."""

from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.people.factories import make_user
from tests.web.public.shelf import campaign, path_of
from tests.web.reading import TRANSACTION, page, words
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.giving.donations.terms import TERMS_VERSION
from trousse.web.public.robots import PRIVATE

pytestmark = pytest.mark.django_db
SETTLED = (
    *("/comment-ca-marche", "/criteres", "/conditions", "/mentions-legales"),
    *("/donnees-personnelles", "/accessibilite"),
)
SHARED = ("/", "/projets", "/fonds", "/fonds/fonds-de-solidarite", *SETTLED)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_no_link_of_any_page_leads_nowhere(client: Client) -> None:
    anchors: dict[str, set[str]] = {}
    for path in ("/", "/projets", "/fonds", *SETTLED):
        for link in page(client.get(path)).select("a[href]"):
            address = str(link["href"])
            if not address.startswith("mailto:"):
                assert address.startswith(("/", "#", "?")), address
                aimed = urlsplit(urljoin(path, address))
                anchors.setdefault(aimed.path, set()).add(aimed.fragment)
    for target, named in anchors.items():
        answer = client.get(target, follow=True)
        assert answer.status_code == 200, target
        shown = page(answer)
        assert [anchor for anchor in named if anchor and shown.find(id=anchor) is None] == [], target


def test_the_terms_name_their_version_and_the_fees_in_euros_and_percent(client: Client) -> None:
    told = words(page(client.get("/conditions")).main)
    assert f"Version {TERMS_VERSION}" in told
    assert "(0 %)" in told
    assert "elle retient 0 €" in told


def test_the_register_is_a_table(client: Client) -> None:
    assert page(client.get("/donnees-personnelles")).select_one("table caption") is not None


@pytest.mark.parametrize("path", SHARED)
def test_a_pure_reader_costs_the_site_little(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies


class TestWhatIsNotShared:
    def test_a_page_that_knows_its_reader(self, client: Client) -> None:
        client.force_login(make_user())
        for path in SHARED:
            assert client.get(path)["Cache-Control"] == "private, no-cache"

    def test_a_visitor_who_came_with_any_cookie(self, client: Client) -> None:
        client.cookies["messages"] = "x"
        assert client.get("/")["Cache-Control"] == "private, no-cache"

    def test_what_is_not_there(self, client: Client) -> None:
        shown = campaign()
        answer = client.get(f"/projet/{shown.pk}-ancien")
        assert answer["Cache-Control"] == "private, no-cache"

    def test_a_project_page_is_shared(self, client: Client) -> None:
        assert "s-maxage" in client.get(path_of(campaign()))["Cache-Control"]


class TestRobots:
    def test_a_demonstration_asks_to_be_left_alone(self, client: Client) -> None:
        answer = client.get("/robots.txt")
        assert answer["Content-Type"].startswith("text/plain")
        assert answer.content.decode() == "User-agent: *\nDisallow: /\n"

    def test_production_keeps_private_pages_out(self, client: Client, settings: Any) -> None:
        settings.PRODUCTION = True
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert "Disallow: /don/" in lines
        assert "Disallow: /" not in lines
        assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in lines

    def test_every_private_area_exists(self) -> None:
        tops = {str(pattern.pattern).strip("^/") for pattern in get_resolver().url_patterns}
        ours = {path.strip("/").split("/")[0] for path in PRIVATE}
        assert ours - {top.split("/")[0] for top in tops} <= {"crochets", "paiement"}


def test_the_map_of_the_site(client: Client, settings: Any, django_assert_num_queries: Any) -> None:
    shown, soon = campaign("Un potager"), campaign("Bientôt", state=CampaignState.SCHEDULED)
    with django_assert_num_queries(TRANSACTION + 2):
        answer = client.get("/sitemap.xml")
    found = {str(one.text).removeprefix(settings.BASE_URL) for one in ElementTree.fromstring(answer.content).iter(LOC)}
    assert found >= {"/", "/projets", "/fonds/fonds-de-solidarite", path_of(shown), path_of(soon), "/conditions"}
    assert all(client.get(path).status_code == 200 for path in found)


def test_nothing_is_written_by_reading(client: Client) -> None:
    """No session for who only reads."""
    for path in SHARED:
        client.get(path)
    assert not client.cookies
