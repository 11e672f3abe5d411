"""Geometry of the pencil: how much of its barrel each source colours, in hundredths of a percent of the barrel.

The tip of the pencil is the optimum goal, a black mark on the barrel is the minimum goal. The percentage that we write
is always that of the *minimum*, because it is the one that decides: below 100 % nothing is paid out. It may exceed
100 % (a collection goes on up to its optimum), the barrel may not.

The widths become attributes of SVG rectangles: no inline style, so the content security policy may stay strict.
"""

from dataclasses import dataclass

from trousse.core.money import Euro

WHOLE = 10_000


@dataclass(frozen=True)
class Gauge:
    """Everything the pencil shows, amounts in cents. ``proposed`` is a grant not yet decided (committee)."""

    raised: int
    funds: int
    minimum: int
    optimum: int
    proposed: int = 0

    @property
    def gifts(self) -> int:
        """Cents given straight to the class, that is all but the part of the funds."""
        return max(self.raised - self.funds, 0)

    @property
    def percent(self) -> int:
        """Of the minimum goal, rounded down so that 100 always means reached; 1 at least once there is a gift."""
        return percent_of(self.raised, self.minimum)

    @property
    def reached(self) -> bool:
        return self.raised >= self.minimum

    @property
    def missing(self) -> int:
        """Cents up to the next goal: the minimum while it is not reached, then the optimum; 0 beyond."""
        return max((self.optimum if self.reached else self.minimum) - self.raised, 0)

    @property
    def gifts_width(self) -> str:
        return _share(self._gifts_end)

    @property
    def funds_width(self) -> str:
        return _share(self._funds_end - self._gifts_end)

    @property
    def proposed_width(self) -> str:
        return _share(self._proposed_end - self._funds_end)

    @property
    def funds_start(self) -> str:
        return self.gifts_width

    @property
    def proposed_start(self) -> str:
        return _share(self._funds_end)

    @property
    def limits(self) -> tuple[str, ...]:
        """Where a black stroke ends a part, the empty and the full ones left out."""
        ends = {self._gifts_end, self._funds_end, self._proposed_end}
        return tuple(_share(end) for end in sorted(ends) if 0 < end < WHOLE)

    @property
    def minimum_mark(self) -> str | None:
        """Where the minimum stands on the barrel; None when it is the tip itself."""
        if self.minimum >= self.optimum:
            return None
        return _share(self._on_barrel(self.minimum))

    @property
    def sentence(self) -> str:
        """The whole gauge in words, for those who do not see it."""
        parts = [f"{Euro(self.gifts)} de dons"]
        if self.funds:
            parts.append(f"{Euro(self.funds)} du fonds de solidarité")
        if self.proposed:
            parts.append(f"{Euro(self.proposed)} proposés par le fonds")
        goals = f"objectif minimum {Euro(self.minimum)}"
        if self.optimum > self.minimum:
            goals += f", objectif optimum {Euro(self.optimum)}"
        return f"Collecte à {self.percent}\u00a0% de l’objectif minimum\u00a0: {', '.join(parts)}\u00a0; {goals}."

    @property
    def _gifts_end(self) -> int:
        return self._on_barrel(self.gifts)

    @property
    def _funds_end(self) -> int:
        return self._on_barrel(self.gifts + self.funds)

    @property
    def _proposed_end(self) -> int:
        return self._on_barrel(self.gifts + self.funds + self.proposed)

    def _on_barrel(self, cents: int) -> int:
        scale = max(self.optimum, self.minimum)
        if scale <= 0:
            return 0
        return min(cents * WHOLE // scale, WHOLE)


def percent_of(part: int, whole: int) -> int:
    """Whole percent, rounded down, but 1 for any positive part: a first gift is never shown as 0 %."""
    if whole <= 0 or part <= 0:
        return 0
    return max(part * 100 // whole, 1)


def _share(width: int) -> str:
    """``6234`` → ``62.34%``, without useless zeros: an SVG length."""
    return f"{width / 100:.2f}".rstrip("0").rstrip(".") + "%"
