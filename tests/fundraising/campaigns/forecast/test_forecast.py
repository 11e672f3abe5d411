"""What is foretold: sensible whatever is asked, piles included."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.fundraising.campaigns.forecast import DayOfGifts, Fit, Forecast, SoFar, forecast
from trousse.fundraising.campaigns.forecast.model import UnreadableFit, as_json, read_json
from trousse.fundraising.campaigns.forecast.shipped import shipped

EUROS = 100
SOME = SoFar(1_000 * EUROS, 60, 30, (DayOfGifts(1, 150 * EUROS, 4), DayOfGifts(20, 100 * EUROS, 2)))


@pytest.fixture(scope="module")
def fit() -> Fit:
    return shipped().fit.in_gifts_of(62 * EUROS)


def one(fit: Fit, campaign: SoFar) -> Forecast:
    [told] = forecast(fit, [campaign])
    return told


def with_gifts(*gifts: tuple[int, int], count: int = 3) -> tuple[DayOfGifts, ...]:
    return tuple(DayOfGifts(day, euros * EUROS, count) for day, euros in gifts)


def test_on_the_first_day_anything_may_happen(fit: Fit) -> None:
    told = one(fit, replace(SOME, elapsed_days=0, gifts=()))
    assert 0.2 < told.probability < 0.8
    assert told.low < 500 * EUROS < told.high


def test_half_way_without_a_gift_nothing_is_the_likeliest_total(fit: Fit) -> None:
    told = one(fit, replace(SOME, gifts=()))
    assert told.probability < 0.05
    assert (told.low, told.median) == (0, 0)


def test_more_and_nearer_gifts_are_better(fit: Fit) -> None:
    poor, some, rich = (one(fit, replace(SOME, gifts=with_gifts((1, euros), (25, euros)))) for euros in (20, 200, 450))
    assert poor.probability < some.probability < rich.probability
    assert poor.median < some.median < rich.median
    assert rich.median >= SOME.goal


def test_a_goal_that_is_reached_is_certain_and_what_is_there_stays(fit: Fit) -> None:
    told = one(fit, replace(SOME, gifts=with_gifts((2, 700), (25, 400))))
    assert told.probability == 1
    assert 1_100 * EUROS <= told.low <= told.median <= told.high


def test_many_totals_are_just_above_the_goal(fit: Fit) -> None:
    told = one(fit, replace(SOME, elapsed_days=57, gifts=with_gifts((1, 400), (30, 300), (55, 200))))
    assert told.probability > 0.8
    assert SOME.goal <= told.median < SOME.goal * 1.1


def test_past_the_end_late_payments_may_still_come_then_nothing_does(fit: Fit) -> None:
    near = replace(SOME, gifts=with_gifts((1, 500), (59, 480)))
    at_the_end, a_week_later, much_later = (one(fit, replace(near, elapsed_days=day)) for day in (60, 67, 300))
    assert at_the_end.probability > a_week_later.probability > much_later.probability == 0
    assert (much_later.low, much_later.median, much_later.high) == (980 * EUROS,) * 3


@pytest.mark.parametrize("raised", [0, 50])
def test_a_goal_of_zero_is_reached(fit: Fit, raised: int) -> None:
    told = one(fit, replace(SOME, goal=0, gifts=with_gifts((1, raised)) if raised else ()))
    assert told.probability == 1
    assert told.low >= raised * EUROS
    assert told.high < 1_000 * EUROS


@pytest.mark.parametrize("days", [1, 2, 365, 100_000])
def test_a_day_or_a_year(fit: Fit, days: int) -> None:
    begun = SoFar(1_000 * EUROS, days, max(days // 2, 1), with_gifts((0, 300)))
    told = one(fit, begun)
    assert 0 < told.probability < 1
    assert 300 * EUROS <= told.low <= told.median <= told.high


gifts = st.lists(
    st.builds(DayOfGifts, st.integers(0, 400), st.integers(0, 10**9), st.integers(0, 10_000)), max_size=6
).map(tuple)
anything = st.builds(
    SoFar, st.integers(0, 10**12), st.integers(1, 4_000), st.floats(0, 5_000) | st.integers(0, 500), gifts
)


@given(st.lists(anything, max_size=4))
def test_whatever_is_asked_the_answer_is_ordered(asked: list[SoFar]) -> None:
    answers = forecast(shipped().fit, asked)
    assert len(answers) == len(asked)
    for campaign, told in zip(asked, answers, strict=True):
        assert 0 <= told.probability <= 1
        assert campaign.raised <= told.low <= told.median <= told.high
        assert (told.probability == 1) >= (campaign.raised >= campaign.goal)


@given(st.lists(anything, min_size=2, max_size=4))
def test_each_is_foretold_as_if_it_were_alone(asked: list[SoFar]) -> None:
    together = forecast(shipped().fit, asked)
    for campaign, told in zip(asked, together, strict=True):
        alone = one(shipped().fit, campaign)
        assert alone.probability == pytest.approx(told.probability, abs=1e-4)
        assert alone.median == pytest.approx(told.median, rel=1e-6, abs=1)


def test_a_fit_is_numbers_that_are_read_back(fit: Fit, own_fit: Fit) -> None:
    for each in (fit, own_fit):
        again = read_json(json.loads(json.dumps(as_json(each))))
        assert one(again, SOME) == one(each, SOME)


@pytest.mark.parametrize(
    "changed",
    [{"version": 0}, {"columns": ["mood"]}, {"success": {}}, {"missing": None}, {"typical_gift": "much"}],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_not_a_fit_of_this_version_is_not_read(fit: Fit, changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableFit):
        read_json(as_json(fit) | changed)


def test_weights_that_do_not_fit_are_not_read(fit: Fit) -> None:
    data = as_json(fit)
    data["success"]["weights"] = [[[1.0]]]
    with pytest.raises(UnreadableFit):
        read_json(data)
