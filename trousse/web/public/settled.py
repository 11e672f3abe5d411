"""Pages that the law and courtesy ask for; they change with a parameter, or with a release."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.review.criteria import GRIDS, grid_on
from trousse.giving.donations.terms import IN_FORCE_FROM, TERMS_VERSION
from trousse.platform.parameters.selectors import integer
from trousse.web.access import public
from trousse.web.components.cards import Crumb
from trousse.web.components.house_rules import HouseRules
from trousse.web.components.register import REGISTER
from trousse.web.public.caching import for_everyone


@for_everyone
@public()
def how(request: HttpRequest) -> HttpResponseBase:
    """How a project is chosen, what becomes of the money (art. R.548-5 4° a CMF)."""
    context = {"crumbs": _crumbs("Comment ça marche"), "rules": _rules(), "grid": grid_on(clock.today())}
    return render(request, "public/how_it_works.html", context)


@for_everyone
@public()
def criteria(request: HttpRequest) -> HttpResponseBase:
    """The criteria by which projects are selected, in force and former (art. R.548-5 4° a CMF)."""
    today = clock.today()
    grid = grid_on(today)
    former = [each for each in reversed(GRIDS) if each.in_force_from < grid.in_force_from]
    crumbs = [Crumb("Accueil", "/"), Crumb("Comment ça marche", reverse("public:how")), Crumb("Critères de sélection")]
    return render(request, "public/criteria.html", {"crumbs": crumbs, "grid": grid, "former": former})


@for_everyone
@public()
def terms(request: HttpRequest) -> HttpResponseBase:
    """The terms that donors accept, with their version."""
    context = {
        "crumbs": _crumbs("Conditions d’utilisation"),
        "rules": _rules(),
        "version": TERMS_VERSION,
        "in_force_from": IN_FORCE_FROM,
    }
    return render(request, "public/terms.html", context)


@for_everyone
@public()
def legal(request: HttpRequest) -> HttpResponseBase:
    return render(request, "public/legal.html", {"crumbs": _crumbs("Mentions légales")})


@for_everyone
@public()
def privacy(request: HttpRequest) -> HttpResponseBase:
    return render(request, "public/privacy.html", {"crumbs": _crumbs("Données personnelles"), "register": REGISTER})


@for_everyone
@public()
def accessibility(request: HttpRequest) -> HttpResponseBase:
    return render(request, "public/accessibility.html", {"crumbs": _crumbs("Accessibilité")})


def _crumbs(label: str) -> list[Crumb]:
    return [Crumb("Accueil", "/"), Crumb(label)]


def _rules() -> HouseRules:
    """The figures in force today."""
    return HouseRules(
        minimum_gift=integer("giving.minimum_gift"),
        minimum_ceiling=integer("projects.minimum_goal_ceiling"),
        optimum_ratio=integer("projects.optimum_ratio_advice"),
        duration_min=integer("projects.duration_min"),
        duration_max=integer("projects.duration_max"),
        fee_percent=integer("fees.percent"),
    )
