"""The gauge of the social card, by steps."""

from dataclasses import dataclass

from trousse.core.money import HARD_SPACE

STEP = 5
"""Percent: networks look again at a picture when its address changes, and may be asked to do so too often."""


@dataclass(frozen=True)
class Progress:
    """Shares of the barrel from 0 to 1, and the percentage of the minimum goal, all rounded down to a step."""

    gifts: float
    funds: float
    percent: int

    @property
    def sentence(self) -> str:
        """Never more than what is there."""
        if not self.percent:
            return "La collecte commence"
        return f"Déjà {self.percent}{HARD_SPACE}% du minimum" if self.percent < 100 else "Minimum atteint"


def progress(*, raised: int, granted: int, minimum: int, optimum: int) -> Progress:
    """Amounts in cents; ``raised`` holds ``granted``. A full pencil is the optimum.

    >>> progress(raised=31_400, granted=0, minimum=50_000, optimum=100_000)
    Progress(gifts=0.3, funds=0.0, percent=60)
    """
    whole = _stepped(raised, optimum)
    gifts = min(_stepped(raised - granted, optimum), whole)
    return Progress(gifts=gifts / 100, funds=(whole - gifts) / 100, percent=_stepped(raised, minimum))


def _stepped(part: int, whole: int) -> int:
    """Percent, rounded down to a step, 100 at most."""
    return min(part * 100 // whole, 100) // STEP * STEP if part > 0 else 0
