"""Logistic regression whose weights change with time: one set of weights at each knot, straight lines in between.

Fitted by Newton's method with two penalties: weights stay small (or near those of an earlier fit), and neighbouring
knots stay alike. A few hundred numbers, no library to read them again in ten years.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from trousse.fundraising.campaigns.forecast.features import Array

FURTHEST = 4.0
"""Standard deviations: a column further from its mean than any campaign that was learned from counts as this far."""
ALIKE = 1e-3
"""A column that deviates less is the same for all: it says nothing, and must not be divided by nothing."""
STEPS, ENOUGH = 30, 1e-5
FREE = 1e-3
"""The penalty of the constant, as a share of that of the columns: how often things happen is not held back."""


@dataclass(frozen=True)
class Scale:
    """Mean and standard deviation of each column, when it was learned."""

    mean: Array
    deviation: Array

    @classmethod
    def of(cls, columns: Array) -> "Scale":
        """Of rows that may be few, or none."""
        if not len(columns):
            return cls(np.zeros(columns.shape[1]), np.ones(columns.shape[1]))
        deviation = columns.std(axis=0)
        return cls(columns.mean(axis=0), np.where(deviation > ALIKE, deviation, 1.0))

    def apply(self, columns: Array) -> Array:
        """With a first column of ones, for the constant."""
        scaled = np.clip((columns - self.mean) / self.deviation, -FURTHEST, FURTHEST)
        return np.column_stack([np.ones(len(scaled)), scaled])


@dataclass(frozen=True)
class Shape:
    """Where the knots are, and how strong the penalties."""

    knots: tuple[float, ...]
    small: float
    alike: float

    def spread(self, scaled: Array, moments: Array) -> Array:
        """Each column once a knot, weighted by how near the moment is to it: what the weights multiply."""
        rows, columns = scaled.shape
        near = np.column_stack([np.interp(moments, self.knots, row) for row in np.eye(len(self.knots))])
        return (near[:, :, None] * scaled[:, None, :]).reshape(rows, len(self.knots) * columns)

    def penalty(self, columns: int) -> Array:
        """Of the weights of ``columns`` columns, the constant first."""
        knots = len(self.knots)
        steps = np.diff(np.eye(knots), axis=0)
        held = np.diag([FREE, *[1.0] * (columns - 1)])
        return self.alike * np.kron(steps.T @ steps, np.eye(columns)) + self.small * np.kron(np.eye(knots), held)


@dataclass(frozen=True)
class Curve:
    """Log-odds of something, from the columns of a campaign and its moment. ``weights``: knots × (1 + columns)."""

    shape: Shape
    scale: Scale
    weights: Array

    def logits(self, columns: Array, moments: Array) -> Array:
        """One for each row of ``columns``."""
        return logits([self], columns, moments)[:, 0]

    def rounded(self, digits: int) -> "Curve":
        """To that many decimals: as it will be read back."""
        scale = Scale(self.scale.mean.round(digits), self.scale.deviation.round(digits))
        return replace(self, scale=scale, weights=self.weights.round(digits))


def fit(
    shape: Shape, columns: Array, moments: Array, happened: Sequence[Array], former: Sequence[Curve] = ()
) -> list[Curve]:
    """One curve for each of ``happened`` (0 or 1, a row each), of the same columns.

    ``former``: the curves of an earlier fit, of the same shape. Then theirs is the scale, and where little is known
    the weights stay near theirs instead of near zero.
    """
    scale = former[0].scale if former else Scale.of(columns)
    scaled = scale.apply(columns)
    spread, penalty = shape.spread(scaled, moments), shape.penalty(scaled.shape[1])
    near = [curve.weights.ravel() for curve in former] or [np.zeros(spread.shape[1])] * len(happened)
    curves: list[Curve] = []
    weights = near[0]
    for each, held in zip(happened, near, strict=True):
        weights = _newton(spread, each, penalty, held, weights)  # begun at its neighbour: half the steps
        curves.append(Curve(shape, scale, weights.reshape(len(shape.knots), -1)))
    return curves


def logits(curves: Sequence[Curve], columns: Array, moments: Array) -> Array:
    """Rows × curves, which were fitted together: their shape and scale are the same."""
    first = curves[0]
    weights = np.array([curve.weights.ravel() for curve in curves], dtype=np.float64)
    return np.asarray(first.shape.spread(first.scale.apply(columns), moments) @ weights.T, dtype=np.float64)


def chances(logits: Array) -> Array:
    """From log-odds to probabilities."""
    return 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))


def _newton(spread: Array, happened: Array, penalty: Array, held: Array, weights: Array) -> Array:
    """The likeliest weights, pulled towards ``held``; begins at ``weights``.

    A step that makes things worse is halved: far from the solution, where all is certain and wrong, Newton's step is
    much too long.
    """

    def cost(weights: Array) -> float:
        odds, pull = spread @ weights, weights - held
        return float(np.logaddexp(0.0, odds).sum() - happened @ odds + pull @ penalty @ pull / 2)

    reached = cost(weights)
    for _ in range(STEPS):
        expected = chances(spread @ weights)
        slope = spread.T @ (happened - expected) - penalty @ (weights - held)
        bend = (spread * (expected * (1 - expected))[:, None]).T @ spread + penalty
        step = np.linalg.solve(bend, slope)
        after = cost(weights + step)
        while after > reached + ENOUGH and np.abs(step).max() > ENOUGH:
            step = step / 2
            after = cost(weights + step)
        weights, reached = weights + step, after
        if np.abs(step).max() < ENOUGH:
            break
    return weights
