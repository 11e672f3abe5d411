"""The pages of a patron: a person sees the funds whose agreement holds the address of their account."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.giving.allocation.impact import impact_of, report_facts
from trousse.giving.funds import reporting
from trousse.giving.funds.errors import FundMissing
from trousse.giving.funds.models import Agreement, PatronReport
from trousse.giving.funds.patrons import logo_hide, logo_show, report_print
from trousse.giving.funds.selectors import agreements_visible_to
from trousse.giving.funds.words import terms_words
from trousse.people.accounts.models import User
from trousse.web.access import GET, POST, signed_in
from trousse.web.components.cards import Crumb, KeyFigure
from trousse.web.components.evidence import hand_over
from trousse.web.components.fund_impact import helps_table
from trousse.web.components.fund_reach import reach_of
from trousse.web.components.logos import LogoForm
from trousse.web.components.project_cards import cards_of_campaigns
from trousse.web.components.spreadsheet import spreadsheet
from trousse.web.components.typography import money, number, plural

NEXT_ONES = 3
"""Projects that the fund may help now, on its patron's page; its public page shows more."""
AGREES = (
    "Nous sommes d’accord pour que ce logo paraisse sur la page du fonds. Nous pouvons le retirer ici, quand nous "
    "voulons."
)
MINE = Crumb("Mes fonds", "/mecene")


@signed_in(methods=GET)
def funds(request: HttpRequest) -> HttpResponse:
    """The funds that this person follows for a patron: none for most people, and the page says how one comes here."""
    today = clock.today()
    followed = [(agreement, agreement.phase(today)) for agreement in agreements_visible_to(_user(request))]
    return render(request, "patron/funds.html", {"followed": followed})


@signed_in(methods=GET)
def fund(request: HttpRequest, slug: str) -> HttpResponse:
    """What came in, where it went, what is left, under which terms."""
    return _page(request, _agreement(request, slug), LogoForm(agrees=AGREES))


@signed_in(methods=POST)
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a logo, or take it away."""
    agreement, actor = _agreement(request, slug), Actor.of_user(_user(request))
    if "retirer" in request.POST:
        logo_hide(agreement=agreement, actor=actor)
        messages.success(request, "Votre logo ne paraît plus.")
        return redirect("patron:fund", slug)
    form = LogoForm(request.POST, request.FILES, agrees=AGREES)
    if form.is_valid():
        try:
            logo_show(agreement=agreement, logo=form.upload(), actor=actor)
        except BusinessError as refused:
            form.add_error("picture", refused.user_message)
        else:
            messages.success(request, "Votre logo paraît sur la page du fonds.")
            return redirect("patron:fund", slug)
    return _page(request, agreement, form, status=422)


@signed_in(methods=GET)
def helps_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every grant, for a spreadsheet."""
    impact = impact_of(_agreement(request, slug).fund)
    return spreadsheet(f"aides-{slug}.csv", [reporting.HEADINGS, *reporting.rows(impact)])


@signed_in(methods=POST)
def report_make(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of today: made once, then the same file."""
    agreement = _agreement(request, slug)
    actor = Actor.of_user(_user(request))
    made = report_print(agreement=agreement, facts=report_facts(agreement), actor=actor)
    return redirect("patron:report", slug, made.pk)


@signed_in(methods=GET)
def report(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The PDF, the very bytes that were made."""
    made = PatronReport.objects.filter(agreement=_agreement(request, slug), pk=pk).select_related("document").first()
    if made is None:
        raise FundMissing
    return hand_over(made.document)


def _page(request: HttpRequest, agreement: Agreement, form: LogoForm, status: int = 200) -> HttpResponse:
    followed, impact = agreement.fund, impact_of(agreement.fund)
    is_over, reach = agreement.is_over(clock.today()), reach_of(followed)
    context: dict[str, Any] = {
        "crumbs": [MINE, Crumb(followed.name)],
        "agreement": agreement,
        "followed": followed,
        "is_over": is_over,
        "is_live": followed.is_live(clock.today()),
        "reach": reach,
        "next_ones": cards_of_campaigns(reach.campaigns[:NEXT_ONES]),
        "figures": [
            KeyFigure(money(followed.received), "reçus"),
            KeyFigure(money(impact.given), "partis aider des classes"),
            KeyFigure(money(followed.balance), "qui restent" if is_over else "en attente de projets"),
            KeyFigure(number(impact.projects), "projet aidé" if impact.projects < 2 else "projets aidés"),
        ],
        "impact": impact,
        "pupils": plural(impact.pupils, "élève"),
        "terms": terms_words(agreement),
        "helps": helps_table(impact.helps, "Les aides du fonds") if impact.helps else None,
        "deposits": list(followed.deposits.all()),
        "reports": list(agreement.reports.all()[:5]),
        "form": form,
    }
    return render(request, "patron/fund.html", context, status=status)


def _agreement(request: HttpRequest, slug: str) -> Agreement:
    """Raises FundMissing, also for the fund of somebody else: nobody learns who follows what."""
    found = agreements_visible_to(_user(request)).filter(fund__slug=slug).first()
    if found is None:
        raise FundMissing
    return found


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
