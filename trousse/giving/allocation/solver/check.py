"""Whether a plan keeps every rule, and what it is worth. Pure, exact, and knows nothing of how plans are made.

Every plan passes here before it leaves the solver: a mistake of the search costs an exception, never a cent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trousse.giving.allocation.solver.kinds import Kinds
from trousse.giving.allocation.solver.plan import Plan
from trousse.giving.allocation.solver.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Measures:
    """What a plan is worth, most important first; greater is better (what should be low is kept negative)."""

    weight: int
    count: int
    depts: int
    minus_flex: int
    minus_days: int
    minus_grants: int

    def as_figures(self) -> dict[str, int]:
        """The six measures under their names, all positive."""
        return {
            "weight": self.weight,
            "count": self.count,
            "depts": self.depts,
            "flex": -self.minus_flex,
            "days": -self.minus_days,
            "grants": -self.minus_grants,
        }


class PlanIsWrong(Exception):
    """The plan breaks rules: a mistake of ours, told with its first lines."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults[:5]))
        self.faults = faults


def measure(problem: Problem, plan: Plan, *, flexibility: Mapping[str, int] | None = None) -> Measures:
    """What a valid plan is worth. Raises ``PlanIsWrong``. ``flexibility``: when it has been counted."""
    faults = list(faults_of(problem, plan))
    if faults:
        raise PlanIsWrong(faults)
    if flexibility is None:
        flexibility = flexibilities(problem)
    funds = {fund.id: fund for fund in problem.funds}
    helped_ids = {grant.project for grant in plan.grants}
    helped = [project for project in problem.projects if project.id in helped_ids]
    return Measures(
        weight=sum(project.weight for project in helped),
        count=len(helped),
        depts=len({project.dept for project in helped}),
        minus_flex=-sum(grant.amount * flexibility[grant.fund] for grant in plan.grants),
        minus_days=-sum(grant.amount * funds[grant.fund].days_left(problem.on) for grant in plan.grants),
        minus_grants=-len(plan.grants),
    )


def faults_of(problem: Problem, plan: Plan) -> Iterator[str]:
    """Every broken rule, in plain words."""
    funds = {fund.id: fund for fund in problem.funds}
    projects = {project.id: project for project in problem.projects}
    spent: Counter[str] = Counter()
    received: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for fund_id, project_id, amount in plan.grants:
        pair = f"{fund_id} → {project_id}"
        if fund_id not in funds or project_id not in projects:
            yield f"{pair}: unknown"
            continue
        if (fund_id, project_id) in pairs:
            yield f"{pair}: two grants"
        pairs.add((fund_id, project_id))
        spent[fund_id] += amount
        received[project_id] += amount
        fund, project = funds[fund_id], projects[project_id]
        if not problem.pays(fund, project):
            yield f"{pair}: this fund may not pay this project"
        elif not fund.least(project) <= amount <= fund.most(project):
            yield f"{pair}: {amount} is not within {fund.least(project)} and {fund.most(project)}"
    for fund_id, total in spent.items():
        if total > funds[fund_id].balance:
            yield f"{fund_id}: spends {total} of {funds[fund_id].balance}"
    for project_id, total in received.items():
        if total != projects[project_id].gap:
            yield f"{project_id}: receives {total} for a gap of {projects[project_id].gap}"


def flexibilities(problem: Problem, kinds: Kinds | None = None) -> dict[str, int]:
    """How many projects of the problem each fund may pay, by its criteria and its life (amounts do not count)."""
    kinds = kinds or Kinds(problem.projects)
    known: dict[frozenset[tuple[str, frozenset[str]]], int] = {}
    found = {}
    for fund in problem.funds:
        criteria = frozenset(fund.restrict.items())
        if criteria not in known:
            known[criteria] = sum(len(kinds.projects[kind]) for kind in kinds.accepted_by(fund))
        found[fund.id] = known[criteria] if fund.is_live(problem.on) else 0
    return found
