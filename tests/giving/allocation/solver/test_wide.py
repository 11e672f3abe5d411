"""Wide networks are thinned; too many pairs make no bottleneck: plans and bounds stay true (small ones, made wide)."""

import pytest

from tests.giving.allocation.solver.builders import best_of_everything, fund, problem, project, random_problem
from trousse.giving.allocation.solver import families, solving
from trousse.giving.allocation.solver.check import faults_of, measure
from trousse.giving.allocation.solver.greedy import Order, greedy, greedy_at
from trousse.giving.allocation.solver.problem import Problem
from trousse.giving.allocation.solver.solving import solve
from trousse.giving.allocation.solver.work import Work


def capped(count: int) -> Problem:
    """Capped funds that may all pay every project: only part of what could flow ever would."""
    return problem(
        [fund(f"F{number}", 4_000 + 170 * number, cap=300 + 10 * number) for number in range(count)],
        [project(f"P{number}", 350 + 41 * number % 777, weight=1 + number % 3) for number in range(4 * count)],
    )


@pytest.fixture
def everything_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "WIDE", 0)
    monkeypatch.setattr(solving, "MANY", 0)
    monkeypatch.setattr(solving, "PROVABLE", 0)


@pytest.mark.usefixtures("everything_is_wide")
@pytest.mark.parametrize("pairs", [0, 20_000_000])
def test_a_thinned_network_has_true_bounds_and_sound_plans(pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "MOST_PAIRS", pairs)
    for seed in range(500, 560):
        asked = random_problem(seed, funds=3, projects=4)
        solution, best = solve(asked), best_of_everything(asked).weight
        assert not list(faults_of(asked, solution.plan)), f"problem {seed}"
        assert solution.measures.weight <= best <= solution.bound, f"problem {seed}"


def test_thinning_costs_nearly_nothing(request: pytest.FixtureRequest) -> None:
    asked = capped(12)
    whole = solve(asked)
    request.getfixturevalue("everything_is_wide")
    thin = solve(asked)
    assert thin.measures.weight >= 0.98 * whole.measures.weight
    assert whole.measures.weight <= thin.bound <= 1.02 * whole.bound


def test_the_greedy_at_good_prices_is_sound_and_better_than_its_own_orders() -> None:
    asked = problem(
        [fund("nord", 9_000, restrict={"dept": frozenset({"59"})}), fund("ouvert", 2_000)],
        [project("A", 10_000, weight=9), project("C", 1_500, dept="62")],
    )
    plan = greedy_at(asked, {"nord": 1, "ouvert": 100})
    assert not list(faults_of(asked, plan))
    assert measure(asked, plan).weight == 9 > measure(asked, greedy(asked, Order.SMALLEST_GAP)).weight


@pytest.mark.usefixtures("everything_is_wide")
@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.2])
def test_whenever_the_clock_strikes_there_is_a_plan_and_a_bound(seconds: float) -> None:
    asked = capped(8)
    hurried = solve(asked, work=Work(seconds=seconds))
    floor = max(measure(asked, greedy(asked, order)).weight for order in Order)
    assert not list(faults_of(asked, hurried.plan))
    assert 0 < 0.9 * floor <= hurried.measures.weight <= solve(asked).bound
    assert hurried.measures.weight <= hurried.bound
