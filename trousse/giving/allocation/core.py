"""The core: the projects that the relaxation leaves open, decided by branch and bound.

With a plan of value V in hand and a relaxation of value R, a project whose reduced cost is beyond R − V cannot change
side in anything better: it is fixed, and only the rest (a few hundred projects) is searched. HiGHS counts in floating
point, so what it finds is paid again in integers, and what it proves is told as proved by search, beside the exact
bound of the certificate.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from trousse.giving.allocation.engine import Engine
from trousse.giving.allocation.network import Bools, Floats, Ints, Network
from trousse.giving.allocation.relaxation import EURO, Fraction, Relaxation
from trousse.giving.allocation.work import Meter

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
        ):
            self.highs.setOptionValue(name, value)
        self.highs.passModel(relaxation.programme())
        self.projects = len(self.network.projects)
        whole = np.full(self.projects, highspy.HighsVarType.kInteger)
        self.highs.changeColsIntegrality(self.projects, np.arange(self.projects, dtype=np.int32), whole)
        self.gates: dict[int, int] = {}
        """By pipe with a least grant: the column that opens it."""
        self._add_gates(np.flatnonzero(self.network.least > 1))

    def fix_beyond(self, root: Fraction, value: float) -> int:
        """Fixes every project that nothing better than ``value`` can move; returns how many stay open."""
        gap = root.value - value + MARGIN
        complete = np.flatnonzero(root.reduced > gap)
        leave = np.flatnonzero(root.reduced < -gap)
        self.fix(complete, 1.0)
        self.fix(leave, 0.0)
        return self.projects - len(complete) - len(leave)

    def keep_open(self, root: Fraction, projects: int) -> None:
        """Fixes all but the ``projects`` that the relaxation is least sure of, on the side where it has them."""
        doubt = np.abs(root.reduced)
        doubt[(root.z > MARGIN) & (root.z < 1 - MARGIN)] = 0.0
        sure = np.argsort(doubt, kind="stable")[projects:]
        self.fix(sure[root.z[sure] > 0.5], 1.0)
        self.fix(sure[root.z[sure] <= 0.5], 0.0)

    def fix(self, projects: Ints, value: float) -> None:
        """These projects are completed (1) or left (0)."""
        bounds = np.full(len(projects), value)
        self.highs.changeColsBounds(len(projects), projects.astype(np.int32), bounds, bounds)

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
        """Pipes without a gate are open; the others as decided."""
        pipes: Bools = np.ones(self.network.pipes, dtype=np.bool_)
        for pipe, column in self.gates.items():
            pipes[pipe] = values[column] > 0.5
        return pipes

    def _add_gates(self, pipes: Ints) -> None:
        """``least · gate ≤ y ≤ most · gate`` and ``gate ≤ z``, a gate being open or not."""
        only = np.zeros(self.network.sinks, dtype=np.int64)
        only[self.network.sink] = np.arange(self.projects)
        for pipe in pipes.tolist():
            self.add_gate(pipe, int(only[self.network.sink_of[pipe]]))

    def add_gate(self, pipe: int, project: int) -> None:
        """A column that is 1 when this pipe into this project carries anything."""
        gate = self.highs.getNumCol()
        self.highs.addVar(0, 1)
        self.highs.changeColIntegrality(gate, highspy.HighsVarType.kInteger)
        column, infinity = self.projects + pipe, highspy.kHighsInf
        least, most = int(self.network.least[pipe]) / EURO, int(self.network.most[pipe]) / EURO
        for ends, low, high, values in (
            ((column, gate), 0.0, infinity, (1.0, -least)),
            ((column, gate), -infinity, 0.0, (1.0, -most)),
            ((project, gate), 0.0, infinity, (1.0, -1.0)),
        ):
            self.highs.addRow(low, high, 2, np.array(ends, dtype=np.int32), np.array(values))
        self.gates[pipe] = gate
