"""Which fund serves a wish, which projects a fund may help, and within which limits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.giving.funds.rules import KEYS, FundLimits, ProjectFeatures, Restriction, closest, terms_problems

OPEN = Restriction()
MUSIC = Restriction.of(themes=["musique"])
STAGE = Restriction.of(themes=["musique", "theatre"])
NORD = Restriction.of(departements=["59"])
LILLE = Restriction.of(academies=["09"])
COLLEGE = Restriction.of(level_groups=["college"])
REP = Restriction.of(priorities=["rep", "rep+"])
MUSIC_IN_NORD = Restriction.of(themes=["musique"], departements=["59"])
FUNDS = [OPEN, MUSIC, STAGE, NORD, LILLE, COLLEGE, REP, MUSIC_IN_NORD]


def values(*known: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(known), max_size=2)


restrictions = st.builds(
    Restriction,
    themes=values("musique", "sciences", "mer"),
    departements=values("59", "62"),
    academies=values("09", "20"),
    level_groups=values("college", "lycee"),
    priorities=values("non", "rep", "rep+"),
    zones=values("rural", "urbain"),
)
projects = st.builds(
    ProjectFeatures,
    themes=values("musique", "sciences", "mer"),
    departement=st.sampled_from([None, "59", "62"]),
    academie=st.sampled_from([None, "09", "20"]),
    level_groups=values("college", "lycee"),
    priority=st.sampled_from([None, "non", "rep", "rep+"]),
    zone=st.sampled_from([None, "rural", "urbain"]),
)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (OPEN, OPEN),
        (MUSIC, MUSIC),
        (NORD, NORD),
        (MUSIC_IN_NORD, MUSIC_IN_NORD),
        (STAGE, STAGE),
        (Restriction.of(themes=["theatre"]), STAGE),
        (Restriction.of(themes=["musique"], departements=["62"]), MUSIC),
        (Restriction.of(themes=["sciences"], departements=["59"]), NORD),
        (Restriction.of(themes=["sciences"], departements=["62"]), OPEN),
        (Restriction.of(themes=["musique"], level_groups=["college"]), MUSIC),
        (Restriction.of(departements=["59"], level_groups=["college"]), NORD),
        (Restriction.of(departements=["62"], academies=["09"]), LILLE),
        (Restriction.of(departements=["59"], academies=["09"]), NORD),
        (Restriction.of(priorities=["rep"], zones=["rural"]), REP),
        (Restriction.of(themes=["musique"], departements=["59"], level_groups=["college"]), MUSIC_IN_NORD),
    ],
)
def test_the_closest_fund(wish: Restriction, expected: Restriction) -> None:
    assert closest(FUNDS, wish) == expected


def test_no_fund_is_better_than_one_that_goes_elsewhere() -> None:
    assert closest([MUSIC, COLLEGE], NORD) is None


@given(candidates=st.lists(restrictions, max_size=8), wish=restrictions)
def test_money_never_goes_where_the_donor_did_not_want_it(candidates: list[Restriction], wish: Restriction) -> None:
    found = closest([*candidates, OPEN], wish)
    assert found is not None
    for key in KEYS:
        asked, wished = getattr(found, key), getattr(wish, key)
        assert not asked or (wished and wished <= asked)
    assert all(found.rank >= other.rank for other in candidates if other.serves(wish))


@given(fund=restrictions, project=projects)
def test_a_project_meets_every_condition_by_any_value(fund: Restriction, project: ProjectFeatures) -> None:
    met = (
        not fund.themes or bool(fund.themes & project.themes),
        not fund.departements or project.departement in fund.departements,
        not fund.academies or project.academie in fund.academies,
        not fund.level_groups or bool(fund.level_groups & project.level_groups),
        not fund.priorities or project.priority in fund.priorities,
        not fund.zones or project.zone in fund.zones,
    )
    assert fund.allows(project) == all(met)
    assert OPEN.allows(project)


@given(one=restrictions, other=restrictions, project=projects)
def test_joining_and_storing_lose_nothing(one: Restriction, other: Restriction, project: ProjectFeatures) -> None:
    assert one.joined(other) == other.joined(one)
    assert Restriction.of(**one.sorted_values()) == one
    if all(bool(mine) == bool(theirs) for mine, theirs in zip(one.conditions, other.conditions, strict=True)):
        assert one.joined(other).allows(project) or not (one.allows(project) or other.allows(project))


def test_what_is_unknown_meets_no_condition() -> None:
    nowhere = ProjectFeatures()
    assert OPEN.allows(nowhere)
    assert not any(fund.allows(nowhere) for fund in FUNDS if fund != OPEN)


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        (FundLimits(), None),
        (FundLimits(cap=Euro.of(300)), Euro.of(300)),
        (FundLimits(share_cap_bp=2_500), Euro.of(200)),
        (FundLimits(cap=Euro.of(300), share_cap_bp=2_500), Euro.of(200)),
        (FundLimits(cap=Euro.of(150), share_cap_bp=2_500), Euro.of(150)),
        (FundLimits(share_cap_bp=3_333), Euro(26_664)),
    ],
)
def test_the_most_for_one_project(limits: FundLimits, most: Euro | None) -> None:
    assert limits.most(Euro.of(800)) == most


def test_the_last_day_counts() -> None:
    limits = FundLimits(expires_on=date(2026, 6, 30))
    assert not limits.expired(date(2026, 6, 30))
    assert limits.expired(date(2026, 7, 1))
    assert not FundLimits().expired(date(2126, 1, 1))


SIGNED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ""),
        ({"limits": FundLimits(cap=Euro(1), share_cap_bp=10_000, least=Euro(1), expires_on=SIGNED)}, ""),
        ({"organisation": "  "}, "nom de l’organisme"),
        ({"siren": "732829321"}, "SIREN"),
        ({"starts_on": date(2026, 3, 1)}, "avant d’être signée"),
        ({"limits": FundLimits(expires_on=date(2026, 3, 1))}, "avant de commencer"),
        ({"limits": FundLimits(cap=Euro(0))}, "somme positive"),
        ({"limits": FundLimits(share_cap_bp=0)}, "100 %"),
        ({"limits": FundLimits(share_cap_bp=10_001)}, "100 %"),
        ({"limits": FundLimits(least=Euro(-1))}, "plus petite aide"),
        ({"limits": FundLimits(cap=Euro(10), least=Euro(11))}, "plus petite aide"),
    ],
)
def test_terms_that_contradict_themselves(change: dict[str, object], told: str) -> None:
    terms = {
        "organisation": "Fondation des Embruns",
        "siren": "732829320",
        "limits": FundLimits(),
        "signed_on": SIGNED,
        "starts_on": SIGNED,
        **change,
    }
    problems = terms_problems(**terms)  # type: ignore[arg-type]
    assert [told in problem for problem in problems.values()] == [True] * bool(told)
