"""From made-up histories."""

from dataclasses import replace

import numpy as np
import pytest

from tests.fundraising.campaigns.forecast import making
from trousse.fundraising.campaigns.forecast import DayOfGifts, Fit, Past, forecast
from trousse.fundraising.campaigns.forecast.learning import NothingToLearn, learn, looked_at
from trousse.fundraising.campaigns.forecast.scores import cross_validated, judged_at, learned
from trousse.fundraising.campaigns.forecast.shipped import shipped


def test_what_was_learned_beats_knowing_how_many_succeed(history: list[Past]) -> None:
    share = np.mean([past.succeeded for past in history])
    for scores in cross_validated(history, learned(), moments=(0.2, 0.75)):
        assert scores.brier < 0.7 * share * (1 - share)
        assert scores.auc > 0.85
        assert 0.6 < scores.coverage <= 1


def test_the_same_history_teaches_the_same(history: list[Past], own_fit: Fit) -> None:
    states = [past.at(12) for past in history[:20]]
    assert forecast(learn(history), states) == forecast(own_fit, states)


def test_one_s_own_campaigns_teach_more_than_those_of_others() -> None:
    """On a platform where next to everything succeeds, a hundred campaigns are enough to say so."""
    lucky, judges = making.history(100, seed=3, luck=2.5), making.history(100, seed=4, luck=2.5)
    first = shipped().fit.in_gifts_of(4_000)
    before, after = (_brier(judges, fit) for fit in (first, learn(lucky, first)))
    assert after < before


def _brier(judges: list[Past], fit: Fit) -> float:
    return sum(each.brier for each in judged_at(judges, lambda states: forecast(fit, states), moments=(0.05, 0.2)))


def test_what_a_history_does_not_show_stays_as_it_was_learned_before(history: list[Past]) -> None:
    """No campaign of this one ever went beyond its goal while it was open."""
    never_above = [replace(past, gifts=past.gifts[:2], succeeded=number % 2 > 0) for number, past in enumerate(history)]
    adapted = learn(never_above, shipped().fit)
    assert np.array_equal(adapted.added.curves[0].weights, shipped().fit.added.curves[0].weights)


def test_a_campaign_is_looked_at_through_its_life_and_no_longer() -> None:
    """Full and closed on its third day: later days would teach that those who have everything get nothing more."""
    slow = Past(1_000, 40, (DayOfGifts(0, 600, 3),), succeeded=False)
    assert looked_at(slow)[:3] == [0, 1, 2]
    assert looked_at(slow)[-4:] == [40, 42, 45, 50]
    quick = Past(1_000, 40, (DayOfGifts(0, 600, 3), DayOfGifts(2, 900, 3)), succeeded=True, lived_days=3)
    assert looked_at(quick) == [0, 1, 2, 3]


@pytest.mark.parametrize("succeeded", [True, False])
def test_when_all_end_alike_there_is_nothing_to_learn(history: list[Past], succeeded: bool) -> None:
    alike = [replace(past, succeeded=succeeded) for past in history[:5]]
    with pytest.raises(NothingToLearn):
        learn(alike)


def test_without_a_goal_a_campaign_teaches_nothing() -> None:
    with pytest.raises(NothingToLearn):
        learn([Past(0, 40, (), succeeded=True), Past(1_000, 40, (), succeeded=False)])


def test_the_usual_gift_is_learned_too(own_fit: Fit) -> None:
    assert own_fit.typical_gift == pytest.approx(4_000, rel=0.05)
