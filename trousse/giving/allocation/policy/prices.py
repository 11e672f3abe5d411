"""What a cent of each fund is worth: the successes that it could buy until the season ends. Pure, vectorised.

A price is how many successes a cent buys elsewhere. Where money is scarce it is dear; where a restriction leaves more
money than need it falls to nothing, and the fund may complete costly projects. Prices move every morning towards those
at which what is wanted is what there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from trousse.giving.allocation.policy.response import Array

STEP = 0.2
"""Most that the log of a price moves in one round."""
SOFT = 0.15
"""How gradually, in log of cost, a project stops being wanted: a season of few projects must not shake the prices."""
NEAR = 0.15
"""How much dearer, in log, a fund is when it is called a third as much as the cheapest."""
PASSES = 2
LEAST = 1e-9
ALMOST = 0.5
"""Cents: less is the arithmetic's."""


@dataclass(frozen=True)
class Reach:
    """What funds may still give to campaigns, one a row, one fund a column: today, on the last evening; and gave."""

    now: Array
    later: Array
    had: Array

    def of(self, rows: npt.NDArray[np.intp]) -> "Reach":
        """The campaigns of these rows, in this order; one may come several times."""
        return Reach(self.now[rows], self.later[rows], self.had[rows])

    def cheapest_first(self, price: Array) -> "Reach":
        """Funds in order of price."""
        order = np.argsort(price, kind="stable")
        return Reach(self.now[:, order], self.later[:, order], self.had[:, order])


@dataclass(frozen=True)
class Bill:
    """What each option costs, in successes not had elsewhere."""

    seeds: Array
    """Campaigns × options: the price of the money added today."""
    whole: Array
    """Campaigns × options × futures: the price of all that funds will have given; infinite if they cannot."""


def bill(reach: Reach, price: Array, needs: Array, granted: Array, added: Array) -> Bill:
    """Cheapest funds first: ``added`` today, the rest of ``needs`` on the last evening (see ``Outlook.needs``)."""
    ordered, prices = reach.cheapest_first(price), np.sort(price, kind="stable")
    now = ordered.now[:, None, :]
    seeds = np.clip(added[:, :, None] - (np.cumsum(now, axis=-1) - now), 0.0, now)
    left = np.maximum(0.0, ordered.later[:, None, :] - seeds)
    before = np.cumsum(left, axis=-1) - left
    rest = np.maximum(0.0, needs - (granted[:, None] + added)[:, :, None])
    paid = seeds @ prices
    whole = (ordered.had @ prices)[:, None, None] + paid[:, :, None] + np.zeros_like(rest)
    for fund in np.flatnonzero(ordered.later.any(axis=0)):
        rows = np.flatnonzero(ordered.later[:, fund] > 0)
        part = np.clip(rest[rows] - before[rows, :, fund, None], 0.0, left[rows, :, fund, None])
        whole[rows] += prices[fund] * part
    unpaid = added - seeds.sum(axis=-1) > ALMOST
    short = unpaid[:, :, None] | (rest - left.sum(axis=-1)[:, :, None] > ALMOST)
    return Bill(paid, np.where(short, np.inf, whole))


@dataclass(frozen=True)
class Wanted:
    """Completions that may be wanted, one a row: cents still to pay, what funds may pay and have paid, how many.

    ``worth``: what one counts, in ordinary ones.
    """

    amount: Array
    rooms: Array
    had: Array
    worth: Array
    count: Array

    @classmethod
    def of(cls, parts: Sequence["Wanted"]) -> "Wanted":
        """All of them together."""
        return cls(*(np.concatenate([getattr(each, field.name) for each in parts]) for field in fields(cls)))

    def within(self, supply: Array) -> "Wanted":
        """A fund gives no more than it has, whatever its rules allow."""
        return replace(self, rooms=np.minimum(self.rooms, supply))


def settled(price: Array, supply: Array, wanted: Wanted, rounds: int) -> Array:
    """Prices after some rounds towards those at which demand meets ``supply`` (cents of each fund)."""
    demand = wanted.within(supply)
    usable = demand.rooms > 0
    for _ in range(rounds):
        logs = np.log(price)
        cheapest = np.where(usable, logs, np.inf).min(axis=1, initial=50.0)
        pull = supply * np.exp(np.clip((cheapest[:, None] - logs) / NEAR, -40.0, 0.0))
        given = _split(demand.amount, demand.rooms, pull)
        whole = given + demand.had
        payable = demand.amount - given.sum(axis=1) <= 2 * ALMOST
        called = (demand.count * payable * _wish(whole @ price / demand.worth)) @ whole
        push = np.clip(np.log((called + 1.0) / (supply + 1.0)), -1.0, 1.0)
        price = np.maximum(LEAST, price * np.exp(STEP * push))
    return price


def _split(amount: Array, rooms: Array, pull: Array) -> Array:
    """Each amount shared among its rooms in proportion to their pull; equal prices share, or prices never settle."""
    given = np.zeros_like(rooms)
    for _ in range(PASSES):
        drawn = (rooms - given > ALMOST) * pull
        left = amount - given.sum(axis=1)
        given = np.minimum(rooms, given + drawn * (left / np.maximum(drawn.sum(axis=1), 1e-300))[:, None])
    return given


def _wish(cost: Array) -> Array:
    """How much a success of that cost, for what it counts, is wanted: from 0 to 1, and half at 1."""
    logs = np.log(np.maximum(cost, 1e-12))
    return np.asarray(1.0 / (1.0 + np.exp(np.clip(logs / SOFT, -40.0, 40.0))), dtype=np.float64)
