"""The habits of the demo's donors against the tables they were taken from."""

import csv
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trousse.operations.demo.gifts import AMOUNTS, TENTHS, WEEKDAYS

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EXACT = ("amount_justgiving", "amount_gofundme", "amount_virginmoneygiving")
"""What was given to the pound, by site."""
NEAR = 0.02
"""Shares that differ by no more than this (of 1) are the same habit."""
NEAR_TENTH = 0.05
"""The rhythm also has the first-day peak of ordinary pages: its tenths may be further from the series."""
USUAL = 0.85
"""How much of the gifts of each site must be one of our sums."""
FRENCH_MEAN = range(50, 70)
"""Euros; published averages of French school campaigns are about 60."""


def verify_campaigns(folder: Path) -> dict[str, Any]:
    """Compares sums and weekdays with ``amounts.csv``, and the rhythm with the funded campaigns of the series.

    Returns ``{"ok": …}`` with the share of real gifts that are one of our sums, our mean gift in euros, and the largest
    difference of shares found for weekdays and for tenths of the duration.
    """
    table = _table(folder / "amounts.csv")
    usual = min(_usual(shares) for profile, shares in table.items() if profile in EXACT)
    mean = sum(euros * weight for euros, weight in AMOUNTS.items()) / sum(AMOUNTS.values())
    weekdays = _difference(_shares(WEEKDAYS), [table["weekday"][day] for day in DAYS])
    rhythm = _difference(_shares(TENTHS), _rhythm(folder / "catarse_train.jsonl.gz"))
    return {
        "ok": usual >= USUAL and int(mean) in FRENCH_MEAN and weekdays <= NEAR and rhythm <= NEAR_TENTH,
        "gifts_of_our_sums": round(usual, 4),
        "mean_gift_euros": round(mean, 2),
        "weekdays_differ_by": round(weekdays, 4),
        "rhythm_differs_by": round(rhythm, 4),
    }


def _table(path: Path) -> dict[str, dict[str, float]]:
    """``amounts.csv`` by profile: what was counted, and its share."""
    table: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            table.setdefault(row["profile"], {})[row["key"]] = float(row["share"])
    return table


def _usual(shares: dict[str, float]) -> float:
    """The share of exact sums, told in pounds as we tell euros, that our donors give too."""
    return sum(share for amount, share in shares.items() if int(amount) in AMOUNTS)


def _rhythm(path: Path) -> list[float]:
    """The share of the gifts of funded campaigns in each tenth of their duration, those confirmed later left out."""
    tenths = [0] * 10
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for campaign in map(json.loads, lines):
            if campaign["succeeded"]:
                for gift in campaign["gifts"]:
                    if gift["day"] < campaign["duration_days"]:
                        tenths[gift["day"] * 10 // campaign["duration_days"]] += gift["count"]
    return _shares(tenths)


def _shares(weights: Sequence[int]) -> list[float]:
    return [weight / (sum(weights) or 1) for weight in weights]


def _difference(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return max(abs(mine - other) for mine, other in zip(ours, theirs, strict=True))
