"""Pages that change with every gift: each reads through selectors, fills its cards, renders."""

from typing import cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import CatalogueFilters
from trousse.fundraising.campaigns.selectors import (
    CataloguePage,
    campaign_for_page,
    home_campaigns,
    open_by_departement,
    room_left,
)
from trousse.fundraising.campaigns.selectors import catalogue as search_catalogue
from trousse.fundraising.reports.selectors import report_public
from trousse.giving.donations.selectors import receipts_offered
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import fund_for, open_fund
from trousse.people.rollout.selectors import openness
from trousse.people.schools.models import Academie, Departement
from trousse.people.schools.selectors import departements
from trousse.web.access import public
from trousse.web.components.cards import Crumb, DepartementTile, GiftBox, ProjectCard
from trousse.web.components.giving_cards import campaign_gift_box, fund_card
from trousse.web.components.project_cards import card_of_campaign, cards_of_campaigns
from trousse.web.components.reports import ReportView, view_of_report
from trousse.web.public import facets, figures, pages
from trousse.web.public.caching import for_everyone

HOME = Crumb("Accueil", "/")
PROJECTS = Crumb("Les projets", "/projets")


@for_everyone
@public()
def home(request: HttpRequest) -> HttpResponseBase:
    """What is going on, where, and how to help without choosing."""
    shown = home_campaigns()
    running = open_by_departement()
    first = [shown.featured] if shown.featured else []
    cards = cards_of_campaigns([*first, *shown.cards])
    context = {
        "featured": cards[0] if first else None,
        "cards": cards[len(first) :],
        "open_count": figures.open_count(),
        "themes": facets.theme_tiles(),
        "departements": [
            DepartementTile(place.code, place.name, running.get(place.code, 0), facets.departement_url(place.code))
            for place in departements()
        ],
        "figures": figures.key_figures(),
        "open_fund": fund_card(open_fund()),
    }
    return render(request, "public/home.html", context)


@for_everyone
@public()
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Every project that may be given to, narrowed by the filters; htmx receives the results alone."""
    filters = CatalogueFilters.parse(request.GET.dict())
    found = search_catalogue(filters, _page_number(request))
    page = _page(found)
    context = {
        "crumbs": [HOME, Crumb("Les projets")],
        "open_count": figures.open_count(),
        "query": filters.text,
        "page": page,
        "total": found.total,
        "fund_hint": fund_card(_fund_near(filters)),
        "closed": None if found.total else _closed(filters),
        **facets.context(found),
    }
    template = "public/_resultats.html" if getattr(request, "htmx", False) else "public/catalogue.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@for_everyone
@public()
def project(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """One project; an old or cut address leads to the right one."""
    campaign = campaign_for_page(pk)
    card = card_of_campaign(campaign)
    if request.path != card.url:
        return redirect(card.url, permanent=True)
    context = {
        "crumbs": [HOME, PROJECTS, Crumb(card.title)],
        "project": pages.page_of_campaign(campaign, card),
        "gift": _gift(campaign),
        "report": _report(campaign),
        "preview": False,
    }
    return render(request, "public/project.html", context)


def _page(found: CataloguePage) -> Page[ProjectCard]:
    """Django's page of the cards found, without asking the database for the others."""
    everything = cast("Paginator[ProjectCard]", Paginator(range(found.total), found.filters.size))
    return Page(cards_of_campaigns(found.rows), found.page, everything)


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def _report(campaign: Campaign) -> ReportView | None:
    """Only a campaign that succeeded has one: the others cost no statement."""
    found = report_public(campaign) if campaign.state == CampaignState.SUCCEEDED else None
    return view_of_report(found, campaign) if found else None


def _gift(campaign: Campaign) -> GiftBox | None:
    """None when nothing can be given now: the page then says where the collection stands."""
    room = room_left(campaign)
    return campaign_gift_box(campaign, room=room, receipts=receipts_offered(campaign)) if room else None


def _closed(filters: CatalogueFilters) -> Academie | None:
    """The académie of the département that is asked for, when no class of it may propose a project yet."""
    departement = Departement.objects.filter(pk=filters.departement).select_related("academie").first()
    if departement is None or openness(departement.academie).is_open:
        return None
    return departement.academie


def _fund_near(filters: CatalogueFilters) -> Fund:
    return fund_for(
        theme=filters.theme or None,
        departement=filters.departement or None,
        academie=filters.academie or None,
        level=filters.level,
    )
