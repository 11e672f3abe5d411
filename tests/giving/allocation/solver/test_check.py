"""The checker: each broken rule is named."""

from datetime import date

import pytest

from tests.giving.allocation.solver.builders import fund, problem, project
from trousse.giving.allocation.solver.check import Measures, PlanIsWrong, faults_of, flexibilities, measure
from trousse.giving.allocation.solver.plan import Grant, Plan

ASKED = problem(
    [
        fund("open", 1_000, min_grant=200),
        fund("capped", 1_000, cap=300),
        fund("share", 1_000, cap_share_bp=5_000),
        fund("paris", 1_000, restrict={"dept": frozenset({"75"})}),
        fund("late", 1_000, expires=date(2026, 11, 23)),
        fund("poor", 100),
        fund("nobody", 1_000, restrict={"level": frozenset()}),
    ],
    [project("P1", 500), project("P2", 600), project("small", 150), project("odd", 501, goal=701)],
)


@pytest.mark.parametrize(
    ("grants", "fault"),
    [
        ([("open", "P1", 499)], "receives 499"),
        ([("open", "P1", 500), ("open", "P2", 600)], "spends 1100"),
        ([("open", "P1", 199), ("share", "P1", 250), ("poor", "P1", 51)], "199 is not within 200 and 500"),
        ([("open", "P1", 199), ("capped", "P1", 301)], "301 is not within 1 and 300"),
        ([("open", "P1", 249), ("share", "P1", 251)], "251 is not within 1 and 250"),
        ([("open", "odd", 150), ("share", "odd", 351)], "351 is not within 1 and 350"),
        ([("paris", "P1", 500)], "may not pay"),
        ([("late", "P1", 500)], "may not pay"),
        ([("nobody", "P1", 500)], "may not pay"),
        ([("open", "P1", 250), ("open", "P1", 250)], "two grants"),
        ([("open", "P9", 500)], "unknown"),
        ([("F9", "P1", 500)], "unknown"),
        ([("open", "P1", 600), ("capped", "P1", -100)], "-100 is not within"),
        ([("open", "P1", 500), ("capped", "P1", 0)], "0 is not within"),
    ],
)
def test_a_broken_rule_is_named(grants: list[tuple[str, str, int]], fault: str) -> None:
    plan = Plan.of(Grant(*grant) for grant in grants)
    assert any(fault in told for told in faults_of(ASKED, plan))
    with pytest.raises(PlanIsWrong):
        measure(ASKED, plan)


def test_a_gap_under_the_least_grant_may_be_paid_whole() -> None:
    assert not list(faults_of(ASKED, Plan.of([Grant("open", "small", 150)])))


def test_measures() -> None:
    plan = Plan.of([Grant("open", "P1", 500), Grant("capped", "P2", 300), Grant("share", "P2", 300)])
    assert measure(ASKED, plan) == Measures(2, 2, 1, -4 * 1_100, -3_650 * 1_100, -3)


def test_flexibility_counts_projects_that_criteria_and_life_allow() -> None:
    assert flexibilities(ASKED) == {
        "open": 4,
        "capped": 4,
        "share": 4,
        "paris": 0,
        "late": 0,
        "poor": 4,
        "nobody": 0,
    }


def test_better_means_heavier_then_the_other_measures_in_their_order() -> None:
    assert Measures(2, 1, 1, -9, -9, -9) > Measures(1, 2, 2, -1, -1, -1)
    assert Measures(2, 1, 1, -3, -9, -9) > Measures(2, 1, 1, -4, -1, -1)
