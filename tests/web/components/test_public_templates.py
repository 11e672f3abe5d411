"""The public templates, fed with cards alone: every state of a project, the empty home, the empty catalogue."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from trousse.giving.funds.impact import Impact
from trousse.web.components import cards, samples
from trousse.web.public.wishes import Wish

pytestmark = pytest.mark.django_db


def render(template: str, path: str = "/projets", *, htmx: bool = False, **context: Any) -> BeautifulSoup:
    request: Any = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.resolver_match = resolve(path)
    request.htmx = htmx
    request.session = {}
    context = {"messages": [], "crumbs": samples.CRUMBS, **context}
    return BeautifulSoup(render_to_string(template, context, request), "html.parser")


def project(card: cards.ProjectCard, gift: cards.GiftBox | None = None, *, preview: bool = False) -> BeautifulSoup:
    page = replace(samples.PROJECT, card=card, absolute_url="https://trousse.example/projet/1")
    return render("public/project.html", project=page, gift=gift, preview=preview)


@pytest.mark.parametrize(
    ("card", "says"),
    [
        (samples.SCHEDULED, "La collecte ouvre le 20\u00a0octobre"),
        (samples.SUSPENDED, "Collecte en pause"),
        (samples.SUCCEEDED, "L’objectif optimum est atteint"),
        (replace(samples.SUCCEEDED, raised=430_000), "la classe se met au travail"),
        (samples.FAILED, "chaque donateur est remboursé en entier"),
    ],
)
def test_a_project_that_takes_no_gift_says_where_it_stands(card: cards.ProjectCard, says: str) -> None:
    page = project(card)
    column = page.select_one(".projet__don")
    assert column is not None
    assert says in " ".join(column.text.split(" ")).replace("\n", " ")
    assert column.select("form") == []
    assert page.select(".barre-don") == []


def test_a_running_project_takes_gifts_and_tells_the_tax() -> None:
    page = project(samples.OPEN, samples.GIFT)
    form = page.select_one("form.don__form")
    assert form is not None
    assert form["action"] == samples.GIFT.action
    assert "17\u00a0€ après impôt" in form.text
    assert "à partir de 5\u00a0€" in form.text
    assert page.select_one(".barre-don") is not None


def test_without_receipt_no_tax_is_mentioned_but_its_absence() -> None:
    form = project(samples.OPEN, samples.GIFT_WITHOUT_RECEIPT).select_one("form.don__form")
    assert form is not None
    assert "après impôt" not in form.text
    assert "n’ouvre pas droit à réduction d’impôt" in form.text


def test_the_minimum_once_reached_no_refund_is_announced() -> None:
    assert "remboursé" not in project(samples.ABOVE_MINIMUM, samples.GIFT).select(".don__form")[0].text
    assert "remboursé" in project(samples.OPEN, samples.GIFT).select(".don__form")[0].text


def test_tabs_lead_only_to_sections_that_exist() -> None:
    for page in (project(samples.OPEN), project(replace(samples.OPEN, pupils=None))):
        ids = {element["id"] for element in page.select("[id]")}
        assert {str(link["href"])[1:] for link in page.select(".ancres a")} <= ids


def test_a_preview_is_not_indexed_and_says_so() -> None:
    page = project(samples.OPEN, preview=True)
    robots = page.select_one("meta[name=robots]")
    assert robots is not None
    assert robots["content"] == "noindex"
    assert "Aperçu" in page.text


def test_what_a_holder_types_is_escaped() -> None:
    assert "<script>alert" not in str(project(replace(samples.OPEN, title="<script>alert(1)</script>")).select("main"))


def test_a_home_without_campaigns_is_still_a_home() -> None:
    page = render(
        "public/home.html",
        "/",
        featured=None,
        cards=[],
        open_count=0,
        themes=samples.THEME_TILES,
        departements=samples.DEPARTEMENT_TILES,
        figures=[],
        open_fund=None,
    )
    assert "Aucune collecte n’est ouverte" in page.text
    assert len(page.select(".themes .theme")) == 10
    assert len(page.select(".carte-fr a")) == 101


def catalogue(template: str, found: list[cards.ProjectCard], *, htmx: bool = False) -> BeautifulSoup:
    return render(
        template,
        htmx=htmx,
        open_count=71,
        query="",
        facets=samples.FACETS,
        chosen=1,
        keep=[],
        page=Paginator(found, 12).page(1),
        total=len(found),
        chips=samples.CHIPS,
        clear_url="/projets",
        sorts=[cards.FacetOption("fin-proche", "Fin proche", checked=True)],
        sort_keep=[],
        fund_hint=samples.THEME_FUND,
    )


def test_the_catalogue_offers_the_fund_after_three_results() -> None:
    page = catalogue("public/catalogue.html", [samples.OPEN] * 20)
    children = [child.name for child in page.select(".cat__grille > *")]
    assert children[:5] == ["article", "article", "article", "aside", "article"]
    assert page.select_one(".pagination") is not None


def test_nothing_found_leads_somewhere() -> None:
    page = catalogue("public/catalogue.html", [])
    assert "Aucun projet ne répond" in page.text
    assert page.select_one(".etat-vide a") is not None


def test_htmx_gets_the_results_and_the_new_counts_alone() -> None:
    page = catalogue("public/_resultats.html", [samples.OPEN], htmx=True)
    assert page.select("header") == []
    count = page.select_one("#n-theme-mer")
    assert count is not None
    assert count["hx-swap-oob"] == "true"
    announced = page.select_one("#annonce")
    assert announced is not None
    assert announced.text == "1\u00a0projet"


def test_funds() -> None:
    groups = [cards.FundGroup("Thèmes", "", [samples.THEME_FUND]), cards.FundGroup("Lieux", "", [samples.FUND] * 20)]
    page = render(
        "public/fund_list.html",
        "/fonds",
        open_fund=samples.FUND,
        gift=samples.GIFT,
        groups=groups,
        wish=Wish([], None),
        patrons=None,
    )
    assert "Choisir parmi 20 fonds" in page.text
    shown: dict[str, Any] = {"helps": None, "more": 0, "impact": Impact([]), "projects": [], "can_help": 0}
    shown |= {"gift": samples.GIFT, "agreement": None, "is_live": True, "is_over": False, "could_complete": 0}
    waiting = render("public/fund.html", "/fonds", fund=samples.THEME_FUND, **shown)
    assert "Pas encore de projet en cours" in waiting.text
    assert "Aucun projet n’a encore été aidé" in waiting.text
