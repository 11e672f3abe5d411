"""A fitted model, what it foretells, and how it is written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from trousse.fundraising.campaigns.forecast.curves import Curve, Scale, Shape, chances
from trousse.fundraising.campaigns.forecast.facts import Forecast, SoFar
from trousse.fundraising.campaigns.forecast.features import NAMES, Array, features, moments, raised
from trousse.fundraising.campaigns.forecast.ladders import ADDED, BEYOND, MISSING, Ladder, mixed, reached_at

VERSION = 1
"""Of the columns and of the shape: a fit of another version is not read."""

SUCCESS = Shape(knots=(0.0, 0.05, 0.12, 0.25, 0.5, 0.75, 1.0, 1.3, 2.0), small=5.0, alike=15.0)
RUNG = Shape(knots=(0.0, 0.12, 0.33, 0.66, 1.0, 1.3, 2.0), small=5.0, alike=15.0)
"""How fast weights may change with the moment; chosen by cross-validation (docs/forecast.md)."""

SHARES = LOW, MEDIAN, HIGH = 0.1, 0.5, 0.9
OVER = 2.0
"""The moment from which nothing more comes (see ``moments``)."""
DIGITS = 4
MOST_RATIO = 20.0


class UnreadableFit(ValueError):
    """What should be a fit is not one of this version."""


@dataclass(frozen=True)
class Fit:
    """Everything that was learned. ``typical_gift``: the mean gift of the campaigns it was learned from, in cents."""

    typical_gift: float
    success: Curve
    missing: Ladder
    beyond: Ladder
    added: Ladder

    def in_gifts_of(self, typical_gift: float) -> "Fit":
        """The same, for campaigns in another currency, or whose usual gift is another (cents)."""
        return replace(self, typical_gift=float(typical_gift))

    def rounded(self) -> "Fit":
        """As it will be read back: what is judged is what is kept."""
        return Fit(
            round(self.typical_gift, DIGITS), self.success.rounded(DIGITS), *(_rounded(each) for each in self._ladders)
        )

    @property
    def _ladders(self) -> tuple[Ladder, Ladder, Ladder]:
        return self.missing, self.beyond, self.added


def forecast(fit: Fit, campaigns: Sequence[SoFar]) -> list[Forecast]:
    """One for each, in their order. Whatever is asked, the answer is ordered and never below what is there already.

    A campaign that has its goal reaches it (1.0). One past its end by more days than late payments take is over: its
    total is what it has.
    """
    if not campaigns:
        return []
    when, ratio = moments(campaigns), raised(campaigns)
    columns = features(campaigns, fit.typical_gift)
    odds = fit.success.logits(columns, when)
    reached, over = ratio >= 1.0, when >= OVER
    probability = np.where(reached, 1.0, np.where(over, 0.0, chances(odds)))
    short, done = np.flatnonzero(~reached & ~over), np.flatnonzero(reached & ~over)
    goals = np.array([each.goal for each in campaigns], dtype=np.float64)
    sums = np.array([each.raised for each in campaigns], dtype=np.float64)
    totals = np.repeat(sums[:, None], len(SHARES), axis=1)
    if len(short):
        towards = with_odds(columns, odds)[short]
        totals[short] = goals[short, None] * _of_goal(fit, towards, when[short], ratio[short], probability[short])
    if len(done):
        totals[done] *= _times_raised(fit, above(columns, ratio)[done], when[done])
    return [_told(*each) for each in zip(campaigns, probability.tolist(), totals.tolist(), strict=True)]


def with_odds(columns: Array, odds: Array) -> Array:
    """What the first two ladders read: the columns, and how likely success seems, more finely when it does."""
    return np.column_stack([columns, odds, np.maximum(odds, 0.0)])


def above(columns: Array, ratio: Array) -> Array:
    """What the third ladder reads: the columns, and how far above its goal the campaign is."""
    return np.column_stack([columns, np.log(np.clip(ratio, 1.0, MOST_RATIO))])


def as_json(fit: Fit) -> dict[str, Any]:
    """Numbers and their names, nothing else: what ``read_json`` reads back."""
    return {
        "version": VERSION,
        "columns": list(NAMES),
        "typical_gift": fit.typical_gift,
        "success": _curves_as_json([fit.success]),
        **{name: _curves_as_json(getattr(fit, name).curves) for name in ("missing", "beyond", "added")},
    }


def read_json(data: Mapping[str, Any]) -> Fit:
    """Raises UnreadableFit when it is of another version, or not a fit."""
    if data.get("version") != VERSION or data.get("columns") != list(NAMES):
        raise UnreadableFit(f"a fit of version {data.get('version')!r}, where {VERSION} is read")
    try:
        (success,) = _read_curves(data["success"], SUCCESS, 1)
        ladders = [
            Ladder(rungs, tuple(_read_curves(data[name], RUNG, len(rungs) - 1)))
            for name, rungs in (("missing", MISSING), ("beyond", BEYOND), ("added", ADDED))
        ]
        return Fit(float(data["typical_gift"]), success, *ladders)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFit(f"not a fit: {error}") from error


def _of_goal(fit: Fit, columns: Array, when: Array, ratio: Array, probability: Array) -> Array:
    """Quantiles of total / goal, of campaigns that have not reached their goal."""
    short = ratio[:, None] + np.array(MISSING)[None, :] * (1.0 - ratio[:, None])
    past = np.broadcast_to(np.exp(np.array(BEYOND)), (len(ratio), len(BEYOND)))
    below = mixed(probability, fit.missing.below(columns, when), fit.beyond.below(columns, when))
    return reached_at(np.column_stack([short, past]), below, SHARES)


def _times_raised(fit: Fit, columns: Array, when: Array) -> Array:
    """Quantiles of total / raised, of campaigns that have reached their goal."""
    rungs = np.broadcast_to(np.exp(np.array(ADDED)), (len(when), len(ADDED)))
    return reached_at(rungs, fit.added.below(columns, when), SHARES)


def _told(campaign: SoFar, probability: float, totals: list[float]) -> Forecast:
    low, median, high = (max(round(each), campaign.raised) for each in totals)
    return Forecast(round(probability, DIGITS), low, median, high)


def _rounded(ladder: Ladder) -> Ladder:
    return replace(ladder, curves=tuple(curve.rounded(DIGITS) for curve in ladder.curves))


def _curves_as_json(curves: Iterable[Curve]) -> dict[str, Any]:
    listed = list(curves)
    return {
        "mean": listed[0].scale.mean.tolist(),
        "deviation": listed[0].scale.deviation.tolist(),
        "weights": [curve.weights.tolist() for curve in listed],
    }


def _read_curves(data: Mapping[str, Any], shape: Shape, count: int) -> list[Curve]:
    scale = Scale(np.array(data["mean"], dtype=np.float64), np.array(data["deviation"], dtype=np.float64))
    weights = np.array(data["weights"], dtype=np.float64)
    if weights.shape != (count, len(shape.knots), len(scale.mean) + 1) or not np.isfinite(weights).all():
        raise ValueError(f"weights of shape {weights.shape}")
    return [Curve(shape, scale, each) for each in weights]
