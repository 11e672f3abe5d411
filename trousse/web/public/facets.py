"""The filters of the catalogue as the page shows them: groups, chips to take away, addresses to share."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from trousse.fundraising.campaigns.enums import CatalogueSort, CatalogueState
from trousse.fundraising.campaigns.rules import CatalogueFilters
from trousse.fundraising.campaigns.selectors import CataloguePage, open_by_theme
from trousse.fundraising.campaigns.selectors import Facet as Counted
from trousse.fundraising.projects.selectors import themes
from trousse.web.components.cards import Facet, FacetKind, FacetOption, FilterChip, ThemeTile

ANY = {"theme": "Tous les thèmes", "niveau": "Tous les niveaux", "departement": "Toute la France"}


def context(found: CataloguePage) -> dict[str, Any]:
    """Everything the results page needs besides its cards."""
    filters = found.filters
    chips = _chips(found)
    sorts = [FacetOption(sort.value, sort.label, checked=sort is filters.sort) for sort in CatalogueSort]
    return {
        "facets": [
            Facet("theme", "Thème", _options(found.themes, "theme"), FacetKind.RADIOS),
            Facet("niveau", "Niveau", _options(found.levels, "niveau"), FacetKind.RADIOS),
            Facet("departement", "Lieu", _options(found.departements, "departement"), FacetKind.SELECT, "Département"),
            Facet("etat", "Collecte", _options(found.states), FacetKind.RADIOS),
        ],
        "chips": chips,
        "chosen": len(chips),
        "clear_url": reverse("public:catalogue"),
        "sorts": sorts,
        "sort": next(option for option in sorts if option.checked),
        "keep": [pair for pair in (("q", filters.text), ("tri", filters.sort.value)) if pair[1]],
        "sort_keep": [pair for pair in _query(filters).items() if pair[0] != "tri"],
    }


def theme_tiles() -> list[ThemeTile]:
    """Every theme, with how many of its campaigns are open."""
    counts = open_by_theme()
    return [
        ThemeTile(theme.slug, theme.label, _url({"theme": theme.slug}), counts.get(theme.slug, 0)) for theme in themes()
    ]


def departement_url(code: str) -> str:
    return _url({"departement": code})


def _options(counted: Sequence[Counted], name: str = "") -> list[FacetOption]:
    """A first choice lifts the filter, where there is one to lift."""
    options = [FacetOption(one.value, one.label, one.count, one.is_active) for one in counted]
    if name not in ANY:
        return options
    chosen = any(option.checked for option in options)
    return [FacetOption("", ANY[name], checked=not chosen), *options]


def _chips(found: CataloguePage) -> list[FilterChip]:
    filters, query = found.filters, _query(found.filters)
    labels = {
        "q": f"« {filters.text} »" if filters.text else "",
        "theme": _active(found.themes),
        "niveau": _active(found.levels),
        "departement": _active(found.departements),
        "academie": _active(found.academies),
        "etat": filters.state.label if filters.state is not CatalogueState.OPEN else "",
    }
    return [
        FilterChip(label, _url({key: value for key, value in query.items() if key != name}))
        for name, label in labels.items()
        if label
    ]


def _active(counted: Sequence[Counted]) -> str:
    return next((one.label for one in counted if one.is_active), "")


def _query(filters: CatalogueFilters) -> dict[str, str]:
    """What an address must carry to ask the same again; nothing that goes without saying."""
    asked = {
        "q": filters.text,
        "theme": filters.theme,
        "niveau": filters.level.value if filters.level else "",
        "departement": filters.departement,
        "academie": filters.academie,
        "etat": filters.state.value if filters.state is not CatalogueState.OPEN else "",
        "tri": filters.sort.value if filters.sort is not CatalogueSort.ENDING else "",
    }
    return {name: value for name, value in asked.items() if value}


def _url(query: dict[str, str]) -> str:
    base = reverse("public:catalogue")
    return f"{base}?{urlencode(query)}" if query else base
