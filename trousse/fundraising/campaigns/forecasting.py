"""From campaigns and their gifts to forecasts. Reads; the arithmetic is in ``forecast/``.

The number of statements does not depend on how many campaigns are asked about. Money of funds is not a gift: it is
taken off the goal that donors still have to reach, and added to the total that is foretold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.forecast import DayOfGifts, Fit, Forecast, Past, SoFar, forecast
from trousse.fundraising.campaigns.forecast.model import VERSION, read_json
from trousse.fundraising.campaigns.forecast.shipped import shipped
from trousse.fundraising.campaigns.models import BEFORE_CLOSING, Campaign, ForecastFit, Intake
from trousse.platform.parameters.selectors import integer

FORETOLD = (CampaignState.OPEN, CampaignState.SUSPENDED)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class FitInForce:
    """``own``: learned from our own campaigns; otherwise it is the shipped one, told in our usual gift."""

    fit: Fit
    own: ForecastFit | None


def fit_in_force() -> FitInForce:
    """The latest of our own that this version can read, the shipped one until there is any. One statement."""
    own = ForecastFit.objects.filter(version=VERSION).order_by("-learned_at", "-pk").first()
    if own is not None:
        return FitInForce(read_json(own.fit), own)
    return FitInForce(first_fit(), None)


def first_fit() -> Fit:
    """The shipped one, for gifts of the size that is usual here."""
    return shipped().fit.in_gifts_of(integer("campaigns.typical_gift_cents"))


def campaign_forecast(campaign: Campaign) -> Forecast | None:
    """None for a campaign that does not collect."""
    return campaigns_forecast([campaign]).get(campaign.pk)


def campaigns_forecast(campaigns: Iterable[Campaign]) -> dict[int, Forecast]:
    """By campaign, in two statements; those that are not open (or suspended) are left out. Cents, never above optimum.

    The days of a suspension do not count: time stands still.
    """
    asked = [campaign for campaign in campaigns if campaign.state in FORETOLD and campaign.opened_at]
    if not asked:
        return {}
    gifts = _gifts_by_day(Intake.objects.filter(campaign__in=[each.pk for each in asked], removed_at=None))
    now = clock.now()
    states = [_so_far(each, gifts.get(each.pk, {}), now) for each in asked]
    told = forecast(fit_in_force().fit, states)
    return {
        each.pk: _with_grants(answer, each, each.raised_cents - state.raised)
        for each, state, answer in zip(asked, states, told, strict=True)
    }


def history(most: int) -> list[Past]:
    """The campaigns that closed last, ``most`` at most, newest first. Two statements.

    Gifts that were returned after the closing are part of what happened; those cancelled before are not.
    """
    closed = Campaign.objects.exclude(state__in=BEFORE_CLOSING).order_by("-closed_at", "-pk")
    campaigns = list(closed.defer("search_text")[:most])
    kept = Q(removed_at=None) | Q(removed_at__gte=F("campaign__closed_at"))
    gifts = _gifts_by_day(Intake.objects.filter(kept, campaign__in=[each.pk for each in campaigns]))
    return [_past(each, gifts.get(each.pk, {})) for each in campaigns]


def _gifts_by_day(intakes: QuerySet[Intake]) -> dict[int, dict[date, tuple[int, int]]]:
    """By campaign and day in Paris: cents and number."""
    rows = (
        intakes.filter(taken_cents__gt=0)
        .order_by()
        .values_list("campaign_id", TruncDate("at", tzinfo=clock.PARIS))
        .annotate(cents=Sum("taken_cents"), count=Count("pk"))
    )
    found: dict[int, dict[date, tuple[int, int]]] = {}
    for campaign, day, cents, count in rows:
        found.setdefault(campaign, {})[day] = (cents, count)
    return found


def _so_far(campaign: Campaign, gifts: Mapping[date, tuple[int, int]], now: datetime) -> SoFar:
    first = _first_day(campaign)
    until = campaign.suspended_at or now
    days = _days(first, gifts)
    granted = campaign.raised_cents - sum(each.amount for each in days)
    goal = max(campaign.minimum_goal_cents - granted, 0)
    return SoFar(goal, _length(campaign, first), _elapsed(first, until), days)


def _past(campaign: Campaign, gifts: Mapping[date, tuple[int, int]]) -> Past:
    first = _first_day(campaign)
    days = _days(first, gifts)
    raised = campaign.raised.cents
    granted = max(raised - sum(each.amount for each in days), 0)
    lived = _elapsed(first, campaign.closed_at) if campaign.closed_at else None
    goal = max(campaign.minimum_goal_cents - granted, 0)
    return Past(goal, _length(campaign, first), days, raised >= campaign.minimum_goal_cents, lived)


def _days(first: date, gifts: Mapping[date, tuple[int, int]]) -> Sequence[DayOfGifts]:
    return [DayOfGifts(max((day - first).days, 0), cents, count) for day, (cents, count) in sorted(gifts.items())]


def _first_day(campaign: Campaign) -> date:
    return clock.paris_day(campaign.opened_at) if campaign.opened_at else campaign.opens_on


def _elapsed(first: date, moment: datetime) -> float:
    """Days in Paris, and the part of today: whatever clocks did in between, a gift of today was today."""
    day = clock.paris_day(moment)
    return (day - first).days + (moment - clock.start_of_day(day)) / DAY


def _length(campaign: Campaign, first: date) -> int:
    """Days in which one could give, the first and the last included; a suspension made them more."""
    if campaign.closes_at is None:
        return campaign.duration_days
    return max((clock.paris_day(campaign.closes_at - timedelta(seconds=1)) - first).days + 1, 1)


def _with_grants(told: Forecast, campaign: Campaign, granted: int) -> Forecast:
    low, median, high = (
        min(each + granted, campaign.optimum_goal_cents) for each in (told.low, told.median, told.high)
    )
    return Forecast(told.probability, low, median, high)
