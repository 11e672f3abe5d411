"""From durations to figures, from figures to tables. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MILLISECONDS = 1000


@dataclass(frozen=True)
class Spread:
    """Requests per second, and how long one takes (milliseconds): half of them ``p50`` at most, 95 % ``p95``."""

    per_second: float
    p50: float
    p95: float

    @classmethod
    def of(cls, durations: Sequence[float], elapsed: float) -> "Spread":
        """``durations`` in seconds, one a request; ``elapsed`` seconds in all."""
        in_ms = [duration * MILLISECONDS for duration in durations]
        return cls(len(durations) / elapsed, percentile(in_ms, 50), percentile(in_ms, 95))

    @classmethod
    def middle(cls, spreads: Sequence["Spread"]) -> "Spread":
        """Of several rounds, the middle one, figure by figure: a noisy round moves nothing."""
        return cls(
            median(each.per_second for each in spreads),
            median(each.p50 for each in spreads),
            median(each.p95 for each in spreads),
        )

    def as_dict(self) -> dict[str, float]:
        return {"per_second": round(self.per_second, 1), "p50_ms": round(self.p50, 2), "p95_ms": round(self.p95, 2)}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that ``share`` percent of them do not exceed (nearest rank)."""
    if not values:
        raise ValueError("no value, no percentile")
    ordered = sorted(values)
    return ordered[max(math.ceil(share / 100 * len(ordered)), 1) - 1]


def shares(parts: dict[str, float]) -> dict[str, float]:
    """Each part in percent of the whole, the largest first."""
    whole = sum(parts.values())
    ordered = sorted(parts.items(), key=lambda part: -part[1])
    return {name: round(100 * part / whole, 1) if whole else 0.0 for name, part in ordered}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns wide enough for what they hold: words to the left, figures to the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [_line(head, widths), "  ".join("─" * width for width in widths)]
    return "\n".join(f"  {line}".rstrip() for line in [*lines, *(_line(row, widths) for row in rows)])


def number(value: float) -> str:
    """``1 234``, ``12,3``, ``0,45``: three digits that mean something, written in French."""
    if abs(value) >= 100:
        return f"{value:,.0f}".replace(",", "\u202f")
    digits = 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])
