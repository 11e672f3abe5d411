"""What a season has taught, small enough to be kept between two days: curves, habits, prices. Pure.

Days of gifts are not in it: they are read again. It carries the version of the policy that learned it; another version
begins with its own first opinion.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = "season-policy/1"
"""Changes whenever the numbers below mean something else."""
SHARE_BEFORE = (0.5, 0.25, 0.2, 0.1, 0.05, 0.1, 0.3, 0.3)
"""What an empty gauge attracts, then what each stretch between knots adds, before anything is seen."""
AGE_BEFORE = (1.5, 1.4, 1.0, 0.8, 0.9, 1.3, 1.4)
"""Of the first three days, the first week, the second; the middle; the last fortnight, week, three days."""
RATE_BEFORE, SPREAD_BEFORE = -0.2, 0.4
"""Mean and variance of the log of a campaign's rate × duration / goal."""
GIFT_BEFORE = 6000.0
"""Variance of a day's gifts / their mean, in cents."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """``prices``: successes that a cent of each fund buys elsewhere; none before the first morning."""

    by_age: tuple[float, ...] = AGE_BEFORE
    rises: tuple[float, ...] = SHARE_BEFORE
    means: tuple[float, ...] = (RATE_BEFORE, RATE_BEFORE)
    spread: float = SPREAD_BEFORE
    noise: float = GIFT_BEFORE
    prices: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What ``from_json`` reads."""
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Learned":
        """The first opinion when another version learned it, or nobody did."""
        if told.get("version") != VERSION:
            return cls()
        return cls(
            by_age=tuple(told["by_age"]),
            rises=tuple(told["rises"]),
            means=tuple(told["means"]),
            spread=told["spread"],
            noise=told["noise"],
            prices=dict(told["prices"]),
        )
