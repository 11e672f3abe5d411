"""Small made-up states of a season, most of them unlikely, and gifts of a season whose rules we know."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from trousse.giving.allocation.policy.response import Response
from trousse.giving.allocation.policy.state import CampaignState, FundState, State

THEMES, DEPTS, REP = ("musique", "sciences"), ("59", "62"), ("non", "rep", "rep+")


def fund(id: str = "F1", **told: Any) -> FundState:  # noqa: A002
    plain = {"balance": 100_000, "restrict": {}, "expires": None, "cap": None, "cap_share_bp": None, "min_grant": 1}
    made: FundState = {"id": id, **plain, **told}  # type: ignore[typeddict-item]
    return made


def campaign(id: str = "C1", **told: Any) -> CampaignState:  # noqa: A002
    plain = {
        "goal": 80_000,
        "raised": 0,
        "granted": 0,
        "granted_by": {},
        "opened_day": 0,
        "duration_days": 30,
        "weight": 100,
        "themes": ["musique"],
        "dept": "59",
        "academie": "Lille",
        "level": "college",
        "rep": "non",
        "zone": "urbain",
        "gifts_by_day": [],
    }
    made: CampaignState = {"id": id, **plain, **told}  # type: ignore[typeddict-item]
    return made


def morning(
    funds: Sequence[FundState], campaigns: Sequence[CampaignState], *, day: int = 0, horizon: int = 150
) -> State:
    return {
        "format": "season-1",
        "day": day,
        "moment": "morning",
        "horizon_days": horizon,
        "funds": funds,
        "campaigns": campaigns,
        "history": [],
    }


def an_evening(funds: Sequence[FundState], campaigns: Sequence[CampaignState], *, day: int) -> State:
    return {**morning(funds, campaigns, day=day), "moment": "evening"}


def random_state(seed: int, *, day: int | None = None) -> State:
    """Any balances, caps, criteria and gauges; every rule of the format takes part."""
    chance = random.Random(seed)
    today = chance.randint(0, 150) if day is None else day
    funds = [_random_fund(chance, f"F{number}", today) for number in range(chance.randint(0, 6))]
    campaigns = [_random_campaign(chance, f"C{number}", today, funds) for number in range(chance.randint(0, 25))]
    state = morning(funds, campaigns, day=today)
    state["moment"] = chance.choice(["morning", "evening"])
    return state


def play(
    response: Response, chance: random.Random, *, attracts: Callable[[float], float], last_week: float, rep: float
) -> None:
    """Two hundred campaigns of thirty days, some of them seeded, whose gifts follow those rules."""
    for number in range(200):
        seeded = chance.choice([0, 10_000, 25_000])
        poor = chance.random() < 0.4
        told = campaign(f"C{number:03}", granted=seeded, rep="rep" if poor else "non")
        rate = 600 * chance.lognormvariate(0, 0.5) * (rep if poor else 1.0)
        gifts: list[int] = []
        for age in range(30):
            mean = rate * attracts((sum(gifts) + seeded) / 80_000) * (last_week if age >= 23 else 1.0)
            gifts.append(round(chance.expovariate(1 / 3_000)) if chance.random() < mean / 3_000 else 0)
        response.meet([told])
        told["raised"], told["gifts_by_day"] = sum(gifts), gifts
        response.watch([told])


def _random_fund(chance: random.Random, id: str, today: int) -> FundState:  # noqa: A002
    restrict: dict[str, list[str]] = {}
    if chance.random() < 0.3:
        restrict["theme"] = chance.sample(THEMES, chance.randint(0, 2))
    if chance.random() < 0.3:
        restrict["dept"] = chance.sample(DEPTS, 1)
    if chance.random() < 0.2:
        restrict["rep"] = ["rep", "rep+"]
    return fund(
        id,
        balance=chance.choice([0, 1, chance.randint(1, 300_000)]),
        restrict=restrict,
        expires=chance.choice([None, None, today - 1, today, today + 20]),
        cap=chance.choice([None, None, 15_000]),
        cap_share_bp=chance.choice([None, None, 3_000, 5_000]),
        min_grant=chance.choice([1, 1, 2_000, 40_000]),
    )


def _random_campaign(
    chance: random.Random,
    id: str,  # noqa: A002
    today: int,
    funds: Sequence[FundState],
) -> CampaignState:
    duration = chance.choice([1, 30, 45, 60])
    age = chance.randint(0, min(today, duration - 1))
    goal = chance.choice([100, 15_000, 80_000, 800_000])
    gifts = [chance.choice([0, 0, 500, 3_500, 20_000]) for _ in range(age)]
    raised = min(sum(gifts), goal - 1)
    granted_by = {}
    if funds and chance.random() < 0.4 and goal - raised > 2:
        granted_by[chance.choice(funds)["id"]] = chance.randint(1, goal - raised - 1)
    return campaign(
        id,
        goal=goal,
        raised=raised,
        granted=sum(granted_by.values()),
        granted_by=granted_by,
        opened_day=today - age,
        duration_days=duration,
        themes=chance.sample(THEMES, chance.randint(1, 2)),
        dept=chance.choice(DEPTS),
        rep=chance.choice(REP),
        gifts_by_day=gifts,
    )
