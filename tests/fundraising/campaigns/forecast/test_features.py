"""What is read of a campaign: ratios and counts, of the days gone by and of no other."""

from dataclasses import replace

import numpy as np
import pytest

from trousse.fundraising.campaigns.forecast.facts import DayOfGifts, SoFar
from trousse.fundraising.campaigns.forecast.features import NAMES, features, moments, raised

SOME = SoFar(100_000, 40, 20, (DayOfGifts(0, 10_000, 3), DayOfGifts(12, 5_000, 1), DayOfGifts(17, 5_000, 2)))


def column(campaign: SoFar, name: str, typical_gift: float = 4_000) -> float:
    return float(features([campaign], typical_gift)[0, NAMES.index(name)])


@pytest.mark.parametrize(
    ("elapsed", "moment"), [(0, 0.0), (-3, 0.0), (10, 0.25), (40, 1.0), (45, 1.5), (50, 2.0), (9_000, 2.0)]
)
def test_a_life_goes_from_zero_to_one_then_to_two_when_late_payments_are_in(elapsed: int, moment: float) -> None:
    assert moments([replace(SOME, elapsed_days=elapsed)])[0] == pytest.approx(moment)


def test_days_to_come_are_not_read() -> None:
    later = replace(SOME, gifts=(*SOME.gifts, DayOfGifts(20, 90_000, 40)))
    assert np.array_equal(features([later], 4_000), features([SOME], 4_000))
    assert raised([later])[0] == pytest.approx(0.2)


def test_the_last_quarter_counts_as_recent() -> None:
    assert column(SOME, "gifts") == pytest.approx(np.log1p(6))
    assert column(SOME, "recent_gifts") == pytest.approx(np.log1p(2))
    assert column(SOME, "silence") == pytest.approx(2 / 20)


def test_without_gift_everything_is_silence() -> None:
    nothing = replace(SOME, gifts=())
    assert column(nothing, "no_gift") == 1
    assert column(nothing, "silence") == 1
    assert column(nothing, "raised") == 0


def test_another_currency_changes_nothing() -> None:
    dear = SoFar(SOME.goal * 100, 40, 20, tuple(replace(gift, amount=gift.amount * 100) for gift in SOME.gifts))
    assert np.allclose(features([dear], 400_000), features([SOME], 4_000))


def test_a_goal_of_zero_is_reached_and_nothing_is_infinite_in_the_columns() -> None:
    free = replace(SOME, goal=0)
    assert raised([free])[0] == np.inf
    assert np.isfinite(features([free], 4_000)).all()


def test_no_campaign_no_row() -> None:
    assert features([], 4_000).shape == (0, len(NAMES))
