"""A bound that anyone can check with pencil and paper: integer prices, exact sums. Pure.

Put a price on a cent of every pool. Money used at its price costs nobody more than the pools are worth together, so

    Σ balance · price  +  Σ over projects of max(0, weight − cost of filling the gap at the cheapest prices)

is never below the weight of any plan, *whatever the prices*. Bottlenecks (families.py) may be priced too: each is true
of every plan, so it may be added with any multiplier ≥ 0. Prices come from the relaxation, rounded to integers: its
floating-point errors can only make the bound a little worse, never wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from trousse.giving.allocation.solver.families import Row
from trousse.giving.allocation.solver.network import Floats, Network

SCALE = 10**12
"""Prices are whole numbers of weight / SCALE for one cent."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Integer prices: by pool, and by bottleneck."""

    pools: tuple[int, ...]
    bottlenecks: tuple[tuple[int, Row], ...] = ()

    def without_bottlenecks(self) -> "Prices":
        """Only the prices of money: the plainest certificate."""
        return Prices(self.pools)


def bound_of(network: Network, prices: Prices) -> int:
    """No plan weighs more. Exact."""
    worth = [weight * SCALE for weight in network.weight.tolist()]
    pipe_price = [prices.pools[pool] for pool in network.pool_of.tolist()]
    total: int = sum(balance * price for balance, price in zip(network.balance.tolist(), prices.pools, strict=True))
    for price, row in prices.bottlenecks:
        total -= price * row.least
        for project, value in zip(row.projects.tolist(), row.values.tolist(), strict=True):
            worth[project] -= price * value
        for pipe in row.pipes.tolist():
            pipe_price[pipe] -= price
    total += _surplus(network, worth, pipe_price)
    step: int = gcd(*network.weight.tolist()) or 1
    every: int = network.weight.sum().item()
    return min(total // SCALE // step * step, every)


def _surplus(network: Network, worth: Sequence[int], pipe_price: Sequence[int]) -> int:
    """Σ max(0, worth − cost of the gap at the cheapest prices)."""
    first, most, gaps = network.first.tolist(), network.most.tolist(), network.gap.tolist()
    cheapest: list[list[tuple[int, int]]] = [
        sorted((pipe_price[pipe], most[pipe]) for pipe in range(first[sink], first[sink + 1]))
        for sink in range(network.sinks)
    ]
    surplus = 0
    for project, sink in enumerate(network.sink.tolist()):
        left, gain = gaps[project], worth[project]
        for price, capacity in cheapest[sink]:
            part = min(left, capacity)
            gain -= part * price
            left -= part
            if not left:
                break
        surplus += max(0, gain)
    return surplus


def prices_of(pools: Floats, rows: Sequence[tuple[float, Row]]) -> Prices:
    """Whole prices near those of the relaxation (weight per cent)."""
    return Prices(
        tuple(max(0, round(price * SCALE)) for price in pools.tolist()),
        tuple((round(price * SCALE), row) for price, row in rows if round(price * SCALE) > 0),
    )


def pool_prices_by_fund(network: Network, prices: Prices) -> dict[str, int]:
    """The price of each fund that has one, for whoever wants to check."""
    return {fund.id: price for pool, price in zip(network.pools, prices.pools, strict=True) if price for fund in pool}


def no_prices(network: Network) -> Prices:
    """Everything for nothing: the bound is then the weight of all that could be paid alone."""
    return Prices((0,) * len(network.pools))
