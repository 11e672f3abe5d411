"""The catalogue: one page of campaigns, and how many there are behind each filter, in few statements at any size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from trousse.core import clock
from trousse.core.search import matches
from trousse.fundraising.campaigns.enums import CampaignState, CatalogueSort, CatalogueState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import CatalogueFilters
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.people.schools.models import Academie, Departement

TO_SEARCH_ONLY = ("search_text", "search", "school__search_text", "school__search")
NOT_ON_A_CARD = (*TO_SEARCH_ONLY, "project__story", "project__learning", "project__thanks", "project__ceiling_reason")


@dataclass(frozen=True)
class Facet:
    """One value of a filter: how many campaigns it would show, the other filters being kept."""

    value: str
    label: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class CataloguePage:
    """``rows`` carry all that a card shows; facets without campaigns are left out, unless active."""

    filters: CatalogueFilters
    rows: list[Campaign]
    total: int
    page: int
    pages: int
    themes: list[Facet]
    departements: list[Facet]
    academies: list[Facet]
    levels: list[Facet]
    states: list[Facet]

    @property
    def has_previous(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages


def catalogue(filters: CatalogueFilters, page: int = 1) -> CataloguePage:
    """The campaigns that ``filters`` ask for, ``filters.size`` a page; a page out of range is the nearest one."""
    counts = _counts(filters)
    total = counts["total"].get("", 0)
    pages = max(-(-total // filters.size), 1)
    page = min(max(page, 1), pages)
    start = (page - 1) * filters.size
    rows = list(_rows(filters)[start : start + filters.size]) if total else []
    themes = dict(Theme.objects.values_list("slug", "label"))
    departements = {code: f"{name} ({code})" for code, name in Departement.objects.values_list("code", "name")}
    academies = dict(Academie.objects.values_list("code", "name"))
    return CataloguePage(
        filters=filters,
        rows=rows,
        total=total,
        page=page,
        pages=pages,
        themes=_facets(counts["theme"], themes, filters.theme),
        departements=_facets(counts["departement"], departements, filters.departement),
        academies=_facets(counts["academie"], academies, filters.academie),
        levels=_facets(counts["level"], dict(LevelGroup.choices()), filters.level or ""),
        states=_state_facets(_state_counts(filters), filters.state),
    )


def _rows(filters: CatalogueFilters) -> QuerySet[Campaign]:
    asked = _found(filters).filter(*_asked(filters).values())
    return as_cards(_sorted(asked, filters))


def as_cards(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """With all that a card shows (project, school, theme, département) in the same statement, and no long text."""
    return campaigns.select_related("project", "school", "theme", "departement").defer(*NOT_ON_A_CARD)


def _found(filters: CatalogueFilters) -> QuerySet[Campaign]:
    """What is on the shelf asked for and has the words asked for."""
    return _with_words(Campaign.objects.filter(_on_shelf(filters.state)), filters)


def _with_words(campaigns: QuerySet[Campaign], filters: CatalogueFilters) -> QuerySet[Campaign]:
    query = matches(filters.text)
    return campaigns if query is None else campaigns.filter(search=query)


def _asked(filters: CatalogueFilters) -> dict[str, Q]:
    """The filters in use, by facet."""
    asked = {}
    if filters.theme:
        asked["theme"] = Q(theme=filters.theme)
    if filters.departement:
        asked["departement"] = Q(departement=filters.departement)
    if filters.academie:
        asked["academie"] = Q(academie=filters.academie)
    if filters.level:
        asked["level"] = Q(level_groups__contains=[filters.level.value])
    return asked


def _on_shelf(state: CatalogueState) -> Q:
    """What each state of the catalogue lists: campaigns past their deadline wait for their outcome off the shelf."""
    is_open = Q(state=CampaignState.OPEN, closes_at__gt=clock.now())
    match state:
        case CatalogueState.OPEN:
            return is_open
        case CatalogueState.SOON:
            return Q(state=CampaignState.SCHEDULED)
        case CatalogueState.SUCCEEDED:
            return Q(state=CampaignState.SUCCEEDED)
    return is_open | Q(state__in=[CampaignState.SCHEDULED, CampaignState.SUCCEEDED])


def _sorted(asked: QuerySet[Campaign], filters: CatalogueFilters) -> QuerySet[Campaign]:
    if filters.state is CatalogueState.ALL:
        shelf = Case(
            When(state=CampaignState.OPEN, then=Value(0)),
            When(state=CampaignState.SCHEDULED, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        asked = asked.annotate(shelf=shelf)
        first: tuple[str, ...] = ("shelf",)
    else:
        first = ()
    if filters.sort is CatalogueSort.LEAST_HELPED:
        helped = Cast(F("raised_cents"), FloatField()) / F("minimum_goal_cents")
        return asked.annotate(helped=helped).order_by(*first, "helped", "closes_at", "pk")
    if filters.state is CatalogueState.SOON:
        return asked.order_by("opens_on", "pk")
    if filters.sort is CatalogueSort.NEWEST or filters.state is CatalogueState.SUCCEEDED:
        return asked.order_by(*first, "-opened_at", "-pk")
    return asked.order_by(*first, "closes_at", "pk")


# Each value of a filter is counted with the *other* filters applied: choosing a theme must not make the other themes
# vanish from the list. A row counts for the facet "theme" when it passes every filter, or fails at the theme alone;
# a row that fails at two filters counts nowhere and is left out at once. One pass, one counter a facet.
COUNTS = """
SELECT CASE WHEN grouping(theme_id) = 0 THEN 'theme' WHEN grouping(departement_id) = 0 THEN 'departement'
            WHEN grouping(academie_id) = 0 THEN 'academie' WHEN grouping(level_groups) = 0 THEN 'level'
            ELSE 'total' END,
       fails_at, coalesce(theme_id, departement_id, academie_id), level_groups, count(*)
  FROM ({listed}) AS listed
 GROUP BY GROUPING SETS
       ((fails_at, theme_id), (fails_at, departement_id), (fails_at, academie_id), (fails_at, level_groups), (fails_at))
