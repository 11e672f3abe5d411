"""What must hold of every plan, on larger random problems, and between two problems."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.giving.allocation.solver.builders import fund, problem, project, random_problem
from trousse.giving.allocation.solver.check import faults_of
from trousse.giving.allocation.solver.greedy import Order, greedy
from trousse.giving.allocation.solver.plan import Grant, Plan
from trousse.giving.allocation.solver.problem import Problem
from trousse.giving.allocation.solver.solving import solve
from trousse.giving.allocation.solver.work import Work

seeds = st.integers(0, 10**9)


def larger(seed: int) -> Problem:
    """Up to 5 funds and 10 projects, amounts of euros and odd cents."""
    small = random_problem(seed, funds=5, projects=10)
    return problem(
        [replace(one, balance=one.balance * 997, cap=one.cap and one.cap * 997) for one in small.funds],
        [replace(one, gap=one.gap * 983 + 11, goal=one.goal * 983 + 11) for one in small.projects],
    )


@given(seeds)
def test_a_plan_keeps_every_rule(seed: int) -> None:
    """Never over a balance, a restriction, a cap or a gap: counted again here, without the checker of the product."""
    asked = larger(seed)
    funds = {one.id: one for one in asked.funds}
    projects = {one.id: one for one in asked.projects}
    spent, received = dict.fromkeys(funds, 0), dict.fromkeys(projects, 0)
    plan = solve(asked).plan
    for grant in plan.grants:
        one, other = funds[grant.fund], projects[grant.project]
        spent[grant.fund] += grant.amount
        received[grant.project] += grant.amount
        assert type(grant.amount) is int
        assert one.expires is None or one.expires >= asked.on
        assert "theme" not in one.restrict or one.restrict["theme"] & set(other.themes)
        assert "dept" not in one.restrict or other.dept in one.restrict["dept"]
        assert grant.amount >= min(one.min_grant, other.gap)
        assert one.cap is None or grant.amount <= one.cap
        assert one.cap_share_bp is None or grant.amount * 10_000 <= other.goal * one.cap_share_bp
    assert all(spent[one.id] <= one.balance for one in asked.funds)
    assert all(received[one.id] in (0, one.gap) for one in asked.projects)
    assert len({(grant.fund, grant.project) for grant in plan.grants}) == len(plan.grants)


@given(seeds)
def test_the_order_of_the_input_is_irrelevant(seed: int) -> None:
    asked = larger(seed)
    funds, projects = list(asked.funds), list(asked.projects)
    random.Random(seed).shuffle(funds)
    random.Random(seed + 1).shuffle(projects)
    assert solve(problem(funds, projects)) == solve(asked)


@given(seeds, st.integers(0, 5), st.integers(1, 5_000))
def test_more_money_never_lowers_the_weight(seed: int, which: int, more: int) -> None:
    asked = larger(seed)
    which %= len(asked.funds)
    richer = [
        replace(one, balance=one.balance + more) if number == which else one for number, one in enumerate(asked.funds)
    ]
    before, after = solve(asked), solve(problem(richer, list(asked.projects)))
    assert before.gap == after.gap == 0
    assert after.measures.weight >= before.measures.weight


@given(seeds)
def test_the_greedy_is_valid_and_never_better(seed: int) -> None:
    asked = larger(seed)
    best = solve(asked)
    for order in Order:
        plan = greedy(asked, order)
        assert not list(faults_of(asked, plan))
        assert sum(one.weight for one in asked.projects if one.id in {grant.project for grant in plan.grants}) <= (
            best.measures.weight
        )


@given(seeds)
def test_a_search_that_is_cut_short_still_has_a_valid_plan_and_a_bound(seed: int) -> None:
    asked = larger(seed)
    hurried = solve(asked, work=Work(iterations=3, nodes=1))
    assert not list(faults_of(asked, hurried.plan))
    assert hurried.measures.weight <= solve(asked).measures.weight <= hurried.bound


def test_a_clock_that_stops_the_search_is_told() -> None:
    asked = problem([fund("A", 900), fund("B", 400)], [project(f"P{gap}", gap) for gap in range(200, 600, 30)])
    hurried = solve(asked, work=Work(seconds=0.0))
    assert hurried.certificate.stopped_by_clock
    assert not list(faults_of(asked, hurried.plan))
    assert not solve(asked, work=Work(seconds=60)).certificate.stopped_by_clock


def test_scarce_open_money_goes_where_it_completes_most() -> None:
    """Smallest gap first would spend the open fund on the small project and lose both large ones."""
    asked = problem(
        [
            fund("nord", 9_000, restrict={"dept": frozenset({"59"})}),
            fund("paris", 9_000, restrict={"dept": frozenset({"75"})}),
            fund("ouvert", 2_000),
        ],
        [project("A", 10_000), project("B", 10_000, dept="75"), project("C", 1_500, dept="62")],
    )
    solution = solve(asked)
    assert solution.plan == Plan.of(
        [
            Grant("nord", "A", 9_000),
            Grant("ouvert", "A", 1_000),
            Grant("paris", "B", 9_000),
            Grant("ouvert", "B", 1_000),
        ]
    )
    assert solution.bound == 2
    assert greedy(asked, Order.SMALLEST_GAP).grants == (Grant("ouvert", "C", 1_500),)


def test_nothing_to_give_or_nobody_to_help() -> None:
    for asked in (
        problem([], []),
        problem([fund()], []),
        problem([], [project()]),
        problem([fund(balance=0)], [project()]),
    ):
        solution = solve(asked)
        assert solution.plan == Plan(())
        assert (solution.bound, solution.gap) == (0, 0)


def test_money_that_expires_first_is_spent_first() -> None:
    asked = problem([fund("A"), fund("B", expires=date(2026, 12, 1))], [project(gap=700)])
    assert solve(asked).plan.grants == (Grant("B", "P1", 700),)


def test_flexible_money_is_kept() -> None:
    asked = problem(
        [fund("A"), fund("B", restrict={"dept": frozenset({"59"})})], [project(gap=700), project("P2", 900, dept="62")]
    )
    assert set(solve(asked).plan.grants) == {Grant("B", "P1", 700), Grant("A", "P2", 900)}
