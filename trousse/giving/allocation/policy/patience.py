"""Add money to a campaign today, and how much, or look again in some days? Pure, vectorised.

How a young campaign is liked is vague, and its next gifts tell much. What would be best if nothing could be added later
is therefore only a first idea: parts of it and nothing are tried, each followed by the best that could be added
``WAIT`` days later, when gifts have told one of ``SIGNALS``. Money goes today where that beats waiting.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trousse.giving.allocation.policy.morning import SEEDS, Morning
from trousse.giving.allocation.policy.response import Array

WAIT = 5.0
"""Days."""
SIGNALS = np.array([-1.09, 0.0, 1.09])
"""Means of the thirds of the normal law: gifts disappoint, are as foreseen, or surprise."""
TRIED = np.array([0.0, 0.5, 1.0, 1.5])
"""Multiples of the first idea."""
WORTHWHILE = 0.02
"""Least success that a seed must add, in expectation: less may be an error of the forecast, and tomorrow tells more."""

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Offer:
    """``cents`` that the campaign of that row should be given today, and the successes that this adds."""

    row: int
    cents: float
    gain: float


def offers(morning: Morning, price: Array) -> list[Offer]:
    """What is worth giving today, the best use of a cent first."""
    worths = morning.worths(price)
    best = worths.argmax(axis=1)
    gains = worths.max(axis=1) - worths[:, 0]
    rows = np.flatnonzero((best > 0) & (gains > WORTHWHILE))
    ideas = morning.added[rows, best[rows]]
    may_wait = morning.outlook.days_left[rows] >= WAIT
    found = [
        *_as_offers(rows[~may_wait], ideas[~may_wait], gains[rows[~may_wait]]),
        *_weighed(morning, price, rows[may_wait], ideas[may_wait]),
    ]
    return sorted(found, key=lambda offer: (-offer.gain / offer.cents, offer.row))


def _weighed(morning: Morning, price: Array, rows: Rows, ideas: Array) -> list[Offer]:
    """The best multiple of each idea, where it beats giving nothing and looking again."""
    if not len(rows):
        return []
    outlook = morning.outlook.of(rows)
    tried = np.minimum(ideas[:, None] * TRIED, outlook.gap[:, None])
    worths = np.column_stack([_revisited(morning, price, rows, amounts) for amounts in tried.T])
    best = worths.argmax(axis=1)
    gains = worths.max(axis=1) - worths[:, 0]
    chosen = gains > WORTHWHILE
    return _as_offers(rows[chosen], tried[chosen, best[chosen]], gains[chosen])


def _revisited(morning: Morning, price: Array, rows: Rows, today: Array) -> Array:
    """What each is worth with these cents added today, and the best added once its gifts have told more."""
    after = morning.outlook.of(rows).after(WAIT, today, morning.response, SIGNALS)
    most = np.maximum(0.0, after.gap)[:, None]
    later = Morning(
        after,
        morning.response,
        np.minimum(np.tile(today, len(SIGNALS))[:, None] + SEEDS * after.goal[:, None], most),
        morning.reach.of(np.tile(rows, len(SIGNALS))),
        np.tile(morning.away[rows], len(SIGNALS)),
        np.tile(morning.worth[rows], len(SIGNALS)),
    )
    return np.asarray(later.worths(price).max(axis=1).reshape(len(SIGNALS), -1).mean(axis=0), dtype=np.float64)


def _as_offers(rows: Rows, cents: Array, gains: Array) -> list[Offer]:
    return [Offer(*each) for each in zip(rows.tolist(), cents.tolist(), gains.tolist(), strict=True)]
