"""A season is begun again from what was learned: the same curves, the same gauges, the same decisions."""

import json
import random
from copy import deepcopy
from typing import Any

import numpy as np

from tests.giving.allocation.policy.seasons import campaign, fund, morning, play, random_state
from trousse.giving.allocation.policy.learned import Learned
from trousse.giving.allocation.policy.proposing import Memory
from trousse.giving.allocation.policy.response import Response, age_class, age_classes


def test_what_is_kept_in_json_is_what_was_learned() -> None:
    response = Response()
    play(response, random.Random(5), attracts=lambda share: 1 + share, last_week=2.0, rep=0.6)
    response.learn()
    learned = response.learned({"F1": 1 / 3})
    assert Learned.from_json(json.loads(json.dumps(learned.as_json()))) == learned
    assert Response.of(learned).learned(learned.prices) == learned


def test_another_version_begins_with_its_own_opinion() -> None:
    assert Learned.from_json({}) == Learned()
    assert Learned.from_json({"version": "season-policy/0", "prices": {"F1": 1.0}}) == Learned()


def test_begun_again_every_morning_it_watches_everything_anew() -> None:
    state = random_state(11, day=60)
    state["moment"] = "morning"
    past = [campaign("P1", raised=30_000, gifts_by_day=[1_000] * 30), campaign("P2", gifts_by_day=[0] * 30)]
    memory = Memory.of(Learned(), past)
    first = memory.propose(deepcopy(state))
    again = Memory.of(Learned(), list(reversed(past)))
    assert again.propose(state) == first
    assert again.learned == memory.learned
    assert set(memory.learned.prices) == {each["id"] for each in state["funds"]}


def test_gifts_are_compared_with_the_gauge_of_their_day() -> None:
    """Told all at once with the mornings of the grants, or day after day as it happened: the same is seen."""
    gifts, grants = [500, 0, 2_000, 1_000], [0, 0, 20_000, 0]
    told = campaign(raised=3_500, granted=20_000, gifts_by_day=gifts, granted_by_day=grants)
    at_once, daily = Response(), Response()
    at_once.meet([told])
    at_once.watch([told])
    for day in range(1, 5):
        so_far: dict[str, Any] = {"raised": sum(gifts[:day]), "granted": sum(grants[:day]), "gifts_by_day": gifts[:day]}
        daily.meet([campaign()])
        daily.watch([campaign(**so_far)])
    assert at_once._bin.seen.tolist() == daily._bin.seen.tolist()
    assert at_once._amount.seen.tolist() == gifts


def test_ages_of_many_are_those_of_each() -> None:
    ages = [(age, duration) for duration in (1, 7, 30, 60) for age in range(duration)]
    found = age_classes(*(np.array(values, dtype=np.float64) for values in zip(*ages, strict=True)))
    assert found.tolist() == [age_class(age, duration) for age, duration in ages]


def test_without_anything_past_it_is_a_new_season() -> None:
    state = morning([fund()], [campaign()], day=0)
    assert Memory.of(Learned(), []).propose(state) == Memory().propose(state)
