"""From parts of projects to whole ones: a dive through the relaxation.

What is nearly complete is completed first, because the cents that it lacks buy a whole project. Each step is a new
optimum of the relaxation: money is rerouted for the whole set, never patched. What is still in parts at the end is
left, which only frees money.
"""

from math import gcd

import numpy as np

from trousse.giving.allocation.solver.network import Bools, Ints
from trousse.giving.allocation.solver.relaxation import Fraction, Relaxation

WHOLE = 1e-6
"""A part within this of 0 or 1 is 0 or 1."""
NEARLY = 0.5
"""From here on projects are completed, by halves of the list; below they are left."""
MUCH = 0.99
"""Of the smallest difference of two weights: a dive that promises less is over."""


def dive(relaxation: Relaxation, start: Fraction, *, steps: int) -> Bools:
    """The best whole projects seen on the way (least grants aside). Leaves every project free."""
    worth = relaxation.network.weight + 1 / (1 + len(start.z))
    step = gcd(*relaxation.network.weight.tolist()) or 1
    current: Fraction | None = start
    best, chosen = -1.0, start.z > 1 - WHOLE
    for _ in range(steps):
        if current is None:
            break
        whole = current.z > 1 - WHOLE
        if (value := float(worth[whole].sum())) > best:
            best, chosen = value, whole
        undecided = np.flatnonzero((current.z > WHOLE) & ~whole)
        if not len(undecided) or current.value < best + MUCH * step or relaxation.is_exhausted():
            break
        current = _decide(relaxation, undecided, current)
    relaxation.bound(np.arange(len(start.z), dtype=np.int64), 0.0, 1.0)
    return chosen


def _decide(relaxation: Relaxation, undecided: Ints, current: Fraction) -> Fraction | None:
    """Completes the first half of what is nearly complete, or less if that cannot be paid; else leaves the rest."""
    nearly = undecided[current.z[undecided] >= NEARLY]
    order = nearly[np.lexsort((nearly, -relaxation.network.weight[nearly], -current.z[nearly]))]
    batch = (len(order) + 1) // 2
    while batch:
        relaxation.bound(order[:batch], 1.0, 1.0)
        found = relaxation.solve()
        if found is not None:
            return found
        relaxation.bound(order[:batch], 0.0, 1.0)
        if relaxation.is_exhausted():
            return None
        batch //= 2
    relaxation.bound(order[:1] if len(order) else undecided, 0.0, 0.0)
    return relaxation.solve()
