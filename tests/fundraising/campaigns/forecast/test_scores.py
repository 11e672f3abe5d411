"""Scores counted by hand, and a validation that does not peek."""

import pytest

from trousse.fundraising.campaigns.forecast import DayOfGifts, Forecast, Past, SoFar
from trousse.fundraising.campaigns.forecast.scores import cross_validated, judged, judged_at


def past(total: int, *, succeeded: bool, goal: int = 100) -> Past:
    return Past(goal, 10, (DayOfGifts(1, total, 1),) if total else (), succeeded)


HISTORY = [past(0, succeeded=False), past(50, succeeded=False), past(120, succeeded=True), past(900, succeeded=True)]
TOLD = [
    Forecast(0.05, 0, 0, 10),
    Forecast(0.55, 20, 60, 110),
    Forecast(0.55, 20, 120, 130),
    Forecast(1.0, 400, 500, 800),
]


def test_by_hand() -> None:
    scores = judged(0.5, HISTORY, TOLD)
    assert scores.brier == pytest.approx((0.05**2 + 0.55**2 + 0.45**2) / 4)
    assert scores.ece == pytest.approx((0.05 + 0.10 + 0) / 4)
    assert scores.auc == pytest.approx((1 + 1 + 1 + 0.5) / 4)
    assert scores.coverage == 0.75
    assert scores.error == pytest.approx(0.2)


def test_a_joke_goal_counts_as_three_goals_at_most() -> None:
    """120 of 100 foretold exactly, and 900 of 100 foretold as 400 or more: neither costs anything."""
    exact = [Forecast(1, 120, 120, 120), Forecast(1, 400, 500, 800)]
    assert judged(0.5, HISTORY[2:], exact).pinball == 0
    low = [Forecast(1, 120, 120, 120), Forecast(1, 200, 200, 200)]
    assert judged(0.5, HISTORY[2:], low).pinball == pytest.approx((0.1 + 0.5 + 0.9) / 3 / 2)


def test_one_outcome_alone_cannot_be_told_apart() -> None:
    assert judged(0.5, HISTORY[:1], TOLD[:1]).auc == 0.5
    assert judged(0.5, HISTORY[:1], TOLD[:1]).error == 0


def test_nobody_is_foretold_by_a_model_that_saw_them() -> None:
    many = [past(number, succeeded=number % 2 > 0, goal=1_000 + number) for number in range(1, 41)]
    foretold: list[int] = []

    def learner(history: object) -> object:
        seen = {each.goal for each in history}  # type: ignore[attr-defined]

        def foretell(campaigns: list[SoFar]) -> list[Forecast]:
            assert not seen & {each.goal for each in campaigns}
            foretold.extend(each.goal for each in campaigns)
            return [Forecast(0.5, 0, 0, 0)] * len(campaigns)

        return foretell

    [scores] = cross_validated(many, learner, moments=(0.5,))  # type: ignore[arg-type]
    assert sorted(foretold) == [each.goal for each in many]
    assert scores.brier == 0.25
    assert scores.campaigns == 40


def test_a_model_that_is_given_is_asked_at_each_moment() -> None:
    asked: list[float] = []

    def foretell(campaigns: object) -> list[Forecast]:
        asked.extend(each.elapsed_days for each in campaigns)  # type: ignore[attr-defined]
        return TOLD

    assert [each.moment for each in judged_at(HISTORY, foretell, moments=(0.05, 0.5))] == [0.05, 0.5]
    assert asked == [1] * 4 + [5] * 4