"""


def _counts(filters: CatalogueFilters) -> dict[str, dict[str, int]]:
    """Facet → value → number of campaigns; ``total`` → "" → number of campaigns that every filter lets through."""
    listed, params = _listed(filters).query.sql_with_params()
    counts: dict[str, dict[str, int]] = {name: {} for name in ("theme", "departement", "academie", "level", "total")}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(listed=listed), params)
        for facet, fails_at, value, steps, count in cursor.fetchall():
            if fails_at in ("", facet):
                for key in steps or [value or ""]:
                    counts[facet][key] = counts[facet].get(key, 0) + count
    return counts


def _listed(filters: CatalogueFilters) -> QuerySet[Campaign, Any]:
    """What was found, with the one filter at which each row fails (none: ""), fewer columns than a card needs."""
    asked = _asked(filters)
    passes = When(_all(asked.values()), then=Value(""))
    fails = [When(_all(test for name, test in asked.items() if name != facet), then=Value(facet)) for facet in asked]
    fails_at = Case(passes, *fails, output_field=CharField()) if asked else Value("")
    listed = _found(filters).annotate(fails_at=fails_at).filter(fails_at__isnull=False)
    return listed.order_by().values("theme_id", "departement_id", "academie_id", "level_groups", "fails_at")


_STATE_OF = {
    CatalogueState.OPEN: CampaignState.OPEN,
    CatalogueState.SOON: CampaignState.SCHEDULED,
    CatalogueState.SUCCEEDED: CampaignState.SUCCEEDED,
}


def _all(tests: Iterable[Q]) -> Q:
    """Every test passes; without any, all rows do."""
    return reduce(and_, tests, Q()) or Q(pk__isnull=False)


def _state_counts(filters: CatalogueFilters) -> dict[str, int]:
    """How many campaigns each state would show, the filters being kept."""
    shown = Campaign.objects.filter(*_asked(filters).values(), state__in=_STATE_OF.values())
    living = ~Q(state=CampaignState.OPEN) | Q(closes_at__gt=clock.now())
    counted = _with_words(shown, filters).order_by().values_list("state").annotate(count=Count("pk", filter=living))
    by_state = dict(counted)
    return {shelf.value: by_state.get(state.value, 0) for shelf, state in _STATE_OF.items()}


def _facets(counts: dict[str, int], labels: Mapping[str, str], active: str) -> list[Facet]:
    """In the order of the labels; a value that would show nothing is left out, unless it is the one chosen."""
    return [
        Facet(value, label, counts.get(value, 0), value == active)
        for value, label in labels.items()
        if counts.get(value, 0) or value == active
    ]


def _state_facets(counts: dict[str, int], active: CatalogueState) -> list[Facet]:
    """Every state, empty ones too: they are tabs."""
    everything = sum(counts.values())
    return [
        Facet(
            state.value,
            state.label,
            everything if state is CatalogueState.ALL else counts.get(state, 0),
            state is active,
        )
        for state in CatalogueState
    ]
