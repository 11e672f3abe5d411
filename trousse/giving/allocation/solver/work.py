"""How much may be searched. Counted in steps of the algorithms, so that a slow machine finds the same plan.

A clock may be set beside it, for a person who waits. If it ever has to stop the search, the certificate says so: that
plan is valid and its bound is proven, but another run might do better.
"""

import time
from dataclasses import dataclass, field

SEARCHED = 0.75
"""Of the seconds allowed; the others are for paying and checking the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one call may spend: simplex iterations, nodes of search trees, and seconds (None: no clock)."""

    iterations: int = 500_000
    nodes: int = 2_500
    seconds: float | None = None


@dataclass(slots=True)
class Meter:
    """What has been spent of a ``Work``."""

    work: Work
    iterations: int = 0
    nodes: int = 0
    stopped_by_clock: bool = False
    begun: float = field(default_factory=time.monotonic)

    @property
    def iterations_left(self) -> int:
        return max(0, self.work.iterations - self.iterations)

    @property
    def nodes_left(self) -> int:
        return max(0, self.work.nodes - self.nodes)

    @property
    def has_clock(self) -> bool:
        return self.work.seconds is not None

    def seconds_left(self) -> float:
        """For the search; infinite without a clock."""
        if self.work.seconds is None:
            return float("inf")
        return max(0.0, SEARCHED * self.work.seconds - (time.monotonic() - self.begun))

    def is_over(self, *, but: float = 0.0) -> bool:
        """Whether the clock leaves less than ``but`` seconds; asking counts as having been stopped by it."""
        if self.seconds_left() > but:
            return False
        self.stopped_by_clock = True
        return True
