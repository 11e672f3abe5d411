"""How much people give, and when.

Amounts: shares of the exact sums counted on 27,880 British fundraising pages (667,900 gifts), rounded, their shape
kept and moved towards the French average (about 60 € in 2023). Rhythm: share of the gifts in each tenth of the
duration of 1,160 funded all-or-nothing campaigns (Catarse), with the first-day peak of ordinary pages. Weekdays: the
same pages, Friday first. Hours: evenings, which no source tells.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from trousse.core.money import Euro

AMOUNTS = {
    5: 40, 10: 130, 15: 25, 20: 190, 25: 35, 30: 130, 40: 50, 50: 200, 60: 20, 75: 8, 80: 15, 100: 140, 120: 6, 150: 30,
    200: 40, 250: 10, 300: 12, 500: 10,
}  # fmt: skip
"""Euros → how often in a thousand or so."""

TENTHS = (22, 10, 8, 6, 6, 6, 7, 8, 10, 17)
WEEKDAYS = (131, 135, 137, 147, 178, 141, 131)
HOURS = (1, 0, 0, 0, 0, 1, 3, 6, 7, 6, 6, 7, 9, 8, 6, 6, 8, 10, 12, 13, 15, 14, 10, 4)


@dataclass(frozen=True)
class PlannedGift:
    at: datetime
    amount: Euro


def plan(random: Random, *, count: int, starts: datetime, ends: datetime, until: datetime) -> list[PlannedGift]:
    """``count`` gifts between ``starts`` and ``until``, as they would come in a campaign that lasts to ``ends``.

    The sums do not depend on the dates, which weekdays move about.
    """
    amounts = random.choices(list(AMOUNTS), weights=list(AMOUNTS.values()), k=count)
    calendar = Random(random.getrandbits(64))
    moments: list[datetime] = []
    while len(moments) < count:
        moment = _moment(calendar, starts, ends)
        if starts <= moment < until:
            moments.append(moment)
    return [PlannedGift(at, Euro.of(euros)) for at, euros in zip(sorted(moments), amounts, strict=True)]


def _moment(random: Random, starts: datetime, ends: datetime) -> datetime:
    """Drawn by tenth of the duration, kept or drawn again by weekday, then given an hour of the day."""
    whole = ends - starts
    while True:
        tenth = random.choices(range(10), weights=TENTHS)[0]
        moment = starts + whole * ((tenth + random.random()) / 10)
        if random.random() * max(WEEKDAYS) < WEEKDAYS[moment.weekday()]:
            break
    hour = random.choices(range(24), weights=HOURS)[0]
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(hours=hour, minutes=random.randrange(60), seconds=random.randrange(60))
