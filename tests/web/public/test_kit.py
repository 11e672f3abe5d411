"""A project elsewhere: short address, social card, widget, oEmbed."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.fundraising import make
from tests.web.reading import TRANSACTION, page, words
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import contributions_add

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return make.campaign()


def here(campaign: Campaign) -> str:
    return f"/projet/{campaign.pk}-{campaign.slug}"


def content(answer: Any, name: str) -> str:
    found = page(answer).select_one(f'meta[property="{name}"], meta[name="{name}"]')
    assert found is not None, name
    return str(found["content"])


def test_the_short_address_follows_the_project(client: Client, campaign: Campaign) -> None:
    answer = client.get(f"/p/{campaign.pk}")
    assert (answer.status_code, answer["Location"]) == (302, here(campaign))
    Campaign.objects.filter(pk=campaign.pk).update(slug="une-serre")
    assert client.get(f"/p/{campaign.pk}")["Location"] == f"/projet/{campaign.pk}-une-serre"
    assert client.get("/p/99999999").status_code == 404


def test_a_shared_project_shows_its_card(client: Client, campaign: Campaign) -> None:
    answer = client.get(here(campaign))
    image = content(answer, "og:image")
    assert image.startswith(f"{settings.BASE_URL}/p/{campaign.pk}/carte-")
    assert content(answer, "og:image:alt").startswith("Un potager pour l’école. École Jean-Giono, Saint-Avre.")
    assert (content(answer, "og:image:width"), content(answer, "og:image:height")) == ("1200", "630")
    assert content(answer, "twitter:card") == "summary_large_image"
    picture = client.get(image.removeprefix(settings.BASE_URL))
    assert picture["Content-Type"] == "image/png"
    assert "immutable" in picture["Cache-Control"]
    assert picture.content.startswith(b"\x89PNG")
    assert not picture.cookies


def test_an_old_card_leads_to_that_of_today(client: Client, campaign: Campaign) -> None:
    before = content(client.get(here(campaign)), "og:image").removeprefix(settings.BASE_URL)
    contributions_add([make.gift(campaign, Euro.of(300), "a")])
    moved = client.get(before)
    assert moved.status_code == 302
    assert moved["Location"] != before
    assert client.get(moved["Location"]).status_code == 200


def test_the_widget_alone_may_be_framed(client: Client, campaign: Campaign) -> None:
    answer = client.get(f"/widget/projet/{campaign.pk}")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "frame-ancestors 'none'" not in policy
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "public" in answer["Cache-Control"]
    framed = page(answer)
    assert not framed.select("script, style, [style]")
    link = framed.select_one("a")
    assert link is not None
    assert link["href"] == f"{settings.BASE_URL}{here(campaign)}"
    assert (link["target"], link["rel"]) == ("_blank", ["noopener"])
    assert "0 € sur 500 €" in words(framed.main)
    assert settings.SITE_LEGAL["orias"] in words(framed.main)
    for other in (here(campaign), "/"):
        elsewhere = client.get(other)
        assert "frame-ancestors 'none'" in elsewhere["Content-Security-Policy"]
        assert elsewhere["X-Frame-Options"] == "DENY"


def test_the_widget_costs_one_statement(client: Client, campaign: Campaign, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1 + TRANSACTION):
        client.get(f"/widget/projet/{campaign.pk}")


def test_there_is_no_widget_of_what_is_not_public(client: Client) -> None:
    assert client.get(f"/widget/projet/{make.draft().pk}").status_code == 404


def oembed(client: Client, url: str, **asked: Any) -> Any:
    return client.get("/oembed", {"url": url, **asked})


def test_a_page_tells_where_to_ask_how_to_show_it(client: Client, campaign: Campaign) -> None:
    link = page(client.get(here(campaign))).select_one('link[type="application/json+oembed"]')
    assert link is not None
    answer = client.get(str(link["href"]).removeprefix(settings.BASE_URL))
    told = answer.json()
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "Un potager pour l’école")
    assert (told["width"], told["height"]) == (360, 440)
    frame = page_of(told["html"]).select_one("iframe")
    assert frame is not None
    assert frame["src"] == f"{settings.BASE_URL}/widget/projet/{campaign.pk}"
    assert frame["title"] == "Un projet de classe : Un potager pour l’école"
    assert "thumbnail_url" not in told


def page_of(html: str) -> Any:
    class Answer:
        content = html

    return page(Answer)


def test_oembed_knows_the_short_address_and_keeps_to_the_size_asked(client: Client, campaign: Campaign) -> None:
    told = oembed(client, f"{settings.BASE_URL}/p/{campaign.pk}", maxwidth=300, maxheight=200).json()
    assert (told["width"], told["height"]) == (300, 200)
    assert 'width="300" height="200"' in told["html"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/p/1",
        "https://ailleurs.exemple.fr/p/1",
        f"{settings.BASE_URL}/projets",
        f"{settings.BASE_URL}/p/99999999",
        f"{settings.BASE_URL}/rien/du/tout",
        "http://[",
    ],
)
def test_oembed_of_anything_else_is_not_found(client: Client, url: str) -> None:
    assert oembed(client, url).status_code == 404


def test_oembed_speaks_json_alone(client: Client, campaign: Campaign) -> None:
    assert oembed(client, f"{settings.BASE_URL}{here(campaign)}", format="xml").status_code == 501


def test_a_title_cannot_leave_the_code_to_paste(client: Client) -> None:
    campaign = make.campaign(title='Un "potager" <script>alert(1)</script>')
    told = oembed(client, f"{settings.BASE_URL}/p/{campaign.pk}").json()
    assert "<script>" not in told["html"]
    assert [tag.name for tag in page_of(told["html"]).find_all(True)] == ["iframe"]
