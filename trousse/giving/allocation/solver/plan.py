"""A plan: who pays what to whom, in integer cents, and its format ``alloc-plan-1``. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from trousse.giving.allocation.solver.problem import Problem

FORMAT = "alloc-plan-1"


class Grant(NamedTuple):
    """``amount`` cents from a fund to a project, by their identifiers."""

    fund: str
    project: str
    amount: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Grants in order of fund, project and amount: two equal plans are equal objects and equal files."""

    grants: tuple[Grant, ...]

    @classmethod
    def of(cls, grants: Iterable[Grant]) -> "Plan":
        """The plan of these grants, whatever their order."""
        return cls(tuple(sorted(grants)))

    def as_document(self, problem: Problem) -> dict[str, Any]:
        """What the format says, ready for JSON."""
        return {"format": FORMAT, "instance": problem.id, "grants": [grant._asdict() for grant in self.grants]}

    def as_json(self, problem: Problem) -> str:
        """The file: the same bytes for the same plan."""
        return json.dumps(self.as_document(problem), ensure_ascii=False, separators=(",", ":")) + "\n"
