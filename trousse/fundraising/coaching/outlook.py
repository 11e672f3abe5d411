"""What a coach is told of how a campaign will probably end, where it helps to choose whom to call.

Coaches and the platform team alone read it: telling a class that it will probably fail makes it fail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.forecast import Forecast
from trousse.fundraising.campaigns.forecasting import campaigns_forecast
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.coaching.models import CoachAssignment
from trousse.fundraising.coaching.reading import campaign_of
from trousse.fundraising.coaching.words import ALL_TENTHS, chances, range_at_the_end
from trousse.platform.parameters.selectors import integer

TENS = 1_000
"""Cents: a forecast is told in tens of euros, as nobody knows it better."""


@dataclass(frozen=True)
class Outlook:
    """In words: ``chances`` is a whole sentence, ``range`` the end of one."""

    chances: str
    range: str

    @classmethod
    def of(cls, told: Forecast) -> "Outlook":
        low, high = (Euro(cents // TENS * TENS) for cents in (told.low, told.high))
        return cls(chances(tenths(told.probability)), range_at_the_end(low, high))


def tenths(probability: float) -> int:
    """The nearest tenth."""
    return round(probability * ALL_TENTHS)


def outlooks_of(assignments: Iterable[CoachAssignment]) -> dict[int, Outlook]:
    """By project, for those of which it helps to know; two statements, however many."""
    now, days = clock.now(), timedelta(days=integer("coaching.outlook_days"))
    worth = [campaign for campaign in map(campaign_of, assignments) if campaign and _helps(campaign, now - days)]
    return {pk: Outlook.of(told) for pk, told in campaigns_forecast(worth).items()}


def _helps(campaign: Campaign, opened_before: datetime) -> bool:
    """One may still give, the minimum is not there, and the first days are over: before them it would be a guess."""
    if not campaign.is_collecting or campaign.minimum_reached or campaign.opened_at is None:
        return False
    return campaign.opened_at <= opened_before
