"""The problem as arrays: pools of money, sinks of need, and the pipes between them.

Funds with the same criteria and nothing else to say (no cap, no least grant) are one *pool*. Projects of one kind that
only such pools may pay are one *sink*: their money is told apart at the end. A project that some fund may pay only in
part, or only from a least amount, is a sink of its own. 10,000 funds and 100,000 projects become 44,000 sinks and
144,000 pipes.
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from trousse.giving.allocation.solver.kinds import Kind, Kinds
from trousse.giving.allocation.solver.problem import Fund, Problem, Project

EURO = 100.0
"""Cents."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """Positions in arrays are positions in ``pools``, ``projects`` (those that could be paid) and so on; cents."""

    pools: tuple[tuple[Fund, ...], ...]
    projects: tuple[Project, ...]
    balance: Ints
    """What each pool holds."""
    gap: Ints
    weight: Ints
    sink: Ints
    """The sink of each project."""
    sinks: int
    pool_of: Ints
    """By pipe: where its money comes from. Pipes are sorted by sink, then by pool."""
    sink_of: Ints
    """By pipe: where it leads."""
    most: Ints
    """By pipe: what it can carry."""
    least: Ints
    """By pipe: what it carries at least when it carries anything."""
    first: Ints
    """By sink: its first pipe; one more entry at the end."""
    alone: Bools
    """By sink: whether it is one project."""
    unit: float
    """Cents in a unit of what is computed in floating point: a euro, or more where amounts are huge."""

    @property
    def pipes(self) -> int:
        return len(self.pool_of)

    @property
    def crumb(self) -> float:
        """Cents; less is a rounding error."""
        return self.unit / 200

    @property
    def has_least(self) -> bool:
        """Whether some grant would be refused for being too small."""
        return bool((self.least > 1).any())


def network_of(problem: Problem, kinds: Kinds, *, merge: bool = True) -> Network:
    """The network of a problem, without what can never pay or be paid.

    ``kinds``: of its projects. ``merge``: funds and projects alike together, so that it is as small as it can be.
    """
    pools = _pools(problem, merge)
    accepting: dict[Kind, list[int]] = defaultdict(list)
    for number, (fund, *_) in enumerate(pools):
        for kind in kinds.accepted_by(fund):
            accepting[kind].append(number)
    builder = _Builder(pools, merge)
    for kind, projects in kinds.projects.items():
        builder.add(projects, accepting[kind])
    return builder.network()


def _pools(problem: Problem, merge: bool) -> list[tuple[Fund, ...]]:
    """Live funds that hold something: those that only differ by balance and expiry together, in order of expiry."""
    merged: dict[object, list[Fund]] = defaultdict(list)
    for fund in problem.funds:
        if fund.is_live(problem.on) and fund.balance > 0:
            merged[frozenset(fund.restrict.items()) if merge and _is_plain(fund) else fund.id].append(fund)
    return [tuple(sorted(funds, key=lambda fund: (fund.days_left(problem.on), fund.id))) for funds in merged.values()]


class _Builder:
    """Collects sinks and pipes, kind after kind."""

    def __init__(self, pools: list[tuple[Fund, ...]], merge: bool) -> None:
        self.pools = pools
        self.merge = merge
        self.balance = [sum(fund.balance for fund in pool) for pool in pools]
        self.plain = [len(pool) > 1 or _is_plain(pool[0]) for pool in pools]
        self.projects: list[Project] = []
        self.sink: list[int] = []
        self.alone: list[bool] = []
        self.pipes: list[tuple[int, int, int, int]] = []

    def add(self, projects: list[Project], pools: list[int]) -> None:
        """One kind: a sink for all when every pool is plain, else one for each."""
        if self.merge and len(projects) > 1 and all(self.plain[pool] for pool in pools):
            total = sum(self.balance[pool] for pool in pools)
            payable = [project for project in projects if project.gap <= total]
            if payable:
                need = sum(project.gap for project in payable)
                self._add_sink(payable, [(pool, min(self.balance[pool], need), 1) for pool in pools])
            return
        for project in projects:
            pipes = [(pool, *self._bounds(pool, project)) for pool in pools]
            pipes = [pipe for pipe in pipes if pipe[1]]
            if sum(most for _, most, _ in pipes) >= project.gap:
                self._add_sink([project], pipes)

    def _bounds(self, pool: int, project: Project) -> tuple[int, int]:
        if self.plain[pool]:
            return min(self.balance[pool], project.gap), 1
        (fund,) = self.pools[pool]
        return fund.most(project), fund.least(project)

    def _add_sink(self, projects: list[Project], pipes: list[tuple[int, int, int]]) -> None:
        number = len(self.alone)
        self.alone.append(len(projects) == 1)
        self.projects += projects
        self.sink += [number] * len(projects)
        self.pipes += [(pool, number, most, least) for pool, most, least in pipes]

    def network(self) -> Network:
        columns = np.array(self.pipes, dtype=np.int64).reshape(-1, 4).T.copy()
        return Network(
            pools=tuple(self.pools),
            projects=tuple(self.projects),
            balance=np.array(self.balance, dtype=np.int64),
            gap=np.array([project.gap for project in self.projects], dtype=np.int64),
            weight=np.array([project.weight for project in self.projects], dtype=np.int64),
            sink=np.array(self.sink, dtype=np.int64),
            sinks=len(self.alone),
            pool_of=columns[0],
            sink_of=columns[1],
            most=columns[2],
            least=columns[3],
            first=np.searchsorted(columns[1], np.arange(len(self.alone) + 1)),
            alone=np.array(self.alone, dtype=np.bool_),
            unit=_unit([project.gap for project in self.projects]),
        )


def _unit(gaps: list[int]) -> float:
    """A euro keeps numbers near those of the weights; where nearly all gaps are huge, a thousandth of the usual one."""
    return max(EURO, median(gaps) / 1_000_000 * EURO) if gaps else EURO


def _is_plain(fund: Fund) -> bool:
    return fund.cap is None and fund.cap_share_bp is None and fund.min_grant <= 1
