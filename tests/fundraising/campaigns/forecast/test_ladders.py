"""Distributions by rungs: piles stay piles, rungs never cross."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.fundraising.campaigns.forecast.curves import Curve, Scale, Shape
from trousse.fundraising.campaigns.forecast.ladders import Ladder, mixed, reached_at

SHAPE = Shape(knots=(0.0, 1.0), small=1, alike=1)


def flat(odds: float) -> Curve:
    return Curve(SHAPE, Scale(np.zeros(1), np.ones(1)), np.array([[odds, 0.0], [odds, 0.0]]))


def test_a_pile_holds_every_quantile_below_its_height() -> None:
    [(low, median, high)] = reached_at(np.array([[0.0, 1.0, 2.0]]), np.array([[0.6, 0.8, 1.0]]), (0.1, 0.5, 0.9))
    assert (low, median) == (0.0, 0.0)
    assert high == pytest.approx(1.5)


def test_both_ladders_in_their_shares() -> None:
    below = mixed(np.array([0.25]), np.array([[0.5, 1.0]]), np.array([[0.2, 1.0]]))
    assert below[0] == pytest.approx([0.375, 0.75, 0.8, 1.0])


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=6))
def test_rungs_never_cross(odds: list[float]) -> None:
    ladder = Ladder(tuple(range(len(odds) + 1)), tuple(flat(each) for each in odds))
    below = ladder.below(np.zeros((1, 1)), np.array([0.3]))
    assert below.shape == (1, len(odds) + 1)
    assert (np.diff(below) >= 0).all()
    assert below[0, -1] == 1
