"""The season on paper: who gives how much, when, and towards which ending."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from trousse.core.money import Euro
from trousse.operations.demo import gifts
from trousse.operations.demo.gifts import PlannedGift
from trousse.operations.demo.ideas import EXPENSES, IDEAS, LEARNING, STORIES
from trousse.operations.demo.places import PLACES
from trousse.operations.demo.scenario import COUNTS, Ending, goals, plots

STARTS = datetime(2026, 9, 1, 6, tzinfo=UTC)
ENDS = STARTS + timedelta(days=45)


def some_gifts(count: int, seed: int = 1) -> list[PlannedGift]:
    return gifts.plan(Random(seed), count=count, starts=STARTS, ends=ENDS, until=ENDS)


def test_gifts_come_in_order_and_in_time() -> None:
    moments = [gift.at for gift in some_gifts(200)]
    assert moments == sorted(moments)
    assert moments[0] >= STARTS
    assert moments[-1] < ENDS


def test_gifts_begin_and_end_with_a_rush() -> None:
    days = Counter((gift.at - STARTS).days // 15 for gift in some_gifts(3000))
    assert days[0] > days[1] < days[2]


def test_the_mean_gift_is_that_of_french_school_campaigns() -> None:
    total = Euro.total(gift.amount for gift in some_gifts(5000))
    assert 50_00 < total.cents / 5000 < 70_00


def test_the_same_seed_plays_the_same_season() -> None:
    assert plots(Random(7)) == plots(Random(7))
    assert plots(Random(7)) != plots(Random(8))
    assert some_gifts(20) == some_gifts(20)


def test_the_season_has_every_ending_in_many_places() -> None:
    season = plots(Random(2017))
    assert Counter(plot.ending for plot in season) == COUNTS
    assert len({plot.place.departement for plot in season}) >= 20
    assert sum(plot.has_campaign for plot in season) == 60


@pytest.mark.parametrize("ending", [ending for ending in COUNTS if ending not in {Ending.SCHEDULED, Ending.FRESH}])
def test_goals_lead_where_they_must(ending: Ending) -> None:
    planned = some_gifts(30)
    raised = Euro.total(gift.amount for gift in planned)
    minimum, optimum = goals(Random(3), ending, planned)
    assert Euro.zero() < minimum <= optimum
    assert minimum <= Euro.of(5_000)
    if ending is Ending.OPTIMUM:
        assert raised >= optimum
    if ending is Ending.DEADLINE:
        assert minimum <= raised < optimum
    if ending in {Ending.FAILED, Ending.REFUNDED}:
        assert raised < minimum


def test_every_idea_has_its_texts_and_fits_its_fields() -> None:
    assert len({idea.title for idea in IDEAS}) == len(IDEAS) >= sum(COUNTS.values())
    for idea in IDEAS:
        assert len(idea.title) <= 80
        assert len(idea.summary) <= 280
        assert idea.theme in STORIES
        assert idea.theme in LEARNING
        assert sum(share for _label, share, _note in EXPENSES[idea.theme]) == 100
    assert len({place.departement for place in PLACES}) == len(PLACES)
