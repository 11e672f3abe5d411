"""Forecasts on the public series of past campaigns, beside the figures published with them."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trousse.fundraising.campaigns.forecast.facts import DayOfGifts, Past
from trousse.fundraising.campaigns.forecast.scores import MOMENTS, Scores, cross_validated, learned

SERIES = "catarse_train.jsonl.gz"


@dataclass(frozen=True)
class Published:
    """Of two reference models at one moment: logistic regression on raised and elapsed, and gradient boosting.

    They come with the series, by the same five-fold cross-validation. Less is better.
    """

    brier_simple: float
    brier_boost: float
    pinball_simple: float
    pinball_boost: float


PUBLISHED = dict(
    zip(
        MOMENTS,
        (
            Published(0.157, 0.145, 0.100, 0.098),
            Published(0.127, 0.117, 0.083, 0.082),
            Published(0.101, 0.094, 0.067, 0.068),
            Published(0.085, 0.082, 0.058, 0.060),
            Published(0.068, 0.065, 0.046, 0.051),
            Published(0.047, 0.045, 0.034, 0.036),
        ),
        strict=True,
    )
)
NOISE = 0.002
"""Smaller differences of Brier score or pinball loss say nothing."""
MOST_ECE = 0.03
LEAST_COVERAGE, MOST_COVERAGE = 0.75, 0.88


def verify_forecast(folder: Path) -> dict[str, Any]:
    """Five-fold cross-validation of our own way of learning.

    Returns ``{"ok": …, "campaigns": …, "5 %": {…}, …}`` with the scores at each moment and ``missed``, the aims that
    are not reached there.
    """
    history = past_campaigns(folder / SERIES)
    scores = cross_validated(history, learned())
    found = {f"{each.moment:.0%}": _told(each) for each in scores}
    return {"ok": not any(each["missed"] for each in found.values()), "campaigns": len(history), **found}


def past_campaigns(path: Path) -> list[Past]:
    """The campaigns of the series, in the order of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_past(json.loads(line)) for line in lines]


def missed(scores: Scores) -> Iterator[str]:
    """The names of the aims that are not reached at that moment."""
    published = PUBLISHED[scores.moment]
    for name, simple, boost in (
        ("brier", published.brier_simple, published.brier_boost),
        ("pinball", published.pinball_simple, published.pinball_boost),
    ):
        found = getattr(scores, name)
        if found >= simple or found > boost + NOISE:
            yield name
    if scores.ece > MOST_ECE:
        yield "ece"
    if not LEAST_COVERAGE <= scores.coverage <= MOST_COVERAGE:
        yield "coverage"


def _past(campaign: dict[str, Any]) -> Past:
    gifts = tuple(DayOfGifts(**gift) for gift in campaign["gifts"])
    return Past(campaign["goal"], campaign["duration_days"], gifts, campaign["succeeded"])


def _told(scores: Scores) -> dict[str, Any]:
    figures = ("brier", "pinball", "ece", "coverage")
    return {name: round(getattr(scores, name), 4) for name in figures} | {"missed": list(missed(scores))}
