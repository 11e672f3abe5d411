"""The linear relaxation: projects may be completed in part. It says what a cent of each pool is worth.

Solved by HiGHS on one thread, counted in simplex iterations: the same problem gives the same vertex at any speed.
Its floating-point numbers only guide; bounds and cents are exact, and made elsewhere.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from trousse.giving.allocation.solver.engine import Engine
from trousse.giving.allocation.solver.families import Families, Row
from trousse.giving.allocation.solver.network import Bools, Floats, Ints, Network
from trousse.giving.allocation.solver.thinning import Thinned
from trousse.giving.allocation.solver.work import Meter


@dataclass(frozen=True, slots=True)
class Fraction:
    """An optimum of the relaxation: ``z`` by project, ``y`` cents by pipe, ``price`` weight per cent by pool."""

    value: float
    z: Floats
    y: Floats
    price: Floats
    bottlenecks: tuple[tuple[float, Row], ...]
    """Those that bind, with their price (weight per cent)."""
    reduced: Floats
    """By project: what a whole more of it would add to the value."""
    loss: Floats
    """By pipe: what a cent through it would take from the value (0 for those in use)."""


class Relaxation:
    """A linear programme that grows rows where its optimum is too kind, and whose projects can be fixed."""

    def __init__(self, thinned: Thinned, meter: Meter) -> None:
        self.network = network = thinned.network
        self.thinned = thinned
        self.meter = meter
        self.families = Families(thinned.whole)
        self.rows: list[Row | None] = []
        """What was added to the programme, in order; None for a bounded pipe."""
        self.only = np.zeros(network.sinks, dtype=np.int64)
        """By sink that is one project: which."""
        self.only[network.sink] = np.arange(len(network.projects))
        self._bounded: Bools = np.zeros(network.pipes, dtype=np.bool_)
        self._highs = Engine()
        self._highs.passModel(_programme(network))

    def solve(self) -> Fraction | None:
        """The optimum; None when there is none, or when the work or the clock do not suffice."""
        self._highs.setOptionValue("simplex_iteration_limit", self.meter.iterations_left)
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self.meter.seconds_left())
        self._highs.run()
        info, status = self._highs.getInfo(), self._highs.getModelStatus()
        self.meter.iterations += max(0, info.simplex_iteration_count)
        if status == highspy.HighsModelStatus.kTimeLimit:
            self.meter.stopped_by_clock = True
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        values = np.array(solution.col_value)
        dual, reduced = np.array(solution.row_dual), np.array(solution.col_dual)
        projects, pools = len(self.network.projects), len(self.network.pools)
        added = dual[pools + self.network.sinks :].tolist()
        return Fraction(
            value=-float(info.objective_function_value),
            z=np.clip(values[:projects], 0, 1),
            y=np.maximum(values[projects:], 0) * self.network.unit,
            price=np.maximum(-dual[:pools], 0) / self.network.unit,
            bottlenecks=tuple(
                (price / self.network.unit, row)
                for price, row in zip(added, self.rows, strict=True)
                if row is not None and price > 0
            ),
            reduced=-reduced[:projects],
            loss=np.maximum(reduced[projects:], 0) / self.network.unit,
        )

    def tighten(self, at: Fraction, *, families: int) -> int:
        """Adds the rows that ``at`` breaks; returns how many: pipes thicker than their share, then bottlenecks."""
        thick = self._thick_pipes(at)
        self._bounded[thick] = True
        rows = list(self.families.broken(at.z, self.thinned.on_whole(at.y), most=families))
        self._add_pipe_rows(thick)
        self._add_rows(rows)
        return len(thick) + len(rows)

    def bound(self, projects: Ints, low: float, high: float) -> None:
        """From now on these projects are between ``low`` and ``high``."""
        count = len(projects)
        self._highs.changeColsBounds(count, projects.astype(np.int32), np.full(count, low), np.full(count, high))

    def bound_pipes(self, pipes: Ints, low: Ints, high: Ints) -> None:
        """From now on these pipes carry between ``low`` and ``high`` cents."""
        columns = (len(self.network.projects) + pipes).astype(np.int32)
        self._highs.changeColsBounds(len(pipes), columns, low / self.network.unit, high / self.network.unit)

    def free(self) -> None:
        """Every project and pipe is bounded by the problem alone again."""
        network = self.network
        columns = np.arange(len(network.projects) + network.pipes, dtype=np.int32)
        self._highs.changeColsBounds(len(columns), columns, np.zeros(len(columns)), _most(network))

    def is_exhausted(self) -> bool:
        """Whether work or clock, rather than the problem, said no."""
        return self.meter.iterations_left == 0 or self.meter.is_over()

    def programme(self) -> highspy.HighsLp:
        """A copy of the programme as it has grown."""
        return self._highs.getLp()

    def _thick_pipes(self, at: Fraction) -> Ints:
        """Pipes into one project that carry more than ``most`` times its share, and have no row for it yet."""
        network = self.network
        candidates = network.alone[network.sink_of] & ~self._bounded
        allowed = network.most * at.z[self.only[network.sink_of]]
        return np.flatnonzero(candidates & (at.y > allowed + 0.01 * network.unit))

    def _add_pipe_rows(self, pipes: Ints) -> None:
        """``most · z − y ≥ 0`` for pipes into one project."""
        network, count = self.network, len(pipes)
        if not count:
            return
        projects = self.only[network.sink_of[pipes]]
        index = np.stack([projects, len(network.projects) + pipes], axis=1).ravel()
        values = np.stack([network.most[pipes] / network.unit, np.full(count, -1.0)], axis=1).ravel()
        self._append(np.zeros(count), np.full(count, 2), index, values)
        self.rows += [None] * count

    def _add_rows(self, rows: list[Row]) -> None:
        if not rows:
            return
        projects = len(self.network.projects)
        sides = [(row, self.thinned.kept_of(row.pipes)) for row in rows]
        index = [part for row, pipes in sides for part in (row.projects, pipes + projects)]
        values = [part for row, pipes in sides for part in (-row.values / self.network.unit, np.ones(len(pipes)))]
        lengths = np.array([len(row.projects) + len(pipes) for row, pipes in sides])
        least = np.array([row.least / self.network.unit for row in rows])
        self._append(least, lengths, np.concatenate(index), np.concatenate(values))
        self.rows += rows

    def _append(self, least: Floats, lengths: Ints, index: Ints, values: Floats) -> None:
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        unbounded = np.full(len(least), highspy.kHighsInf)
        self._highs.addRows(
            len(least), least, unbounded, len(index), starts.astype(np.int32), index.astype(np.int32), values
        )


def _programme(network: Network) -> highspy.HighsLp:
    """max Σ weight·z with, by pool, Σ y ≤ balance and, by sink, Σ y = Σ gap·z. Projects are the first columns."""
    projects, pipes, pools = len(network.projects), network.pipes, len(network.pools)
    programme = highspy.HighsLp()
    programme.num_col_ = projects + pipes
    programme.num_row_ = pools + network.sinks
    # A count breaks ties of weight, and completes projects that weigh nothing.
    worth = network.weight + 1 / (1 + projects)
    programme.col_cost_ = np.concatenate([-worth, np.zeros(pipes)])
    programme.col_lower_ = np.zeros(projects + pipes)
    programme.col_upper_ = _most(network)
    programme.row_lower_ = np.concatenate([np.full(pools, -highspy.kHighsInf), np.zeros(network.sinks)])
    programme.row_upper_ = np.concatenate([network.balance / network.unit, np.zeros(network.sinks)])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = np.concatenate([np.arange(projects), projects + 2 * np.arange(pipes + 1)])
    ends = np.stack([network.pool_of, pools + network.sink_of], axis=1).ravel()
    programme.a_matrix_.index_ = np.concatenate([pools + network.sink, ends])
    programme.a_matrix_.value_ = np.concatenate([-network.gap / network.unit, np.ones(2 * pipes)])
    return programme


def _most(network: Network) -> Floats:
    """By column. A pipe into several projects is bounded by its pool alone: scarcity shows in the price of the pool."""
    widths = np.where(network.alone[network.sink_of], network.most / network.unit, highspy.kHighsInf)
    return np.concatenate([np.ones(len(network.projects)), widths])
