"""Least grants: from a set of projects to a payment in which nobody gives too little."""

from collections.abc import Sequence

import numpy as np

from trousse.giving.allocation.network import Bools, Ints, Network
from trousse.giving.allocation.payment import Payment, payment_of

ROUNDS = 60


def settle(
    network: Network, chosen: Bools, costs: Sequence[Ints], *, open_pipes: Bools | None = None
) -> tuple[Bools, Payment]:
    """A payment of ``chosen`` that respects least grants, or of what remains of it when projects had to be left.

    Which sets can be paid is a hard question when grants have a least amount. Small grants are raised or dropped
    together, then one by one; the project that cannot be saved is left. ``open_pipes``: pipes known to pay it all.
    """
    if open_pipes is not None:
        gated = network.least > 1
        low = np.where(gated & open_pipes, network.least, 0)
        payment = payment_of(network, chosen, costs, low=low, high=np.where(open_pipes, network.most, 0))
        if payment is not None:
            return chosen, payment
    chosen = chosen.copy()
    while chosen.any():
        payment, in_trouble = _raised(network, chosen, costs)
        if payment is not None:
            return chosen, payment
        candidates = np.flatnonzero(chosen & in_trouble[network.sink])
        if not len(candidates):
            candidates = np.flatnonzero(chosen)
        worth = network.weight[candidates] / network.gap[candidates]
        chosen[candidates[np.lexsort((candidates, worth))[0]]] = False
    payment = payment_of(network, chosen, costs)
    if payment is None:
        raise RuntimeError("nothing can always be paid")
    return chosen, payment


def _raised(network: Network, chosen: Bools, costs: Sequence[Ints]) -> tuple[Payment | None, Bools]:
    """A payment without small grants, and the sinks where they were last seen."""
    low = np.zeros(network.pipes, dtype=np.int64)
    high = network.most.copy()
    in_trouble = np.zeros(network.sinks, dtype=np.bool_)
    payment = payment_of(network, chosen, costs)
    for _ in range(ROUNDS):
        if payment is None:
            break
        small = np.flatnonzero((payment.paid > 0) & (payment.paid < network.least))
        if not len(small):
            return payment, in_trouble
        in_trouble[:] = False
        in_trouble[network.sink_of[small]] = True
        near = small[2 * payment.paid[small] >= network.least[small]]
        payment = None
        for raised in (near, small[:0], small, small[:1]):
            dropped = small[:0] if len(raised) == 1 else np.setdiff1d(small, raised)
            tried_low, tried_high = low.copy(), high.copy()
            tried_low[raised] = network.least[raised]
            tried_high[dropped] = 0
            payment = payment_of(network, chosen, costs, low=tried_low, high=tried_high)
            if payment is not None:
                low, high = tried_low, tried_high
                break
    return None, in_trouble
