"""The whole distribution of the final total, rung by rung, piles included.

A ladder says how likely the rest stays at or below each of its rungs; the first rung is zero, so that "nothing more
comes" and "just above the goal" are piles and not slopes. Three ladders make the distribution of a campaign:

* it misses the goal: which share of what is missing still comes;
* it reaches the goal: by how much it goes beyond;
* the goal is reached already: how much is added to what is there.
"""

from dataclasses import dataclass

import numpy as np

from trousse.fundraising.campaigns.forecast.curves import Curve, chances, logits
from trousse.fundraising.campaigns.forecast.features import Array

MISSING = (0.0, 0.005, 0.01, 0.02, 0.04, 0.07, 0.1, 0.14, 0.19, 0.25, 0.33, 0.45, 0.6, 0.8, 1.0)
"""Shares of what is missing; the goal is the last rung."""
BEYOND = (0.0, 0.005, 0.01, 0.02, 0.035, 0.05, 0.08, 0.12, 0.17, 0.24, 0.35, 0.5, 0.8, 1.2, 2.0, 3.0)
"""Logarithms of total / goal: e³ is twenty times the goal."""
ADDED = (0.0, 0.005, 0.01, 0.02, 0.04, 0.07, 0.11, 0.17, 0.25, 0.35, 0.5, 0.7, 1.0, 1.5, 2.2, 3.0)
"""Logarithms of total / raised so far."""


@dataclass(frozen=True)
class Ladder:
    """One curve a rung but the last, which everything stays below."""

    rungs: tuple[float, ...]
    curves: tuple[Curve, ...]

    def below(self, columns: Array, moments: Array) -> Array:
        """Campaigns × rungs: the probability to stay at or below each; rungs never cross."""
        climbing = np.maximum.accumulate(chances(logits(self.curves, columns, moments)), axis=1)
        return np.column_stack([climbing, np.ones(len(climbing))])


def reached_at(rungs: Array, below: Array, shares: tuple[float, ...]) -> Array:
    """Campaigns × ``shares``: quantiles of distributions given by rungs; what is at or below the first is a pile."""
    found = [np.interp(shares, steps, places) for places, steps in zip(rungs, below, strict=True)]
    return np.array(found, dtype=np.float64).reshape(len(rungs), len(shares))


def mixed(reached: Array, missing: Array, beyond: Array) -> Array:
    """Of campaigns that miss or reach their goal with probability ``reached``: one distribution over both ladders."""
    fails = 1.0 - reached[:, None]
    return np.column_stack([missing * fails, fails + beyond * reached[:, None]])
