"""Small made-up problems, and what trying everything finds in them."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from trousse.giving.allocation.solver.check import Measures, measure
from trousse.giving.allocation.solver.plan import Grant, Plan
from trousse.giving.allocation.solver.problem import Fund, Problem, Project

TODAY = date(2026, 11, 24)
THEMES = ("musique", "sciences")
DEPTS = ("59", "62", "75")


def fund(id: str = "F1", balance: int = 1000, **told: Any) -> Fund:  # noqa: A002
    return Fund(id=id, balance=balance, **told)


def project(id: str = "P1", gap: int = 500, **told: Any) -> Project:  # noqa: A002
    plain = {
        "goal": gap,
        "weight": 1,
        "themes": ("musique",),
        "dept": "59",
        "academie": "Lille",
        "level": "college",
        "rep": "non",
        "zone": "urbain",
    }
    return Project(id=id, gap=gap, **{**plain, **told})


def problem(funds: list[Fund], projects: list[Project]) -> Problem:
    return Problem.of(id="essai", on=TODAY, funds=funds, projects=projects)


def random_problem(seed: int, *, funds: int = 3, projects: int = 5) -> Problem:
    """A few cents each, so that everything can be tried; every rule of the format takes part."""
    chance = random.Random(seed)
    return problem(
        [_random_fund(chance, f"F{number}") for number in range(chance.randint(1, funds))],
        [_random_project(chance, f"P{number}") for number in range(chance.randint(1, projects))],
    )


def _random_fund(chance: random.Random, id: str) -> Fund:  # noqa: A002
    restrict = {}
    if chance.random() < 0.4:
        restrict["theme"] = frozenset(chance.sample(THEMES, chance.randint(0, 2)))
    if chance.random() < 0.4:
        restrict["dept"] = frozenset(chance.sample(DEPTS, chance.randint(1, 2)))
    return Fund(
        id=id,
        balance=chance.randint(0, 12),
        restrict=restrict,
        expires=chance.choice([None, date(2026, 11, 23), date(2026, 12, 24), date(2027, 1, 8)]),
        cap=chance.choice([None, None, chance.randint(1, 6)]),
        cap_share_bp=chance.choice([None, None, chance.randint(2000, 9000)]),
        min_grant=chance.choice([1, 1, 2, 3]),
    )


def _random_project(chance: random.Random, id: str) -> Project:  # noqa: A002
    gap = chance.randint(1, 7)
    return project(
        id,
        gap,
        goal=gap + chance.randint(0, 5),
        weight=chance.choice([0, 1, 1, 2, 3]),
        themes=tuple(chance.sample(THEMES, chance.randint(1, 2))),
        dept=chance.choice(DEPTS),
    )


def best_of_everything(problem: Problem) -> Measures:
    """The best measures of all plans, every split of every gap tried."""
    best = measure(problem, Plan(()))
    left = {one.id: one.balance for one in problem.funds}

    def plans(number: int) -> Iterator[list[Grant]]:
        if number == len(problem.projects):
            yield []
            return
        yield from plans(number + 1)
        for split in _splits(problem, problem.projects[number], 0, problem.projects[number].gap, left):
            for grant in split:
                left[grant.fund] -= grant.amount
            for rest in plans(number + 1):
                yield [*split, *rest]
            for grant in split:
                left[grant.fund] += grant.amount

    for grants in plans(0):
        found = measure(problem, Plan.of(grants))
        best = max(best, found)
    return best


def _splits(
    problem: Problem, project: Project, number: int, missing: int, left: dict[str, int]
) -> Iterator[list[Grant]]:
    """Every way to pay ``missing`` cents of a project with the funds from ``number`` on."""
    if not missing:
        yield []
        return
    if number == len(problem.funds):
        return
    yield from _splits(problem, project, number + 1, missing, left)
    one = problem.funds[number]
    most = min(problem.pays(one, project), left[one.id], missing)
    for amount in range(one.least(project), most + 1):
        for rest in _splits(problem, project, number + 1, missing - amount, left):
            yield [Grant(one.id, project.id, amount), *rest]
