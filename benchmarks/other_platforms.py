"""How many campaigns of its own a platform needs before forecasts fit it: on the made-up seasons of the simulator.

Its five curves are five platforms that behave neither like Catarse nor like each other. Each learns from one season and
is judged on another.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import mean
from typing import Any

from trousse.fundraising.campaigns.forecast import DayOfGifts, Fit, Past, forecast
from trousse.fundraising.campaigns.forecast.learning import learn
from trousse.fundraising.campaigns.forecast.scores import judged_at
from trousse.fundraising.campaigns.forecast.shipped import shipped

MOMENTS = (0.10, 0.33, 0.75)
FEW, MANY = 100, 400
GIFT = 3_500
"""Cents: the simulator's mean gift. It tells sums by day, not numbers of gifts."""
LEARNED_FROM, JUDGED_ON = 101, 105
"""Seeds of the two seasons."""


@dataclass(frozen=True)
class Elsewhere:
    """The mean over the platforms, at each of ``MOMENTS``."""

    name: str
    brier: list[float]
    pinball: list[float]
    coverage: list[float]


def measured(allocation: Path) -> list[Elsewhere]:
    """``allocation``: the folder of ``simulate.py``."""
    sys.path.insert(0, str(allocation))
    simulate = import_module("simulate")
    platforms = [
        (_season(simulate, curve, LEARNED_FROM), _season(simulate, curve, JUDGED_ON)) for curve in simulate.CURVES
    ]
    names = [name for name, _ in _ways(platforms[0][0])]
    by_way: dict[str, list[Any]] = {name: [] for name in names}
    for own, judges in platforms:
        for name, fit in _ways(own):
            by_way[name].append(judged_at(judges, partial(forecast, fit), MOMENTS))
    return [_mean(name, found) for name, found in by_way.items()]


def _ways(own: list[Past]) -> Iterator[tuple[str, Fit]]:
    first = shipped().fit.in_gifts_of(GIFT)
    yield "the shipped fit", first
    for count in (FEW, MANY):
        yield f"learned from {count} of its own, alone", learn(own[:count])
        yield f"learned from {count} of its own, starting from the shipped fit", learn(own[:count], first)


def _mean(name: str, found: list[Any]) -> Elsewhere:
    """``found``: the scores at each moment, platform by platform."""
    at = list(zip(*found, strict=True))
    brier, pinball, coverage = (
        [mean(getattr(each, field) for each in scores) for scores in at] for field in ("brier", "pinball", "coverage")
    )
    return Elsewhere(name, brier, pinball, coverage)


def _season(simulate: Any, curve: str, seed: int) -> list[Past]:
    """Every campaign of a season in which funds do nothing; one that has its goal closes."""
    season = simulate.Season(seed, simulate.CURVES[curve])
    return [_past(season, campaign) for campaign in season.C]


def _past(season: Any, campaign: dict[str, Any]) -> Past:
    total, gifts, day = 0, [], 0
    while day < campaign["dur"] and total < campaign["goal"]:
        given = season.gifts(campaign, day, total)
        if given:
            gifts.append(DayOfGifts(day, given, max(1, round(given / GIFT))))
        total, day = total + given, day + 1
    return Past(campaign["goal"], campaign["dur"], tuple(gifts), total >= campaign["goal"], lived_days=day)
