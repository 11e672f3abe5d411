"""What a forecast is made from, and what it says. Amounts are integer cents, days count from the opening (day 0)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class DayOfGifts:
    """The gifts of one day of a campaign: their sum in cents and their number. Days without gift are left out."""

    day: int
    amount: int
    count: int


@dataclass(frozen=True)
class SoFar:
    """A campaign as it is known after ``elapsed_days``: the gifts of later days are not read, even when given.

    ``elapsed_days`` may be a part of a day (a campaign opened this morning), zero, or beyond ``duration_days``.
    """

    goal: int
    duration_days: int
    elapsed_days: float
    gifts: Sequence[DayOfGifts]

    @property
    def known(self) -> list[DayOfGifts]:
        """The gifts before that moment."""
        return [gift for gift in self.gifts if gift.day < self.elapsed_days]

    @property
    def raised(self) -> int:
        """Cents."""
        return sum(gift.amount for gift in self.known)


@dataclass(frozen=True)
class Past:
    """A campaign that is over. ``lived_days``: how long it could take gifts, when it ended before or after its time."""

    goal: int
    duration_days: int
    gifts: Sequence[DayOfGifts]
    succeeded: bool
    lived_days: float | None = None

    @property
    def total(self) -> int:
        """Everything that came in the end, in cents."""
        return sum(gift.amount for gift in self.gifts)

    def at(self, elapsed_days: float) -> SoFar:
        """What was known of it then."""
        return SoFar(self.goal, self.duration_days, elapsed_days, self.gifts)


@dataclass(frozen=True)
class Forecast:
    """How likely the goal is (0 to 1), and the total at the end in cents.

    One time in ten it ends below ``low``, one in two below ``median``, one in ten above ``high``.
    """

    probability: float
    low: int
    median: int
    high: int
