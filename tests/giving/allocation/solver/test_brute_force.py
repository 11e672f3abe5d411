"""Against every plan there is, on problems of a few cents: the six measures are the best there are, and proven so."""

import pytest

from tests.giving.allocation.solver.builders import best_of_everything, random_problem
from trousse.giving.allocation.solver.solving import solve


@pytest.mark.parametrize("hundred", range(4))
def test_nothing_is_better_than_the_plan(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * (hundred + 1)):
        problem = random_problem(seed, funds=3, projects=4)
        solution = solve(problem)
        best = best_of_everything(problem)
        assert solution.measures == best, f"problem {seed}"
        assert solution.bound == best.weight, f"problem {seed}"
        assert solution.certificate.searched


def test_exact_bounds_are_never_below_the_best_plan() -> None:
    for seed in range(400, 500):
        problem = random_problem(seed, funds=3, projects=4)
        best = best_of_everything(problem).weight
        certificate = solve(problem).certificate
        assert best <= certificate.bottleneck_bound <= certificate.price_bound, f"problem {seed}"
