"""What rules would have done, against trying everything on tiny years; and the document that tells it."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from tests.giving.allocation.simulation.builders import EVEN, closed, income, rules, season
from trousse.core.money import Euro
from trousse.giving.allocation.simulation.problem import COUNTING
from trousse.giving.allocation.simulation.scoring import Settings, inputs_sha256, play, simulate
from trousse.giving.allocation.simulation.season import Closed, Income, Season
from trousse.giving.equalisation.rules import Limits, Rules

SETTINGS = Settings(least=3, bands=(900, 1100))


def tiny(seed: int) -> tuple[Season, Rules]:
    """A few cents each, so that everything can be tried."""
    chance = random.Random(seed)
    campaigns = [
        closed(
            id=number,
            goal=(goal := chance.randint(2, 6)),
            raised=chance.randint(0, goal),
            departement=chance.choice(["59", "62"]),
            priority=chance.choice(["non", "rep", "rep+"]),
            zone=chance.choice(["rural", "urbain", None]),
            level_groups=frozenset(chance.sample(["college", "lycee"], chance.randint(1, 2))),
        )
        for number in range(1, chance.randint(3, 6))
    ]
    limits = {
        "cap": chance.choice([None, None, Euro(chance.randint(1, 4))]),
        "share_cap_bp": chance.choice([None, None, 5000]),
        "least": Euro(chance.choice([0, 0, 2])),
        "matches": chance.random() < 0.2,
    }
    few = {"departements": ["59"]} if chance.random() < 0.5 else {"level_groups": ["college"]}
    incomes = [income(chance.randint(1, 6), fund=1, limits=limits), income(chance.randint(1, 6), fund=2, **few)]
    draft = rules(
        rep_plus=chance.choice([200, 400]),
        limits=Limits(
            most_share_bp=chance.choice([None, 6000]), least_raised_bp=chance.choice([0, 2000]), most_cents=None
        ),
    )
    return season(campaigns, *incomes), draft


def best(year: Season, under: Rules) -> int:
    """The greatest worth that any plan reaches."""
    wanted = [each for each in year.campaigns if each.missing and _allowed(each, under)]
    subsets = (chosen for size in range(len(wanted) + 1) for chosen in combinations(wanted, size))
    payable = (chosen for chosen in subsets if _payable(chosen, [each.cents for each in year.incomes], year.incomes))
    return max(sum(under.weights.weight_of(each.features) for each in chosen) for chosen in payable)


def _allowed(each: Closed, under: Rules) -> bool:
    told = under.limits.refusal(goal=each.goal, raised_alone=each.raised, granted=0, ask=each.missing, is_seed=False)
    return told is None


def _payable(chosen: Sequence[Closed], left: list[int], incomes: Sequence[Income]) -> bool:
    if not chosen:
        return True
    return any(
        _payable(chosen[1:], [have - paid for have, paid in zip(left, split, strict=True)], incomes)
        for split in _splits(chosen[0], left, incomes)
    )


def _splits(campaign: Closed, left: list[int], incomes: Sequence[Income]) -> Iterator[tuple[int, ...]]:
    """Every way in which the funds may pay what is missing, with what they have left."""

    def ways(place: int, missing: int) -> Iterator[tuple[int, ...]]:
        if place == len(incomes):
            if not missing:
                yield ()
            return
        for paid in range(min(left[place], missing) + 1):
            if not paid or _may_pay(incomes[place], campaign, paid):
                yield from ((paid, *rest) for rest in ways(place + 1, missing - paid))

    return ways(0, campaign.missing)


def _may_pay(money: Income, campaign: Closed, cents: int) -> bool:
    most = money.limits.most(Euro(campaign.goal))
    is_enough = cents >= min(money.limits.least.cents, campaign.missing)
    return money.may_help(campaign) and is_enough and (most is None or cents <= most.cents)


@pytest.mark.parametrize("dozen", range(6))
def test_no_plan_does_better_on_tiny_years(dozen: int) -> None:
    for seed in range(dozen * 12, dozen * 12 + 12):
        year, draft = tiny(seed)
        for under in (draft, COUNTING):
            played = play(year, under)
            assert played.weight == best(year, under), (seed, under)
            assert played.is_proven
            by_id = {each.id: each for each in year.campaigns}
            helped = [by_id[pk] for pk in played.helped]
            assert all(each.missing and _allowed(each, under) for each in helped)
            assert played.cents == sum(each.missing for each in helped) <= year.money


def a_year(**changes: Any) -> Season:
    """Thirty campaigns: the first ten made it alone; the money completes ten of the twenty that lack 10 cents."""
    priorities = ["non"] * 10 + ["rep"] * 10 + ["non"] * 10
    campaigns = [
        closed(id=number, goal=100, raised=100 if number <= 10 else 90, priority=priority, **changes)
        for number, priority in enumerate(priorities, start=1)
    ]
    return season(campaigns, income(100, fund=1))


def told_of(year: Season, draft: Rules, **changes: Any) -> dict[str, Any]:
    found = simulate([year], in_force=EVEN, draft=draft, settings=replace(SETTINGS, **changes))
    [only] = found["seasons"]
    return dict(only)


def test_what_a_draft_changes_is_told_by_group() -> None:
    told = told_of(a_year(), rules(rep=150))
    assert (told["campaigns"], told["alone"], told["need_cents"], told["money_cents"]) == (30, 10, 200, 100)
    assert told["before"]["groups"]["priority"] == {"non": [10, 20], "rep": [0, 10]}
    assert told["draft"]["groups"]["priority"] == {"non": [10, 20], "rep": [10, 10]}
    assert told["draft"]["helped"] == told["in_force"]["helped"] == 10
    assert told["price_of_fairness"] == {"in_force": 0, "draft": 0}
    assert told["draft"]["is_proven"]
    assert told["draft"]["bound"] == told["draft"]["weight"] == 1500


def test_the_price_of_fairness_is_what_counting_alone_would_have_added() -> None:
    cheap = [closed(goal=100, raised=95) for _ in range(10)]
    dear = [closed(goal=100, raised=50, priority="rep+") for _ in range(10)]
    told = told_of(season([*cheap, *dear], income(50)), rules(rep_plus=500, rep=500))
    assert (told["largest"]["succeeded"], told["most"]) == (10, 10)
    # Ten projects of 5 cents are worth 1000; one of 50 cents is worth 500.
    assert told["price_of_fairness"]["draft"] == 0
    waiting = told_of(season([*cheap, *dear], income(50)), rules(limits=Limits(most_cents=4)))
    assert waiting["draft"]["succeeded"] == 0
    assert waiting["draft"]["held_back"] == 20
    assert waiting["price_of_fairness"] == {"in_force": 0, "draft": 10_000}


def test_the_order_of_campaigns_and_funds_does_not_matter() -> None:
    year, draft = tiny(7)
    many = [replace(each, id=each.id + 10 * copy) for copy in range(4) for each in year.campaigns]
    one = replace(year, campaigns=tuple(many))
    other = replace(year, campaigns=tuple(reversed(many)), incomes=tuple(reversed(year.incomes)))
    assert told_of(one, draft) == told_of(other, draft)


def test_the_same_weights_and_limits_are_played_once() -> None:
    told = told_of(a_year(), replace(EVEN, version=9))
    assert told["draft"] == told["in_force"]


def test_a_year_with_few_campaigns_says_nothing() -> None:
    told = told_of(season([closed() for _ in range(11)], income(100)), rules())
    assert told == {
        "label": "2025-2026",
        "until": "2026-08-31",
        "is_over": True,
        "campaigns": 11,
        "is_told": False,
    }


def test_small_groups_are_hidden_in_every_outcome() -> None:
    year = a_year()
    alone = [*year.campaigns, closed(raised=90, departement="48"), closed(raised=100, departement="974")]
    told = told_of(replace(year, campaigns=tuple(alone)), rules(rep=150))
    for name in ("before", "in_force", "draft", "largest"):
        groups = told[name]["groups"]
        assert groups["departement"] is None or set(groups["departement"].values()) == {None}
        assert groups["priority"]["rep"] is not None


def test_the_document_is_json_of_whole_numbers() -> None:
    found = simulate([a_year()], in_force=EVEN, draft=rules(), settings=SETTINGS)
    again = json.loads(json.dumps(found))
    assert again == found
    assert "." not in json.dumps([each | {"label": ""} for each in found["seasons"]])
    assert (found["versions"], found["least_group"]) == ({"in_force": 1, "draft": 2}, 3)


def test_its_name_is_that_of_all_it_depends_on() -> None:
    year = a_year()

    def name(of: Season = year, draft: Rules = EVEN, settings: Settings = SETTINGS) -> str:
        return inputs_sha256([of], in_force=EVEN, draft=draft, settings=settings)

    changed = [
        name(of=a_year(ips=899)),
        name(of=replace(year, incomes=())),
        name(draft=rules(rep=151)),
        name(settings=replace(SETTINGS, least=6)),
    ]
    assert name() == name(of=a_year())
    assert len({name(), *changed}) == 5
    assert name() == simulate([year], in_force=EVEN, draft=EVEN, settings=SETTINGS)["inputs_sha256"]
