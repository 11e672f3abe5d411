"""What the solver answers: a plan, what it is worth, and why nothing can be worth much more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trousse.giving.allocation.solver.check import Measures
from trousse.giving.allocation.solver.plan import Plan

ALGORITHM = "relaxation-bottlenecks-core/2"
"""Changes whenever the same problem could get another plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Why no plan weighs more than ``bound``.

    ``price_bound`` needs only ``prices`` (whole 10⁻¹² of weight for a cent of each fund that has one) and is exact, as
    is ``bottleneck_bound``, which also uses the bottlenecks. ``searched`` tells that every other plan was excluded by
    branch and bound, which counts in floating point; the bound is then the weight of the plan itself.
    """

    price_bound: int
    bottleneck_bound: int
    prices: Mapping[str, int] = field(repr=False)
    bottlenecks: int
    searched: bool
    iterations: int
    nodes: int
    stopped_by_clock: bool
    algorithm: str = ALGORITHM


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A checked plan with its six measures and its certificate."""

    plan: Plan
    measures: Measures
    certificate: Certificate

    @property
    def bound(self) -> int:
        """The proven upper bound of the weight."""
        exact = min(self.certificate.price_bound, self.certificate.bottleneck_bound)
        return min(exact, self.measures.weight) if self.certificate.searched else exact

    @property
    def gap(self) -> float:
        """How much of the bound the plan leaves: 0 when it is proven best."""
        return (self.bound - self.measures.weight) / self.bound if self.bound else 0.0

    def as_figures(self) -> dict[str, Any]:
        """For scripts: one line of JSON."""
        told = self.certificate
        return {
            **self.measures.as_figures(),
            "bound": self.bound,
            "gap": round(self.gap, 9),
            "price_bound": told.price_bound,
            "bottleneck_bound": told.bottleneck_bound,
            "searched": told.searched,
            "iterations": told.iterations,
            "nodes": told.nodes,
            "stopped_by_clock": told.stopped_by_clock,
            "algorithm": told.algorithm,
        }
