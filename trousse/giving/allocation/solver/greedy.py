"""The floor: projects one after the other, least flexible money first, nothing ever moved again.

Kept as the yardstick of the measures, and as the plan of last resort when a clock leaves no time for more.
"""

from collections.abc import Callable
from enum import StrEnum

from trousse.giving.allocation.solver.check import flexibilities
from trousse.giving.allocation.solver.kinds import Kinds
from trousse.giving.allocation.solver.plan import Grant, Plan
from trousse.giving.allocation.solver.problem import Fund, Problem, Project


class Order(StrEnum):
    """Who is served first."""

    SMALLEST_GAP = "smallest_gap"
    WEIGHT_PER_GAP = "weight_per_gap"


_KEYS: dict[Order, Callable[[Project], tuple[float, str]]] = {
    Order.SMALLEST_GAP: lambda project: (project.gap, project.id),
    Order.WEIGHT_PER_GAP: lambda project: (-project.weight / project.gap, project.id),
}


def greedy(problem: Problem, order: Order) -> Plan:
    """A valid plan, often far from the best."""
    flexibility = flexibilities(problem)
    kinds = Kinds(problem.projects)
    live = [fund for fund in problem.funds if fund.is_live(problem.on)]
    live.sort(key=lambda fund: (flexibility[fund.id], fund.days_left(problem.on), fund.id))
    accepting: dict[object, list[Fund]] = {}
    for fund in live:
        for kind in kinds.accepted_by(fund):
            accepting.setdefault(kind, []).append(fund)
    left = {fund.id: fund.balance for fund in live}
    grants: list[Grant] = []
    for project in sorted(problem.projects, key=_KEYS[order]):
        given = _served(project, accepting.get(project.kind, []), left)
        for grant in given:
            left[grant.fund] -= grant.amount
        grants += given
    return Plan.of(grants)


def _served(project: Project, funds: list[Fund], left: dict[str, int]) -> list[Grant]:
    """The grants that complete it, or none."""
    missing = project.gap
    grants = []
    for fund in funds:
        amount = min(left[fund.id], fund.most(project), missing)
        if amount >= fund.least(project):
            grants.append(Grant(fund.id, project.id, amount))
            missing -= amount
            if not missing:
                return grants
    return []
