"""From the live state to what the policy of seasons is told (format ``season-1``). Reads; a fixed number of statements.

Days are counted from the first of the calendar, and the season never ends: its horizon moves on with the days
(``allocation.horizon_days``, docs/decisions/0027). The goal is the *minimum* goal; a campaign beyond it is over for
funds, and what its gifts taught stays, as does that of the campaigns of the last months. Funds that double gifts are
left out: they answer to gifts, not to plans.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from django.db.models import F, Q, Sum
from django.db.models.functions import TruncDate

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState as Life
from trousse.fundraising.campaigns.models import Campaign, Intake
from trousse.giving.allocation.enums import TurnMoment
from trousse.giving.allocation.marks import marks_of, restrict_of, traits_of
from trousse.giving.allocation.models import Grant
from trousse.giving.allocation.names import campaign_name, fund_name
from trousse.giving.allocation.policy.state import CampaignState, FundState, State
from trousse.giving.equalisation.rules import Weights
from trousse.giving.equalisation.selectors import rules_on
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import ProjectFeatures
from trousse.giving.funds.selectors import features_of, funds_to_grant
from trousse.platform.parameters.selectors import integer

LOOKED_BACK = timedelta(days=120)
"""Campaigns that opened since then still teach how gifts come."""
LAST_MOMENT = timedelta(seconds=1)
_Key = TypeVar("_Key", int, date)


@dataclass(frozen=True)
class LiveSeason:
    """``state`` is what the policy decides on; ``past`` are campaigns that funds no longer help, only learned from."""

    on: date
    state: State
    past: Sequence[CampaignState]


class _Day(NamedTuple):
    """Money of one day of a campaign, in cents."""

    gifts: int
    grants: int


@dataclass(frozen=True)
class _Money:
    """By campaign: gifts and grants of each day, and what each fund has there now."""

    gifts: Mapping[int, Mapping[date, int]]
    grants: Mapping[int, Mapping[date, int]]
    by_fund: Mapping[int, Mapping[int, int]]


def season_now(moment: TurnMoment) -> LiveSeason:
    """As it stands. Gifts of today count among those of the days in the evening only: the day is not over before."""
    today = clock.today()
    campaigns = _campaigns(today)
    funds = [fund for fund in funds_to_grant(today) if not fund.limits.matches]
    features, money = features_of(campaigns), _money([each.pk for each in campaigns])
    special = {
        fund.pk: {pk for pk, told in features.items() if fund.restriction.allows(told)}
        for fund in funds
        if fund.level_groups
    }
    weights, until = rules_on(today).weights, today + timedelta(days=moment is TurnMoment.EVENING)
    open_ones, past = [], []
    for each in campaigns:
        told = _told(each, features[each.pk], weights, marks_of(each.pk, special), money, until)
        if each.is_collecting and each.missing_to_minimum:
            open_ones.append(told)
        else:
            past.append(_until_reached(told))
    state: State = {
        "format": "season-1",
        "day": today.toordinal(),
        "moment": moment.value,
        "horizon_days": today.toordinal() + integer("allocation.horizon_days"),
        "funds": [_fund(fund) for fund in funds],
        "campaigns": open_ones,
        "history": [],
    }
    return LiveSeason(today, state, past)


def _campaigns(today: date) -> list[Campaign]:
    """Those that collect, and those that opened lately."""
    lately = Q(opened_at__gte=clock.start_of_day(today - LOOKED_BACK))
    collecting = Q(state=Life.OPEN, closes_at__gt=clock.now())
    return list(Campaign.objects.filter(collecting | lately).defer("search_text").order_by("pk"))


def _money(campaigns: Sequence[int]) -> _Money:
    kept = Q(removed_at=None) | Q(removed_at__gte=F("campaign__closed_at"))
    intakes = Intake.objects.filter(kept, campaign__in=campaigns, taken_cents__gt=0).order_by()
    gifts = intakes.values_list("campaign_id", TruncDate("at", tzinfo=clock.PARIS)).annotate(sum=Sum("taken_cents"))
    out = Grant.objects.filter(campaign__in=campaigns).order_by()
    grants = list(
        out.values_list("campaign_id", TruncDate("posted_at", tzinfo=clock.PARIS), "fund_id", "returned_at").annotate(
            sum=Sum("amount_cents")
        )
    )
    return _Money(
        gifts=_summed((campaign, day, cents) for campaign, day, cents in gifts),
        grants=_summed((campaign, day, cents) for campaign, day, _fund, _home, cents in grants),
        by_fund=_summed((campaign, fund, cents) for campaign, _day, fund, home, cents in grants if home is None),
    )


def _summed(rows: Iterable[tuple[int, _Key, int]]) -> dict[int, dict[_Key, int]]:
    sums: dict[int, dict[_Key, int]] = defaultdict(lambda: defaultdict(int))
    for campaign, key, cents in rows:
        sums[campaign][key] += cents
    return sums


def _told(
    campaign: Campaign,
    features: ProjectFeatures,
    weights: Weights,
    marks: Sequence[str],
    money: _Money,
    until: date,
) -> CampaignState:
    first = clock.paris_day(campaign.opened_at) if campaign.opened_at else campaign.opens_on
    last = clock.paris_day(campaign.closes_at - LAST_MOMENT) if campaign.closes_at else first
    seen = range(min(max((until - first).days, 0), (last - first).days + 1))
    gifts, grants = money.gifts.get(campaign.pk, {}), money.grants.get(campaign.pk, {})
    days = [first + timedelta(days=age) for age in seen]
    weight = weights.weight_of(features)
    return {
        "id": campaign_name(campaign.pk),
        "goal": campaign.minimum_goal_cents,
        "raised": campaign.raised_cents - campaign.granted_cents,
        "granted": campaign.granted_cents,
        "granted_by": {fund_name(fund): cents for fund, cents in money.by_fund.get(campaign.pk, {}).items()},
        "opened_day": first.toordinal(),
        "duration_days": max((last - first).days + 1, 1),
        "weight": weight,
        "worth": weight,
        "gifts_by_day": [gifts.get(day, 0) for day in days],
        "granted_by_day": [grants.get(day, 0) for day in days],
        **traits_of(features, marks),
    }


def _until_reached(told: CampaignState) -> CampaignState:
    """A campaign that is over for funds: its days up to that on which its goal was reached, and no more."""
    total, days = 0, list[_Day]()
    for gifts, grants in zip(told["gifts_by_day"], told.get("granted_by_day", ()), strict=True):
        if total >= told["goal"]:
            break
        days.append(_Day(gifts, grants))
        total += gifts + grants
    return {
        **told,
        "raised": sum(day.gifts for day in days),
        "granted": sum(day.grants for day in days),
        "gifts_by_day": [day.gifts for day in days],
        "granted_by_day": [day.grants for day in days],
    }


def _fund(fund: Fund) -> FundState:
    limits = fund.limits
    return {
        "id": fund_name(fund.pk),
        "balance": fund.balance_cents,
        "restrict": restrict_of(fund.pk, fund.restriction, is_plain=not fund.level_groups),
        "expires": limits.expires_on.toordinal() if limits.expires_on else None,
        "cap": limits.cap.cents if limits.cap is not None else None,
        "cap_share_bp": limits.share_cap_bp,
        "min_grant": max(1, limits.least.cents),
    }
