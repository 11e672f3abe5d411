"""The habits of the demo's donors against the tables they were taken from."""

import csv
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trousse.operations.demo.gifts import TENTHS, WEEKDAYS

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NEAR = 0.02
"""Shares that differ by no more than this (of 1) are the same habit."""
NEAR_TENTH = 0.08
"""The rhythm is a mix of two sources: its tenths are allowed to be further from either."""


def verify_campaigns(folder: Path) -> dict[str, Any]:
    """Compares weekdays with ``amounts.csv`` and the rhythm with the funded campaigns of the series.

    Returns ``{"ok": …, "weekdays": …, "rhythm": …}`` with the largest difference of shares found.
    """
    weekdays = _difference(_shares(WEEKDAYS), _weekdays(folder / "amounts.csv"))
    rhythm = _difference(_shares(TENTHS), _rhythm(folder / "catarse_train.jsonl.gz"))
    return {
        "ok": weekdays <= NEAR and rhythm <= NEAR_TENTH,
        "weekdays_differ_by": round(weekdays, 4),
        "rhythm_differs_by": round(rhythm, 4),
    }


def _weekdays(path: Path) -> list[float]:
    with path.open(encoding="utf-8", newline="") as lines:
        found = {row["key"]: float(row["share"]) for row in csv.DictReader(lines) if row["profile"] == "weekday"}
    return [found[day] for day in DAYS]


def _rhythm(path: Path) -> list[float]:
    """The mean share of gifts in each tenth of the duration, over funded campaigns."""
    tenths, campaigns = [0.0] * 10, 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            campaign = json.loads(line)
            total = sum(gift["count"] for gift in campaign["gifts"])
            if not campaign["succeeded"] or not total:
                continue
            campaigns += 1
            for gift in campaign["gifts"]:
                tenth = min(9, gift["day"] * 10 // max(1, campaign["duration_days"]))
                tenths[tenth] += gift["count"] / total
    return [share / max(campaigns, 1) for share in tenths]


def _shares(weights: Sequence[int]) -> list[float]:
    return [weight / sum(weights) for weight in weights]


def _difference(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return max(abs(mine - other) for mine, other in zip(ours, theirs, strict=True))
