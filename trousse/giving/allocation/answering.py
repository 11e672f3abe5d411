"""A question, what the committee changed in it, and the answer: always the same for the same words. Pure.

A change is one sum for one campaign (0: set aside). The solver is asked again with that sum as the gap of the campaign
and a weight that no other can outweigh: it is paid if any funds can pay it, and all else is found anew around it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trousse.giving.allocation.examining import Examined
from trousse.giving.allocation.solver.parsing import LARGEST_WEIGHT, problem_of
from trousse.giving.allocation.solver.problem import Problem
from trousse.giving.allocation.solver.solution import Solution
from trousse.giving.allocation.solver.solving import solve


@dataclass(frozen=True, kw_only=True)
class Change:
    """``cents`` for a campaign, for this reason (published); ``by``: who asked."""

    cents: int
    why: str
    by: str


@dataclass(frozen=True)
class Answer:
    """A problem with its changes, and its solution."""

    problem: Problem
    solution: Solution

    @property
    def plan(self) -> dict[str, Any]:
        return self.solution.plan.as_document(self.problem)

    def certificate(self) -> dict[str, Any]:
        """The figures, and the prices with which anybody can check the bound."""
        return {**self.solution.as_figures(), "prices": dict(self.solution.certificate.prices)}


def answer(document: Mapping[str, Any], examined: Iterable[Examined], changes: Mapping[int, Change]) -> Answer:
    """Raises ProblemRefused for a document that is no problem."""
    problem = problem_of(changed(document, examined, changes))
    return Answer(problem, solve(problem))


def changed(document: Mapping[str, Any], examined: Iterable[Examined], changes: Mapping[int, Change]) -> dict[str, Any]:
    """The same problem as the committee wants it."""
    if not changes:
        return dict(document)
    lines = {each.campaign: each.line for each in examined}
    projects = {line["id"]: line for line in document["projects"]}
    first = min(1 + sum(line["weight"] for line in projects.values()), LARGEST_WEIGHT)
    for campaign, change in changes.items():
        line = lines[campaign]
        projects.pop(line["id"], None)
        if change.cents:
            projects[line["id"]] = {**line, "gap": change.cents, "weight": first}
    return {**document, "projects": list(projects.values())}


def fingerprint(document: Mapping[str, Any]) -> str:
    """The same for the same content, whatever the order of keys."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
