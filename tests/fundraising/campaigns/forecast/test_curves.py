"""Weights that change with time: found again when they are known, kept when there is nothing to learn."""

import numpy as np
import pytest

from trousse.fundraising.campaigns.forecast.curves import FURTHEST, Curve, Scale, Shape, chances, fit

SHAPE = Shape(knots=(0.0, 1.0), small=0.1, alike=0.1)
CHANCE = np.random.default_rng(11)
COLUMNS = CHANCE.normal(size=(4_000, 2))
MOMENTS = CHANCE.random(4_000)


def test_weights_that_made_the_data_are_found_again() -> None:
    """The first column counts at the beginning, the second at the end."""
    odds = -0.5 + 2 * COLUMNS[:, 0] * (1 - MOMENTS) + 2 * COLUMNS[:, 1] * MOMENTS
    happened = (CHANCE.random(4_000) < chances(odds)).astype(float)
    [curve] = fit(SHAPE, COLUMNS, MOMENTS, [happened])
    assert curve.weights == pytest.approx(np.array([[-0.5, 2, 0], [-0.5, 0, 2]]), abs=0.35)
    assert np.mean((chances(curve.logits(COLUMNS, MOMENTS)) - happened) ** 2) < 0.17


def test_with_few_new_facts_the_former_weights_stay() -> None:
    former = Curve(SHAPE, Scale(np.zeros(2), np.ones(2)), np.array([[0.0, 1.0, -1.0], [0.5, 2.0, 0.0]]))
    [same] = fit(SHAPE, COLUMNS[:0], MOMENTS[:0], [np.zeros(0)], [former])
    assert np.array_equal(same.weights, former.weights)
    [near] = fit(Shape(SHAPE.knots, 50, 50), COLUMNS[:3], MOMENTS[:3], [np.ones(3)], [former])
    assert near.weights[:, 1:] == pytest.approx(former.weights[:, 1:], abs=0.1)


def test_what_was_certain_and_wrong_is_unlearned() -> None:
    """Newton's own step would be thousands long there: nearly nothing bends where all is certain."""
    certain = Curve(SHAPE, Scale(np.zeros(2), np.ones(2)), np.array([[25.0, 0.0, 0.0], [25.0, 0.0, 0.0]]))
    loose = Shape(SHAPE.knots, 1e-3, 1e-3)
    [curve] = fit(loose, COLUMNS, MOMENTS, [np.zeros(len(COLUMNS))], [certain])
    assert chances(curve.logits(COLUMNS, MOMENTS)).max() < 0.05
    [half] = fit(loose, COLUMNS, MOMENTS, [(MOMENTS > 0.5).astype(float)], [certain])
    assert np.abs(half.weights).max() < 100


def test_the_distance_between_two_knots_is_a_straight_line() -> None:
    curve = Curve(SHAPE, Scale(np.zeros(1), np.ones(1)), np.array([[0.0, 1.0], [0.0, 3.0]]))
    assert curve.logits(np.ones((3, 1)), np.array([0.0, 0.5, 1.0])) == pytest.approx(np.array([1.0, 2.0, 3.0]))


def test_what_was_never_seen_counts_as_the_furthest_that_was() -> None:
    curve = Curve(SHAPE, Scale(np.zeros(1), np.ones(1)), np.array([[0.0, 1.0], [0.0, 1.0]]))
    assert curve.logits(np.array([[1e12]]), np.zeros(1))[0] == FURTHEST


def test_nothing_to_scale_by() -> None:
    none, alike = Scale.of(np.zeros((0, 2))), Scale.of(np.ones((5, 2)))
    assert np.array_equal(none.deviation, alike.deviation)
    assert np.array_equal(alike.apply(np.ones((1, 2))), np.array([[1.0, 0.0, 0.0]]))
