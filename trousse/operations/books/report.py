"""What a check of the books says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MOST_TOLD = 20
"""Drifts told one by one; the rest is counted."""


@dataclass(frozen=True)
class Drift:
    """One thing of which two figures should be equal and are not (cents, or a number of things)."""

    what: str
    ledger: int
    elsewhere: int

    def __str__(self) -> str:
        return f"{self.what}: {self.ledger} ≠ {self.elsewhere}"


@dataclass(frozen=True)
class Comparison:
    """Figures that must be equal, pair by pair. ``ledger`` and ``elsewhere`` are their sums."""

    name: str
    compared: int
    ledger: int
    elsewhere: int
    drifts: tuple[Drift, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.drifts

    @classmethod
    def of(cls, name: str, ledger: Mapping[str, int], elsewhere: Mapping[str, int]) -> "Comparison":
        """Compare by key; what is missing on one side counts as zero."""
        keys = sorted(ledger.keys() | elsewhere.keys())
        pairs = [(key, ledger.get(key, 0), elsewhere.get(key, 0)) for key in keys]
        return cls(
            name,
            compared=len(pairs),
            ledger=sum(left for _, left, _ in pairs),
            elsewhere=sum(right for _, _, right in pairs),
            drifts=tuple(Drift(key, left, right) for key, left, right in pairs if left != right),
        )

    @classmethod
    def none_of(cls, name: str, looked_at: int, found: Iterable[str]) -> "Comparison":
        """Things that must not exist, by name."""
        drifts = tuple(Drift(what, 1, 0) for what in found)
        return cls(name, compared=looked_at, ledger=len(drifts), elsewhere=0, drifts=drifts)


@dataclass(frozen=True)
class BooksReport:
    """The whole proof."""

    comparisons: tuple[Comparison, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def problems(self) -> tuple[str, ...]:
        """What drifts, in one line each."""
        return tuple(f"{comparison.name}: {drift}" for comparison in self.comparisons for drift in comparison.drifts)

    def as_dict(self) -> dict[str, Any]:
        """For the JSON line: every figure that was compared, and which of them drift."""
        report: dict[str, Any] = {"ok": self.ok}
        for comparison in self.comparisons:
            report[comparison.name] = {
                "ok": comparison.ok,
                "compared": comparison.compared,
                "ledger": comparison.ledger,
                "elsewhere": comparison.elsewhere,
            }
        if self.problems:
            report["drifts"] = list(self.problems[:MOST_TOLD])
            report["drifts_in_all"] = len(self.problems)
        return report
