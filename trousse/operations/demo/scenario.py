"""Which campaigns the season holds, and how each will end: about sixty in every state, fifteen projects on the way."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

from trousse.core.money import Euro
from trousse.operations.demo.gifts import PlannedGift
from trousse.operations.demo.ideas import IDEAS, Idea
from trousse.operations.demo.places import PLACES, Place


class Ending(StrEnum):
    """Where a project stands today."""

    OPEN = "open"
    NEARLY = "nearly"
    FADING = "fading"
    FRESH = "fresh"
    SCHEDULED = "scheduled"
    SUSPENDED = "suspended"
    OPTIMUM = "optimum"
    DEADLINE = "deadline"
    SAVED = "saved"
    FAILED = "failed"
    REFUNDED = "refunded"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    TO_REVISE = "to_revise"
    REFUSED = "refused"
    WITH_HEAD = "with_head"
    WITH_MANAGER = "with_manager"


COUNTS = {
    Ending.OPEN: 17,
    Ending.NEARLY: 7,
    Ending.FADING: 3,
    Ending.FRESH: 3,
    Ending.SCHEDULED: 4,
    Ending.SUSPENDED: 1,
    Ending.OPTIMUM: 7,
    Ending.DEADLINE: 6,
    Ending.SAVED: 5,
    Ending.FAILED: 2,
    Ending.REFUNDED: 5,
    Ending.DRAFT: 2,
    Ending.SUBMITTED: 5,
    Ending.TO_REVISE: 2,
    Ending.REFUSED: 1,
    Ending.WITH_HEAD: 3,
    Ending.WITH_MANAGER: 2,
}
SHARES = {Ending.FAILED: 30, Ending.REFUNDED: 35, Ending.SAVED: 50, Ending.FADING: 10}
"""Percent of the minimum that gifts reach, where a story says so."""
ON_THE_WAY = frozenset(
    {Ending.DRAFT, Ending.SUBMITTED, Ending.TO_REVISE, Ending.REFUSED, Ending.WITH_HEAD, Ending.WITH_MANAGER}
)
OVER = frozenset({Ending.OPTIMUM, Ending.DEADLINE, Ending.SAVED, Ending.FAILED, Ending.REFUNDED})
COMMITTEE_DAYS_AGO = (74, 46, 19)
"""Evenings on which the committee decided: what was then about to end too low was completed by the funds."""


@dataclass(frozen=True)
class Plot:
    """One project of the season. ``opened_days_ago`` is negative for an opening still to come."""

    idea: Idea
    place: Place
    ending: Ending
    duration_days: int
    opened_days_ago: int
    gifts: int

    @property
    def has_campaign(self) -> bool:
        return self.ending not in ON_THE_WAY


def plots(random: Random) -> list[Plot]:
    """The whole season, in the order of the ideas: the first ones are those that the home page shows."""
    endings = [ending for ending, count in COUNTS.items() for _ in range(count)]
    head, rest = endings[:8], endings[8:]
    random.shuffle(rest)
    chosen = zip(IDEAS, [*head, *rest], strict=False)
    return [_plot(random, idea, ending, PLACES[index % len(PLACES)]) for index, (idea, ending) in enumerate(chosen)]


def _plot(random: Random, idea: Idea, ending: Ending, place: Place) -> Plot:
    duration = random.choice((30, 30, 40, 45, 45, 60))
    ago = {
        Ending.FRESH: lambda: random.randint(0, 2),
        Ending.NEARLY: lambda: duration - random.randint(1, 6),
        Ending.FADING: lambda: duration - random.randint(6, 12),
        Ending.SCHEDULED: lambda: -random.randint(2, 15),
        Ending.SUSPENDED: lambda: duration // 2,
        Ending.OPTIMUM: lambda: random.randint(20, 120),
        Ending.DEADLINE: lambda: duration + random.randint(3, 90),
        Ending.SAVED: lambda: duration + random.choice(COMMITTEE_DAYS_AGO) - random.randint(3, 9),
        Ending.FAILED: lambda: duration + 1,
        Ending.REFUNDED: lambda: duration + random.randint(5, 80),
    }.get(ending, lambda: random.randint(6, duration - 8))()
    return Plot(idea, place, ending, duration, ago, _gifts(random, ending))


def _gifts(random: Random, ending: Ending) -> int:
    """How many gifts came so far: few pages get many, most get some (quartiles of the source: 1, 10, 28)."""
    if ending in ON_THE_WAY or ending is Ending.SCHEDULED:
        return 0
    if ending is Ending.FRESH:
        return random.randint(0, 6)
    if ending in {Ending.FAILED, Ending.REFUNDED, Ending.SAVED}:
        return random.randint(4, 16)
    if ending is Ending.FADING:
        return random.randint(1, 3)
    return max(9, min(130, round(random.lognormvariate(3.45, 0.6))))


def goals(random: Random, ending: Ending, gifts: list[PlannedGift]) -> tuple[Euro, Euro]:
    """A minimum and an optimum under which these gifts lead to this ending; round sums, the minimum at most 5 000 €."""
    raised = Euro.total(gift.amount for gift in gifts)
    if not raised:
        minimum = Euro.of(random.choice((400, 600, 800, 1_000, 1_500)))
        return minimum, _round(minimum * 3, 2)
    if ending is Ending.OPTIMUM:
        optimum = Euro.of(max(raised.cents // 100 // 10 * 10 - 10, 50))
        return _capped(_round(optimum * 2, 3)), optimum
    if ending is Ending.DEADLINE:
        minimum = _capped(_round(raised * 4, 5))
        return minimum, max(_round(raised * 3, 2), minimum)
    share = SHARES.get(ending) or random.choice((25, 40, 55, 70, 85, 95, 115, 130))
    minimum = _capped(_round(raised * 100, share))
    return minimum, max(_round(minimum * 3, 2), _round(raised * 5, 4))


def preparation(ending: Ending) -> timedelta:
    """How long before its opening the project was begun."""
    return timedelta(days=24 if ending is Ending.SCHEDULED else 18)


def _round(amount: Euro, by: int) -> Euro:
    """A share of an amount, to the next ten euros."""
    euros = -(-amount.cents // by // 100)
    return Euro.of(max(-(-euros // 10) * 10, 50))


def _capped(amount: Euro) -> Euro:
    return min(amount, Euro.of(5_000))
