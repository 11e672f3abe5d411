"""Made-up campaigns: some classes have many friends, some have none, gifts come early and at the end."""

import random

from trousse.fundraising.campaigns.forecast import DayOfGifts, Past

GOAL = 100_000
DAYS = 40


def history(count: int, *, seed: int = 7, gift: int = 4_000, luck: float = 1.0) -> list[Past]:
    """``luck`` moves how many succeed: at 1 about half of them."""
    chance = random.Random(seed)
    return [_campaign(chance, gift, luck) for _ in range(count)]


def _campaign(chance: random.Random, gift: int, luck: float) -> Past:
    goal = round(GOAL * chance.choice((0.5, 1, 2)) * gift / 4_000)
    friends = luck * goal / gift / DAYS * chance.choice((0.0, 0.2, 0.5, 1.0, 1.3, 2.0))
    gifts = []
    for day in range(DAYS):
        rush = 2.0 if day in (0, 1, DAYS - 1) else 0.9
        count = sum(chance.random() < friends * rush / 8 for _ in range(8))
        if count:
            gifts.append(DayOfGifts(day, sum(chance.randint(gift // 2, gift * 3 // 2) for _ in range(count)), count))
    total = sum(each.amount for each in gifts)
    return Past(goal, DAYS, tuple(gifts), succeeded=total >= goal)
