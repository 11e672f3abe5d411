"""Fewer pipes: most of the money that could flow to a project never would, at any good price.

Caps and least grants keep projects apart: 300 capped funds and 10,000 projects are 650,000 pipes. At given prices a
project fills its gap by the cheapest of them. So good prices are guessed first, without any linear programme: a pool
that is asked for more than it has becomes dearer, one that is asked for less becomes cheaper. Then the network keeps
the pipes that were of use near those prices. Bounds are always counted on the whole network.
"""

from dataclasses import dataclass, replace

import numpy as np

from trousse.giving.allocation.solver.network import Bools, Floats, Ints, Network
from trousse.giving.allocation.solver.work import Meter

GUESSES = 200
"""Steps of the guess of prices."""
FIRST_STEP, LAST_STEP = 0.1, 0.002
"""How far a price moves when its pool is asked for twice what it has: at first, and in the end (1: the mean price)."""
MOST_EXCESS = 30.0
SETTLED = 150
"""From this step on pipes that are of use are kept."""
TIMES = 1.5
"""How often the pipes that are kept could pay a gap."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What projects would take at some prices: ``before`` is what cheaper pipes into the same sink can carry."""

    before: Floats
    taken: Floats
    asked: Floats
    """By pool, the cents that projects worth their cost ask for."""
    bound: float
    """No plan weighs more (in floating point)."""


class Market:
    """The pipes of a network, filled in order of price."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.balance = network.balance.astype(np.float64)
        self.most = network.most.astype(np.float64)
        # Several projects of one sink are filled as one: their pools are not capped.
        self.gap = np.bincount(network.sink, weights=network.gap, minlength=network.sinks)
        self.weight = np.bincount(network.sink, weights=network.weight, minlength=network.sinks)

    def filling(self, price: Floats) -> Filling:
        """Every gap filled by the cheapest pipes; a sink takes part as far as it is worth what it costs."""
        network = self.network
        rank = np.empty(len(price), dtype=np.int64)
        rank[np.argsort(price, kind="stable")] = np.arange(len(price))
        order = np.argsort(network.sink_of * len(price) + rank[network.pool_of], kind="stable")
        carried = np.cumsum(self.most[order])
        start = network.first[:-1]
        base = np.repeat(carried[start] - self.most[order][start], np.diff(network.first))
        before = np.empty(network.pipes)
        before[order] = carried - self.most[order] - base
        amount = np.clip(self.gap[network.sink_of] - before, 0, self.most)
        cost = np.bincount(network.sink_of, weights=amount * price[network.pool_of], minlength=network.sinks)
        surplus = np.maximum(self.weight - cost, 0)
        taken = amount * (surplus > 0)[network.sink_of]
        asked: Floats = np.bincount(network.pool_of, weights=taken, minlength=len(price)).astype(np.float64)
        return Filling(before, taken, asked, float(self.balance @ price + surplus.sum()))

    def cheap(self, price: Floats) -> Bools:
        """The cheapest pipes into each project that could pay its gap ``TIMES`` over; all those into several."""
        cheap: Bools = self.filling(price).before < TIMES * self.gap[self.network.sink_of]
        cheap[~self.network.alone[self.network.sink_of]] = True
        return cheap


@dataclass(frozen=True, slots=True)
class Guess:
    """Good prices (weight per cent, by pool), and the pipes that were of use near them."""

    price: Floats
    used: Bools


def guess(network: Network, meter: Meter) -> Guess:
    """Prices at which projects ask each pool for about what it has: those of the best bound seen."""
    market = Market(network)
    price = np.full(len(network.pools), _common_price(network))
    moved = price[0]
    best, found, used = np.inf, price, np.zeros(network.pipes, dtype=np.bool_)
    for number in range(GUESSES):
        filling = market.filling(price)
        if filling.bound < best:
            best, found = filling.bound, price
        if number >= SETTLED:
            used |= filling.taken > 0
        if meter.is_over():
            break
        step = moved * FIRST_STEP * (LAST_STEP / FIRST_STEP) ** (number / GUESSES)
        price = np.maximum(price + step * np.minimum(filling.asked / market.balance - 1, MOST_EXCESS), 0)
    return Guess(found, used | market.cheap(found))


def _common_price(network: Network) -> float:
    """The price at which all the money together would pay the projects that are worth it."""
    worth = network.weight / network.gap
    order = np.argsort(-worth, kind="stable")
    paid = np.cumsum(network.gap[order].astype(np.float64))
    last = min(int(np.searchsorted(paid, float(network.balance.sum()))), len(order) - 1)
    return max(float(worth[order[last]]), 1e-9)


@dataclass(frozen=True, slots=True)
class Thinned:
    """A network, the whole one it comes from, and the pipe of that for each of its own."""

    network: Network
    whole: Network
    kept: Ints

    @property
    def is_whole(self) -> bool:
        return self.network is self.whole

    def on_whole(self, cents: Floats) -> Floats:
        """By pipe of the whole network."""
        spread = np.zeros(self.whole.pipes)
        spread[self.kept] = cents
        return spread

    def kept_of(self, pipes: Ints) -> Ints:
        """Those of these pipes of the whole network that were kept, by their new number."""
        place = np.searchsorted(self.kept, pipes)
        there = self.kept[np.minimum(place, len(self.kept) - 1)] == pipes
        result: Ints = place[there]
        return result


def not_thinned(network: Network) -> Thinned:
    """All its pipes."""
    return Thinned(network, network, np.arange(network.pipes, dtype=np.int64))


def thinned(whole: Network, kept: Bools) -> Thinned:
    """The same pools, sinks and projects, with these pipes only."""
    network = replace(
        whole,
        pool_of=whole.pool_of[kept],
        sink_of=whole.sink_of[kept],
        most=whole.most[kept],
        least=whole.least[kept],
        first=np.searchsorted(whole.sink_of[kept], np.arange(whole.sinks + 1)),
    )
    return Thinned(network, whole, np.flatnonzero(kept))
