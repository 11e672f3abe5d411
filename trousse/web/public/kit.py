"""A project elsewhere: its short address, the picture of social networks, the widget of other sites, oEmbed."""

from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt

from trousse.core.errors import Missing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.kit.card import HEIGHT, WIDTH, SocialCard, card_of, card_png
from trousse.fundraising.kit.selectors import campaign_in_words
from trousse.web.access import public
from trousse.web.components.embedding import WIDGET_HEIGHT, WIDGET_WIDTH, iframe
from trousse.web.components.project_cards import card_of_campaign

HOUR, YEAR = 3600, 365 * 24 * 3600
WIDGET_SECONDS = 300
"""The gauge of a widget may be that late: it is shown on pages that we do not see."""


@public()
def short(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The address of posters: it leads to the project whatever its title became, hence never for ever."""
    campaign = campaign_in_words(pk)
    answer = redirect("public:project", pk, campaign.slug)
    patch_cache_control(answer, public=True, max_age=HOUR)
    return answer


@public()
def social_card(request: HttpRequest, pk: int, fingerprint: str) -> HttpResponseBase:
    """The picture of a project, at an address that changes with it; an old one leads to the new one."""
    card = card_of(campaign_in_words(pk))
    if fingerprint != card.fingerprint:
        answer = redirect(card_url(card))
        patch_cache_control(answer, public=True, max_age=WIDGET_SECONDS)
        return answer
    picture = HttpResponse(card_png(card), content_type="image/png")
    patch_cache_control(picture, public=True, max_age=YEAR, immutable=True)
    return picture


def card_url(card: SocialCard) -> str:
    return reverse("public:social_card", args=[card.facts.pk, card.fingerprint])


@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@public()
def widget(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One project, to show within another site: alone of all our pages it may be framed. No cookie, no script."""
    campaign = campaign_in_words(pk)
    card = card_of_campaign(campaign)
    answer = render(request, "public/widget.html", {"card": card, "address": f"{settings.BASE_URL}{card.url}"})
    patch_cache_control(answer, public=True, max_age=WIDGET_SECONDS)
    return answer


@public()
def oembed(request: HttpRequest) -> HttpResponseBase:
    """How other sites show the address of a project (oembed.com, §2.3): JSON alone, 404 for what is not one."""
    if request.GET.get("format", "json") != "json":
        return _for_anybody(HttpResponse("JSON only.", status=501, content_type="text/plain; charset=utf-8"))
    campaign = _campaign_at(request.GET.get("url", ""))
    if campaign is None:
        return _for_anybody(JsonResponse({"error": "No such project."}, status=404))
    width = min(_size(request.GET.get("maxwidth")), WIDGET_WIDTH)
    height = min(_size(request.GET.get("maxheight")), WIDGET_HEIGHT)
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": campaign.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.BASE_URL,
        "cache_age": WIDGET_SECONDS,
        "html": iframe(campaign.pk, campaign.title, width=width, height=height),
        "width": width,
        "height": height,
    }
    if width >= WIDTH and height >= HEIGHT:  # a thumbnail may not be larger than what was asked (§2.3.4)
        told |= _thumbnail(campaign)
    return _for_anybody(JsonResponse(told))


def _thumbnail(campaign: Campaign) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{card_url(card_of(campaign))}"
    return {"thumbnail_url": url, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}


def _for_anybody(answer: HttpResponse) -> HttpResponse:
    """Any page may read this: there is nothing here that the public page does not show."""
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=WIDGET_SECONDS)
    return answer


def _campaign_at(url: str) -> Campaign | None:
    """The project that lives at this address of ours, long or short."""
    ours = urlsplit(settings.BASE_URL)
    try:
        asked = urlsplit(url)
        if (asked.scheme, asked.netloc) != (ours.scheme, ours.netloc):
            return None
        found = resolve(asked.path)
        if found.view_name not in {"public:project", "public:short"}:
            return None
        return campaign_in_words(found.kwargs["pk"])
    except (ValueError, Resolver404, Missing):
        return None


def _size(asked: str | None) -> int:
    """A limit in pixels; none when it is not a number."""
    return max(int(asked), 1) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 else 100_000
