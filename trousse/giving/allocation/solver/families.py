"""Bottlenecks: what a pool and those inside it cannot pay must come from elsewhere.

The *family* of a pool is the pool with every pool whose sinks are all among its own. If a set S of projects of these
sinks needs λ > 0 more than the family holds, then for every plan

    money from outside the family  ≥  λ − Σ over S of min(gap, λ) · (1 − z)

because the outside pays what the inside cannot, and a project that is left frees its gap, which never counts for more
than λ. The linear relaxation is content with 99.8 % of a project; these rows ask for the cents of the last 0.2 %.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from trousse.giving.allocation.solver.network import Floats, Ints, Network

MOST_PAIRS = 20_000_000
"""Above this many pairs of pipes into one sink no family is looked for: there would be too many outside pipes."""
THRESHOLDS = (0.9999999, 0.999, 0.99, 0.9, 0.6, 0.3)
"""S is every project at or above one of these."""


@dataclass(frozen=True, slots=True)
class Row:
    """``Σ cents of the pipes − Σ values · z of the projects ≥ least``, true of every plan. Whole numbers."""

    projects: Ints
    values: Ints
    pipes: Ints
    least: int


class Families:
    """Every family of a network, and the rows of them that a fractional solution breaks."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._are_many = int((np.diff(network.first) ** 2).sum()) > MOST_PAIRS
        if self._are_many:
            return
        self._member, self._project = _memberships(network)
        pair_family, pair_pipe, inside = _pairs(network)
        self._held = np.zeros(len(network.pools), dtype=np.int64)
        np.add.at(self._held, inside[0], network.balance[inside[1]])
        self._outside_family, self._outside_pipe = pair_family, pair_pipe

    def broken(self, z: Floats, y: Floats, *, most: int) -> Iterator[Row]:
        """At most ``most`` rows that ``z`` (by project) and ``y`` (cents by pipe) break, the worst first."""
        if self._are_many:
            return
        families = len(self._held)
        gap = self.network.gap[self._project].astype(np.float64)
        share = z[self._project]
        outside = np.bincount(self._outside_family, weights=y[self._outside_pipe], minlength=families)
        worst = np.full(families, 0.01)
        chosen = np.full(families, -1.0)
        for threshold in THRESHOLDS:
            taken = share >= threshold
            member, needed = self._member[taken], gap[taken]
            lack = np.bincount(member, weights=needed, minlength=families) - self._held
            freed = np.minimum(needed, np.maximum(lack, 0)[member]) * (1 - share[taken])
            short = lack - np.bincount(member, weights=freed, minlength=families) - outside
            broken = np.divide(short, lack, out=np.zeros(families), where=lack > 0)
            better = broken > worst
            worst[better], chosen[better] = broken[better], threshold
        for family in np.argsort(-worst, kind="stable")[:most]:
            if chosen[family] >= 0:
                yield self._row(int(family), share, float(chosen[family]))

    def _row(self, family: int, share: Floats, threshold: float) -> Row:
        low, high = np.searchsorted(self._member, (family, family + 1))
        projects = self._project[low:high][share[low:high] >= threshold]
        gap = self.network.gap[projects]
        lack = int(gap.sum()) - int(self._held[family])
        values = np.minimum(gap, lack)
        low, high = np.searchsorted(self._outside_family, (family, family + 1))
        return Row(projects, values, self._outside_pipe[low:high], lack - int(values.sum()))


def _memberships(network: Network) -> tuple[Ints, Ints]:
    """(family, project) for every project of every sink of the family's pool, in order of family."""
    by_sink = np.argsort(network.sink, kind="stable")
    first = np.searchsorted(network.sink[by_sink], np.arange(network.sinks + 1))
    size = np.diff(first)[network.sink_of]
    family = np.repeat(network.pool_of, size)
    project = by_sink[_ranges(first[network.sink_of], size)]
    order = np.lexsort((project, family))
    return family[order], project[order]


def _pairs(network: Network) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
    """(family, outside pipe) in order of family, and the (family, pool) that are inside."""
    pools = len(network.pools)
    degree = np.diff(network.first)
    width = degree[network.sink_of]
    family = np.repeat(network.pool_of, width)
    pipe = _ranges(network.first[network.sink_of], width)
    pair = family * pools + network.pool_of[pipe]
    known, shared = np.unique(pair, return_counts=True)
    reach = np.bincount(network.pool_of, minlength=pools)
    within = known[shared == reach[known % pools]]
    outside = ~np.isin(pair, within)
    order = np.lexsort((pipe[outside], family[outside]))
    return family[outside][order], pipe[outside][order], (within // pools, within % pools)


def _ranges(start: Ints, size: Ints) -> Ints:
    """``start[0], start[0] + 1, … (size[0] of them), start[1], …``."""
    offset = np.repeat(start - np.concatenate(([0], np.cumsum(size)[:-1])), size)
    result: Ints = offset + np.arange(int(size.sum()), dtype=np.int64)
    return result
