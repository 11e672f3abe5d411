"""The floor: projects one after the other, least flexible money first, nothing ever moved again.

Kept as the yardstick of the measures, and as the plan of last resort when a clock leaves no time for more.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from trousse.giving.allocation.solver.check import flexibilities
from trousse.giving.allocation.solver.kinds import Kind, Kinds
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
    """A valid plan, often far from the best: the least flexible money first."""
    flexibility = flexibilities(problem)
    accepting = _accepting(problem, lambda fund: flexibility[fund.id])
    return _serve(problem, sorted(problem.projects, key=_KEYS[order]), accepting)


def greedy_at(problem: Problem, prices: Mapping[str, int]) -> Plan:
    """A valid plan, near the best when the prices (of a cent, by fund; 0 if not told) are good: the cheapest money
    first, to the projects that weigh most for what they cost."""
    accepting = _accepting(problem, lambda fund: prices.get(fund.id, 0))

    def worth(project: Project) -> tuple[float, str]:
        missing, cost = project.gap, 0
        for fund in accepting.get(project.kind, []):
            part = min(fund.most(project), missing)
            missing, cost = missing - part, cost + part * prices.get(fund.id, 0)
            if not missing:
                break
        return (-project.weight / (1 + cost), project.id)

    return _serve(problem, sorted(problem.projects, key=worth), accepting)


def _accepting(problem: Problem, rank: Callable[[Fund], int]) -> dict[Kind, list[Fund]]:
    """The live funds that may pay each kind of project, by rank, then by expiry."""
    kinds = Kinds(problem.projects)
    live = [fund for fund in problem.funds if fund.is_live(problem.on)]
    live.sort(key=lambda fund: (rank(fund), fund.days_left(problem.on), fund.id))
    accepting: dict[Kind, list[Fund]] = {}
    for fund in live:
        for kind in kinds.accepted_by(fund):
            accepting.setdefault(kind, []).append(fund)
    return accepting


def _serve(problem: Problem, projects: Iterable[Project], accepting: Mapping[Kind, list[Fund]]) -> Plan:
    """One project after the other, while the money lasts."""
    left = {fund.id: fund.balance for fund in problem.funds}
    grants: list[Grant] = []
    for project in projects:
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
