"""Campaigns on a morning, what could be added to each, and what each would then cost the funds. Pure, vectorised."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from trousse.giving.allocation.policy.outlook import FUTURES, Outlook
from trousse.giving.allocation.policy.prices import Bill, Reach, Wanted, bill
from trousse.giving.allocation.policy.response import Array, Response

SEEDS = np.array([0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5])
"""Shares of the goal that may be added in a morning."""
LOCKED = 2.0
"""Charge for money that lies in a campaign which fails, times the part of the season during which it lies there."""
HALVES = FUTURES // 2


@dataclass(frozen=True)
class Morning:
    """Campaigns of one kind (open, or still to open), one a row, and the amounts that could be added to each."""

    outlook: Outlook
    response: Response
    added: Array
    reach: Reach
    away: Array
    """Part of the rest of the season before it closes: until then, money in it serves nobody else."""
    worth: Array
    """What the success of each counts, in ordinary ones."""
    count: float = 1.0
    """How many campaigns each row stands for."""

    @cached_property
    def needs(self) -> Array:
        """See ``Outlook.needs``."""
        return self.outlook.needs(self.response, self.added)

    def worths(self, price: Array) -> Array:
        """Campaigns × amounts: successes, less what they cost elsewhere."""
        costs: Bill = bill(self.reach, price, self.needs, self.outlook.granted, self.added)
        worth = self.worth[:, None, None]
        idle = costs.seeds * (costs.whole > worth).mean(axis=2) * self.away[:, None]
        return np.asarray(np.maximum(0.0, worth - costs.whole).mean(axis=2) - LOCKED * idle, dtype=np.float64)

    def wanted(self, price: Array) -> Wanted:
        """What completing each would take, with the amount that is best at these prices; two futures a row."""
        best = self.worths(price).argmax(axis=1)
        rows = np.arange(len(best))
        needs = self.needs[rows, best].reshape(len(best), HALVES, 2).mean(axis=2)
        seeded = (self.added[rows, best] > 0)[:, None]
        rooms = np.maximum(self.reach.later, self.reach.now * seeded)
        return Wanted(
            amount=(needs - self.outlook.granted[:, None]).ravel(),
            rooms=np.repeat(rooms, HALVES, axis=0),
            had=np.repeat(self.reach.had, HALVES, axis=0),
            worth=np.repeat(self.worth, HALVES),
            count=np.full(needs.size, self.count / HALVES),
        )
