"""From parts of projects to whole ones: a dive through the relaxation.

What is nearly complete is completed first, because the cents that it lacks buy a whole project. Then grants that are
too small are raised or dropped. Each step is a new optimum of the relaxation: money is rerouted for the whole set,
never patched. What is still in parts at the end is left, which only frees money.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np

from trousse.giving.allocation.solver.network import Bools, Ints, Network
from trousse.giving.allocation.solver.relaxation import Fraction, Relaxation

WHOLE = 1e-6
"""A part within this of 0 or 1 is 0 or 1."""
NEARLY = 0.5
"""From here on projects are completed, by halves of the list; below they are left."""
FREE_ROUNDS = 12
"""From this round on no new pipe may carry a grant that has a least: else every round finds others."""
MUCH = 0.99
"""Of the smallest difference of two weights: a dive that promises less is over."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """Whole projects, and the pipes that pay them: each gives nothing or its least grant and more."""

    chosen: Bools
    open_pipes: Bools
    shaped: Fraction
    """The relaxation once its first small grants were decided, before any project was: parts of projects again."""


def dive(relaxation: Relaxation, start: Fraction, *, steps: int, enough: float | None = None) -> Rounded:
    """The best whole projects seen on the way. Leaves every project and pipe free.

    ``enough``: the part of a least grant from which it is raised, below it is dropped; None: they do not matter.
    """
    rounded = _Dive(relaxation, enough).run(start, steps)
    relaxation.free()
    return rounded


class _Dive:
    def __init__(self, relaxation: Relaxation, enough: float | None) -> None:
        self.relaxation = relaxation
        self.enough = enough or 0.0
        self.network: Network = relaxation.network
        self.gated: Bools = (self.network.least > 1) & (enough is not None)
        self.completed = np.zeros(len(self.network.projects), dtype=np.bool_)
        """Projects that the dive asks for."""
        self.asked = False
        """Whether any project was completed or left."""
        self.rounds = 0
        """How often grants that were too small were decided."""

    def run(self, start: Fraction, steps: int) -> Rounded:
        worth = self.network.weight + 1 / (1 + len(start.z))
        step = gcd(*self.network.weight.tolist()) or 1
        current: Fraction | None = start
        rounded = self._rounded(start)
        shaped = start
        best = float(worth[rounded[0]].sum())
        for _ in range(steps):
            if current is None or current.value < best + MUCH * step or self.relaxation.is_exhausted():
                break
            current = self._step(current)
            if current is None:
                break
            if not self.asked:
                shaped = current
            found = self._rounded(current)
            if (value := float(worth[found[0]].sum())) > best:
                best, rounded = value, found
        return Rounded(*rounded, shaped)

    def _rounded(self, current: Fraction) -> tuple[Bools, Bools]:
        """What is whole as it stands, by grants that are large enough; all else is left, which only frees money."""
        chosen = current.z > 1 - WHOLE
        if self.gated.any():
            chosen[self._small(current)[1]] = False
        return chosen, ~self.gated | (current.y >= self.network.least - self.network.crumb)

    def _small(self, current: Fraction) -> tuple[Ints, Ints]:
        """Pipes that give something, but less than their least grant; and the projects they lead to."""
        small = np.flatnonzero(
            self.gated & (current.y > self.network.crumb) & (current.y < self.network.least - self.network.crumb)
        )
        return small, self.relaxation.only[self.network.sink_of[small]]

    def _step(self, current: Fraction) -> Fraction | None:
        """Decides small grants; else completes what is nearly complete; else leaves what is still in parts."""
        small, projects = self._small(current)
        small = small[current.z[projects] > 1 - WHOLE]
        if len(small):
            return self._decide(small, current)
        self.asked = True
        undecided = np.flatnonzero((current.z > WHOLE) & (current.z <= 1 - WHOLE))
        nearly = undecided[current.z[undecided] >= NEARLY]
        if len(nearly):
            return self._complete(nearly, current)
        order = undecided[np.lexsort((undecided, current.z[undecided]))]
        return self._leave(order[: (len(order) + 1) // 2])

    def _complete(self, nearly: Ints, current: Fraction) -> Fraction | None:
        """The first half of these projects, or less if that cannot be paid; if not even one, the first is left."""
        order = nearly[np.lexsort((nearly, -self.network.weight[nearly], -current.z[nearly]))]
        batch = (len(order) + 1) // 2
        while batch:
            self.relaxation.bound(order[:batch], 1.0, 1.0)
            found = self.relaxation.solve()
            if found is not None:
                self.completed[order[:batch]] = True
                return found
            self.relaxation.bound(order[:batch], 0.0, 1.0)
            if self.relaxation.is_exhausted():
                return None
            batch //= 2
        return self._leave(order[:1])

    def _leave(self, projects: Ints) -> Fraction | None:
        """None of them is completed; their grants bind nobody any more."""
        if not len(projects):
            return None
        self._bound_left(projects)
        return self.relaxation.solve()

    def _bound_left(self, projects: Ints) -> None:
        self.relaxation.bound(projects, 0.0, 0.0)
        if self.gated.any():
            left = np.zeros(len(self.completed), dtype=np.bool_)
            left[projects] = True
            pipes = np.flatnonzero(self.gated & left[self.relaxation.only[self.network.sink_of]])
            nothing = np.zeros(len(pipes), dtype=np.int64)
            self.relaxation.bound_pipes(pipes, nothing, nothing)

    def _decide(self, small: Ints, current: Fraction) -> Fraction | None:
        """Raises the grants that are nearly enough and drops the others, the clearest half first; should that be
        impossible, drops them all, and asks for no project any more."""
        share = current.y[small] / self.network.least[small]
        order = np.lexsort((small, -np.abs(share - self.enough)))[: (len(small) + 1) // 2]
        pipes, least, most = small[order], self.network.least[small[order]], self.network.most[small[order]]
        raised = share[order] >= self.enough
        self.rounds += 1
        if self.rounds > FREE_ROUNDS:
            unused = np.flatnonzero(self.gated & (current.y <= self.network.crumb))
            self.relaxation.bound_pipes(unused, np.zeros_like(unused), np.zeros_like(unused))
        self.relaxation.bound_pipes(pipes, np.where(raised, least, 0), np.where(raised, most, 0))
        found = self.relaxation.solve()
        if found is not None or self.relaxation.is_exhausted():
            return found
        self.relaxation.bound_pipes(pipes, np.zeros_like(pipes), np.zeros_like(pipes))
        self.relaxation.bound(np.flatnonzero(self.completed), 0.0, 1.0)
        self.completed[:] = False
        return self.relaxation.solve()
