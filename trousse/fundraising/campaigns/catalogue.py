"""The catalogue: one page of campaigns, and how many there are behind each filter, in few statements at any size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
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

NOT_ON_A_CARD = (
    "search_text",
    "search",
    "school__search_text",
    "school__search",
    "project__story",
    "project__learning",
)


@dataclass(frozen=True)
class Facet:
    """One value of a filter: how many campaigns it would show, the other filters being kept."""

    value: str
    label: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class CataloguePage:
    """``rows`` carry their school, theme and département; facets without campaigns are left out, unless active."""

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
        levels=_facets(counts["level"], {group.value: group.label for group in LevelGroup}, filters.level or ""),
        states=_state_facets(counts["state"], filters.state),
    )


def _rows(filters: CatalogueFilters) -> QuerySet[Campaign]:
    asked = Campaign.objects.filter(_on_shelf(filters.state))
    for value, lookup in (
        (filters.theme, "theme"),
        (filters.departement, "departement"),
        (filters.academie, "academie"),
    ):
        if value:
            asked = asked.filter(**{lookup: value})
    if filters.level:
        asked = asked.filter(level_groups__contains=[filters.level.value])
    query = matches(filters.text)
    if query is not None:
        asked = asked.filter(search=query)
    return _sorted(asked, filters).select_related("school", "theme", "departement", "project").defer(*NOT_ON_A_CARD)


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


def _counts(filters: CatalogueFilters) -> dict[str, dict[str, int]]:
    """Facet → value → number of campaigns; ``total`` → "" → number of campaigns that every filter lets through."""
    listed, params = _listed(filters).query.sql_with_params()
    counts: dict[str, dict[str, int]] = {
        facet: {} for facet in ("theme", "departement", "academie", "level", "state", "total")
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(listed=listed), params)
        for facet, value, count in cursor.fetchall():
            counts[facet][value] = count
    return counts


def _listed(filters: CatalogueFilters) -> QuerySet[Campaign, Any]:
    """Every campaign of the shelves that the text finds, with which filters let it through."""
    shelf = Case(
        When(state=CampaignState.OPEN, then=Value(CatalogueState.OPEN.value)),
        When(state=CampaignState.SCHEDULED, then=Value(CatalogueState.SOON.value)),
        default=Value(CatalogueState.SUCCEEDED.value),
        output_field=CharField(),
    )
    listed = Campaign.objects.filter(_on_shelf(CatalogueState.ALL))
    query = matches(filters.text)
    if query is not None:
        listed = listed.filter(search=query)
    level = Q(level_groups__contains=[filters.level.value]) if filters.level else None
    passes = {
        "in_theme": Q(theme=filters.theme) if filters.theme else None,
        "in_departement": Q(departement=filters.departement) if filters.departement else None,
        "in_academie": Q(academie=filters.academie) if filters.academie else None,
        "in_level": level,
        "in_state": None if filters.state is CatalogueState.ALL else _on_shelf(filters.state),
    }
    tests = {
        name: Value(True) if test is None else ExpressionWrapper(test, BooleanField()) for name, test in passes.items()
    }
    columns = ("theme_id", "departement_id", "academie_id", "level_groups", "shelf", *tests)
    return listed.annotate(shelf=shelf, **tests).order_by().values(*columns)


# Each value of a filter is counted with the *other* filters applied: choosing a theme must not make the other themes
# vanish from the list. One pass over the table: what each row passes is worked out once, then counted by facet.
COUNTS = """
WITH listed AS MATERIALIZED ({listed})
SELECT CASE WHEN grouping(theme_id) = 0 THEN 'theme' WHEN grouping(departement_id) = 0 THEN 'departement'
            WHEN grouping(academie_id) = 0 THEN 'academie' WHEN grouping(shelf) = 0 THEN 'state' ELSE 'total' END,
       coalesce(theme_id, departement_id, academie_id, shelf, ''),
       CASE WHEN grouping(theme_id) = 0 THEN
                count(*) FILTER (WHERE in_departement AND in_academie AND in_level AND in_state)
            WHEN grouping(departement_id) = 0 THEN
                count(*) FILTER (WHERE in_theme AND in_academie AND in_level AND in_state)
            WHEN grouping(academie_id) = 0 THEN
                count(*) FILTER (WHERE in_theme AND in_departement AND in_level AND in_state)
            WHEN grouping(shelf) = 0 THEN
                count(*) FILTER (WHERE in_theme AND in_departement AND in_academie AND in_level)
            ELSE count(*) FILTER (WHERE in_theme AND in_departement AND in_academie AND in_level AND in_state) END
  FROM listed
 GROUP BY GROUPING SETS ((theme_id), (departement_id), (academie_id), (shelf), ())
UNION ALL
SELECT 'level', step, count(*) FILTER (WHERE in_theme AND in_departement AND in_academie AND in_state)
  FROM listed, unnest(level_groups) AS step
 GROUP BY step
"""


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
