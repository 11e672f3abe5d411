"""The core: the projects that the relaxation leaves open, decided by branch and bound.

With a plan of value V in hand and a relaxation of value R, a project whose reduced cost is beyond R − V cannot change
side in anything better: it is fixed, and only the rest (a few hundred projects) is searched. HiGHS counts in floating
point, so what it finds is paid again in integers, and what it proves is told as proved by search, beside the exact
bound of the certificate.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from trousse.giving.allocation.solver.engine import Engine
from trousse.giving.allocation.solver.network import Bools, Floats, Ints, Network
from trousse.giving.allocation.solver.relaxation import Fraction, Relaxation
from trousse.giving.allocation.solver.work import Meter

MARGIN = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """What the search ended with: whole projects, the pipes that pay them, and whether nothing better exists.

    ``least`` is what the search proved that no solution is below, of whatever it was asked to keep low.
    """

    chosen: Bools
    open_pipes: Bools
    is_optimal: bool
    least: float
    was_content: bool
    """Whether something a little better may exist."""
    values: Floats


def in_doubt(root: Fraction, chosen: Bools, projects: int) -> Ints:
    """The projects that the relaxation is least sure of, first those that the plan ``chosen`` has on another side."""
    doubt = np.abs(root.reduced)
    doubt[(root.z > MARGIN) & (root.z < 1 - MARGIN)] = 0.0
    doubt[(root.z > 0.5) != chosen] = 0.0
    result: Ints = np.argsort(doubt, kind="stable")[:projects]
    return result


def within_reach(network: Network, root: Fraction, paid: Ints, *, rank: int) -> Ints:
    """The projects that one pool could pay, those it pays cheapest first: that whose unspent money is worth most
    (``rank`` 0), or the next…"""
    unspent = network.balance - np.bincount(network.pool_of, weights=paid, minlength=len(network.pools))
    pool = int(np.argsort(-unspent * root.price, kind="stable")[min(rank, len(unspent) - 1)])
    pipes = np.flatnonzero((network.pool_of == pool) & network.alone[network.sink_of])
    order = np.argsort((root.loss * network.least)[pipes], kind="stable")
    project_of = np.zeros(network.sinks, dtype=np.int64)
    project_of[network.sink] = np.arange(len(network.projects))
    result: Ints = project_of[network.sink_of[pipes[order]]]
    return result


def regretted(network: Network, root: Fraction, chosen: Bools, paid: Ints) -> Ints:
    """All projects, first those that cost a plan most: paid dearly, or on another side than the relaxation has them."""
    dearly = np.bincount(network.sink_of, weights=root.loss * paid, minlength=network.sinks)
    aside = np.where(chosen, np.maximum(-root.reduced, 0), np.maximum(root.reduced, 0))
    result: Ints = np.argsort(-(dearly[network.sink] * chosen + aside), kind="stable")
    return result


class Core:
    """The relaxation with whole projects, least grants, and everything fixed that cannot matter."""

    def __init__(self, relaxation: Relaxation, meter: Meter) -> None:
        self.network: Network = relaxation.network
        self.meter = meter
        self.highs = Engine()
        for name, value in (
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", MARGIN),
            ("mip_feasibility_tolerance", 1e-9),
            ("mip_allow_restart", False),
            ("mip_heuristic_run_rins", False),
            ("mip_heuristic_run_rens", False),
        ):
            self.highs.setOptionValue(name, value)
        self.highs.passModel(relaxation.programme())
        self.projects = len(self.network.projects)
        self._only = np.zeros(self.network.sinks, dtype=np.int64)
        self._only[self.network.sink] = np.arange(self.projects)
        whole = np.full(self.projects, highspy.HighsVarType.kInteger)
        self.highs.changeColsIntegrality(self.projects, np.arange(self.projects, dtype=np.int32), whole)
        self.gates: dict[int, int] = {}
        """By pipe: the column that opens it."""

    @property
    def columns(self) -> int:
        return int(self.highs.getNumCol())

    def fix_beyond(self, root: Fraction, value: float) -> int:
        """Fixes every project that nothing better than ``value`` can move; returns how many stay open."""
        gap = root.value - value + MARGIN
        complete = np.flatnonzero(root.reduced > gap)
        leave = np.flatnonzero(root.reduced < -gap)
        self.fix(complete, 1.0)
        self.fix(leave, 0.0)
        return self.projects - len(complete) - len(leave)

    def keep_open(self, root: Fraction, projects: Ints) -> None:
        """Fixes all but these projects, on the side where the relaxation has them."""
        sure = np.ones(self.projects, dtype=np.bool_)
        sure[projects] = False
        self.fix(np.flatnonzero(sure & (root.z > 0.5)), 1.0)
        self.fix(np.flatnonzero(sure & (root.z <= 0.5)), 0.0)

    def fix(self, projects: Ints, value: float) -> None:
        """These projects are completed (1) or left (0)."""
        bounds = np.full(len(projects), value)
        self.highs.changeColsBounds(len(projects), projects.astype(np.int32), bounds, bounds)

    def close(self, pipes: Ints) -> None:
        """Nothing flows through these pipes."""
        nothing = np.zeros(len(pipes))
        self.highs.changeColsBounds(len(pipes), (self.projects + pipes).astype(np.int32), nothing, nothing)

    def search_widely(self) -> None:
        """Also around good solutions: worth it where a search has few nodes and may not be repeated."""
        for name in ("mip_heuristic_run_rins", "mip_heuristic_run_rens"):
            self.highs.setOptionValue(name, True)

    def be_content_with(self, gap: float) -> None:
        """The search may end when nothing can be better by more than ``gap``."""
        self.highs.setOptionValue("mip_abs_gap", max(gap, MARGIN))

    def start_from(self, values: Floats) -> None:
        """A solution of this very model, known to be good."""
        solution = highspy.HighsSolution()
        solution.col_value = values
        self.highs.setSolution(solution)

    def relaxed_least(self) -> float:
        """What the relaxation says that no solution is below; -∞ when it says nothing."""
        self.highs.setOptionValue("solve_relaxation", True)
        self._limit(nodes=1)
        self.highs.run()
        self.highs.setOptionValue("solve_relaxation", False)
        info, status = self.highs.getInfo(), self.highs.getModelStatus()
        return float(info.objective_function_value) if status == highspy.HighsModelStatus.kOptimal else -np.inf

    def search(self, *, nodes: int) -> Found | None:
        """The best whole projects within ``nodes``; None when nothing was found."""
        self._limit(nodes)
        self.highs.run()
        info, status = self.highs.getInfo(), self.highs.getModelStatus()
        self.meter.nodes += max(0, info.mip_node_count)
        if status == highspy.HighsModelStatus.kTimeLimit:
            self.meter.stopped_by_clock = True
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.array(self.highs.getSolution().col_value)
        return Found(
            chosen=values[: self.projects] > 0.5,
            open_pipes=self._open(values),
            is_optimal=status == highspy.HighsModelStatus.kOptimal
            or info.objective_function_value - info.mip_dual_bound <= MARGIN,
            least=float(info.mip_dual_bound),
            was_content=info.objective_function_value - info.mip_dual_bound > MARGIN,
            values=values,
        )

    def _limit(self, nodes: int) -> None:
        self.highs.setOptionValue("mip_max_nodes", max(1, min(nodes, self.meter.nodes_left)))
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + self.meter.seconds_left())

    def _open(self, values: Floats) -> Bools:
        """Pipes without a gate are open when they may carry anything or do; the others as decided."""
        carried = values[self.projects : self.projects + self.network.pipes] * self.network.unit
        pipes: Bools = (self.network.least <= 1) | (carried > self.network.crumb)
        for pipe, gate in self.gates.items():
            pipes[pipe] = values[gate] > 0.5
        return pipes

    def add_gates(self, pipes: Ints) -> None:
        """For each pipe, into one project, that has none: ``least · gate ≤ y ≤ most · gate`` and ``gate ≤ z``."""
        pipes = np.array([pipe for pipe in pipes.tolist() if pipe not in self.gates], dtype=np.int64)
        count, first, infinity = len(pipes), self.highs.getNumCol(), highspy.kHighsInf
        if not count:
            return
        gates = first + np.arange(count)
        self.highs.addVars(count, np.zeros(count), np.ones(count))
        whole = np.full(count, highspy.HighsVarType.kInteger)
        self.highs.changeColsIntegrality(count, gates.astype(np.int32), whole)
        carried = self.projects + pipes
        least, most = self.network.least[pipes] / self.network.unit, self.network.most[pipes] / self.network.unit
        for ends, low, high, value in (
            (carried, 0.0, infinity, -least),
            (carried, -infinity, 0.0, -most),
            (self._only[self.network.sink_of[pipes]], 0.0, infinity, np.full(count, -1.0)),
        ):
            index = np.stack([ends, gates], axis=1).ravel().astype(np.int32)
            values = np.stack([np.ones(count), value], axis=1).ravel()
            starts = 2 * np.arange(count, dtype=np.int32)
            self.highs.addRows(count, np.full(count, low), np.full(count, high), 2 * count, starts, index, values)
        self.gates.update(zip(pipes.tolist(), gates.tolist(), strict=True))

    def keep_shape(self, chosen: Bools, given: Bools, open_projects: Ints, dear: Bools) -> None:
        """Projects that are not open stay as they are, and so do their least grants: given (at least that) or not.
        Open ones do without the pipes that are too ``dear``."""
        network = self.network
        is_open = np.zeros(self.projects, dtype=np.bool_)
        is_open[open_projects] = True
        self.fix(np.flatnonzero(chosen & ~is_open), 1.0)
        self.fix(np.flatnonzero(~chosen & ~is_open), 0.0)
        gated = network.least > 1
        decided = gated & ~is_open[self._only[network.sink_of]]
        pipes = np.flatnonzero(decided)
        low = np.where(given[pipes], network.least[pipes], 0) / network.unit
        high = np.where(given[pipes], network.most[pipes], 0) / network.unit
        self.highs.changeColsBounds(len(pipes), (self.projects + pipes).astype(np.int32), low, high)
        self.add_gates(np.flatnonzero(gated & ~decided & ~dear))
        self.close(np.flatnonzero(gated & ~decided & dear))

    def solution_of(self, chosen: Bools, paid: Ints) -> Floats:
        """A plan as values of the columns."""
        values = np.zeros(self.highs.getNumCol())
        values[: self.projects] = chosen
        values[self.projects : self.projects + self.network.pipes] = paid / self.network.unit
        for pipe, gate in self.gates.items():
            values[gate] = float(paid[pipe] > 0)
        return values
