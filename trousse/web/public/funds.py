"""« Donner sans choisir »: the funds, and what each received, did, and could do now."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from trousse.core import clock
from trousse.giving.allocation.impact import impact_of
from trousse.giving.donations.selectors import receipts_offered
from trousse.giving.funds import reporting
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.errors import FundMissing
from trousse.giving.funds.models import Agreement, Fund
from trousse.giving.funds.selectors import (
    fund_shown,
    funds_public,
    open_fund,
    patron_funds_shown,
)
from trousse.platform.documents.selectors import document_read
from trousse.web.access import public
from trousse.web.components.cards import Crumb
from trousse.web.components.fund_impact import helps_table
from trousse.web.components.fund_reach import reach_of
from trousse.web.components.giving_cards import fund_card, fund_gift_box
from trousse.web.components.project_cards import cards_of_campaigns
from trousse.web.components.spreadsheet import spreadsheet
from trousse.web.public import fund_groups
from trousse.web.public.caching import for_everyone
from trousse.web.public.wishes import wish_of

HOME = Crumb("Accueil", "/")
FUNDS = Crumb("Donner sans choisir", "/fonds")
PROJECTS_OF_A_FUND = 6
HELPS_SHOWN = 12
LOGO_SECONDS = 3600


@for_everyone
@public()
def fund_list(request: HttpRequest) -> HttpResponseBase:
    """The fund for all, then the others by what they are for, then those of patrons, over ones last."""
    everywhere = open_fund()
    context = {
        "crumbs": [HOME, Crumb("Donner sans choisir")],
        "open_fund": fund_card(everywhere),
        "gift": fund_gift_box(everywhere, receipts=receipts_offered(everywhere)),
        "groups": fund_groups.groups(list(funds_public())),
        "wish": wish_of(request.GET.dict()),
        "patrons": fund_groups.patrons(list(patron_funds_shown()), clock.today()),
    }
    return render(request, "public/fund_list.html", context)


@for_everyone
@public()
def fund(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One fund: what came in, where it went, what waits, and which projects it could help today."""
    found, today = fund_shown(slug), clock.today()
    agreement, is_live = _agreement(found), found.is_live(today)
    impact, reach = impact_of(found), reach_of(found)
    context: dict[str, Any] = {
        "crumbs": [HOME, FUNDS, Crumb(found.name)],
        "slug": found.slug,
        "fund": fund_card(found),
        "gift": None if agreement else fund_gift_box(found, receipts=receipts_offered(found)),
        "agreement": agreement,
        "is_live": is_live,
        "is_over": agreement is not None and agreement.is_over(today),
        "impact": impact,
        "helps": helps_table(impact.helps[:HELPS_SHOWN], "Les projets aidés") if impact.helps else None,
        "more": max(0, len(impact.helps) - HELPS_SHOWN),
        "reach": reach,
        "projects": cards_of_campaigns(reach.campaigns[:PROJECTS_OF_A_FUND]),
    }
    return render(request, "public/fund.html", context)


@public()
def helps_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every grant of a fund, for a spreadsheet: what its page says, all of it."""
    found = fund_shown(slug)
    return spreadsheet(f"aides-{found.slug}.csv", [reporting.HEADINGS, *reporting.rows(impact_of(found))])


@public()
def logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo of a patron, while it agrees that it shows."""
    agreement = _agreement(fund_shown(slug))
    if agreement is None or agreement.logo is None or not agreement.shows_logo:
        raise FundMissing
    response = HttpResponse(document_read(agreement.logo), content_type=agreement.logo.media_type)
    response["Cache-Control"] = f"public, max-age={LOGO_SECONDS}"
    return response


def _agreement(found: Fund) -> Agreement | None:
    return found.agreement if found.kind == FundKind.PATRON else None
