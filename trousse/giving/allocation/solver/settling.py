"""Least grants: from a set of projects to a payment in which nobody gives too little."""

from collections.abc import Sequence

import numpy as np

from trousse.giving.allocation.solver.network import Bools, Ints, Network
from trousse.giving.allocation.solver.payment import Payment, payment_of, shortage_of

FREE_ROUNDS, WIDE_ROUNDS = 6, 14
"""From these rounds on only pipes that were used before, then only those in use, may pay a least grant: else every
round finds other pipes for small grants."""

A_FEW = 50
"""One project in so many is left when nobody knows which must be."""


def settle(
    network: Network, chosen: Bools, costs: Sequence[Ints], *, open_pipes: Bools | None = None
) -> tuple[Bools, Payment]:
    """A payment of ``chosen`` that respects least grants, or of what remains of it when projects had to be left.

    Which sets can be paid is a hard question when grants have a least amount. Without
    ``open_pipes``, which are known to pay it all, or should they not, least grants are settled step by step.
    """
    payment = None
    if open_pipes is not None:
        payment = _by(network, chosen, open_pipes, costs)
    if payment is None and not network.has_least:
        payment = payment_of(network, chosen, costs)
    if payment is not None:
        return chosen, payment
    settling = _Settling(network, chosen, costs[:1])
    paid = settling.run()
    return settling.chosen, _by(network, settling.chosen, paid > 0, costs) or Payment(settling.spent, paid)


def _by(network: Network, chosen: Bools, pipes: Bools, costs: Sequence[Ints]) -> Payment | None:
    """Only by these pipes, each of which gives at least its least grant."""
    low = np.where(pipes & (network.least > 1), network.least, 0)
    return payment_of(network, chosen, costs, low=low, high=np.where(pipes, network.most, 0))


class _Settling:
    """Small grants are raised or dropped together; what then cannot be paid is left where it weighs least."""

    def __init__(self, network: Network, chosen: Bools, costs: Sequence[Ints]) -> None:
        self.network, self.costs = network, costs
        self.chosen = chosen.copy()
        self.low = np.zeros(network.pipes, dtype=np.int64)
        self.high = network.most.copy()
        self.spent = np.zeros(sum(len(pool) for pool in network.pools), dtype=np.int64)

    def run(self) -> Ints:
        """Cents by pipe. Each round decides pipes for good or leaves projects: it ends."""
        used = np.zeros(self.network.pipes, dtype=np.bool_)
        rounds = 0
        while self.chosen.any():
            payment = payment_of(self.network, self.chosen, self.costs, low=self.low, high=self.high)
            if payment is None:
                self._leave(shortage_of(self.network, self.chosen, self.low, self.high))
                continue
            small = np.flatnonzero((payment.paid > 0) & (payment.paid < self.network.least))
            if not len(small):
                self.spent = payment.spent
                return payment.paid
            self._decide(small, payment.paid)
            rounds += 1
            used |= payment.paid > 0
            if rounds >= FREE_ROUNDS:
                kept = used if rounds < WIDE_ROUNDS else payment.paid > 0
                self.high[(self.network.least > 1) & ~kept] = 0
        self.spent[:] = 0
        return np.zeros(self.network.pipes, dtype=np.int64)

    def _decide(self, small: Ints, paid: Ints) -> None:
        """Raises what is nearly enough while pool and gap have room for it; drops the rest."""
        network = self.network
        room = network.balance.copy()
        np.add.at(room, network.pool_of, -self.low)
        missing = np.zeros(network.sinks, dtype=np.int64)
        np.add.at(missing, network.sink[self.chosen], network.gap[self.chosen])
        np.add.at(missing, network.sink_of, -self.low)
        for pipe in small[np.argsort(-paid[small] / network.least[small], kind="stable")].tolist():
            pool, sink, least = int(network.pool_of[pipe]), int(network.sink_of[pipe]), int(network.least[pipe])
            if 2 * paid[pipe] >= least and least <= min(room[pool], missing[sink]):
                self.low[pipe] = least
                room[pool] -= least
                missing[sink] -= least
            else:
                self.high[pipe] = 0

    def _leave(self, short: Ints) -> None:
        """The projects of the sinks that are short, worth least a cent first; their grants bind nobody any more."""
        network = self.network
        nobody = not short.any()  # nothing is short of a whole cent, and yet it cannot be paid: a few are left
        if nobody:
            short = np.bincount(network.sink[self.chosen], minlength=network.sinks)
        candidates = np.flatnonzero(self.chosen & (short > 0)[network.sink])
        worth = network.weight[candidates] / network.gap[candidates]
        leaving = candidates[np.lexsort((candidates, worth))]
        for project in leaving[: 1 + len(leaving) // A_FEW if nobody else None].tolist():
            sink = int(network.sink[project])
            if short[sink] > 0:
                short[sink] -= network.gap[project]
                self.chosen[project] = False
                self.low[network.first[sink] : network.first[sink + 1]] = 0
