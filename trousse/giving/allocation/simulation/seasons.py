"""Past school years, from what the database holds of them: six statements, however many campaigns. Reads only.

Schools, criteria and agreements are taken as they are known today; of what came into a fund, what was taken back since
does not count.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.models import Grant
from trousse.giving.allocation.simulation.season import Closed, Income, SchoolYear, Season
from trousse.giving.donations.models import Donation
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.models import Deposit, Fund
from trousse.giving.funds.selectors import features_of

MOST = 5
"""School years that are over and looked at, beside the one under way: older ones say little of today."""
_OVER = (CampaignState.SUCCEEDED, CampaignState.FAILED, CampaignState.REFUNDED)

Sums = Mapping[SchoolYear, Mapping[int, int]]
"""Cents by year and fund."""


def seasons_known() -> list[Season]:
    """The years in which campaigns closed, the latest first; the one under way as far as it went."""
    today = clock.today()
    first_day = SchoolYear(SchoolYear.of(today).begins - MOST).first_day
    closed = _closed(first_day)
    sums = _came_in(first_day)
    funds = {fund.pk: fund for fund in Fund.objects.filter(pk__in=_funds(sums)).select_related("agreement")}
    return [
        Season(
            year=year,
            until=min(year.last_day, today),
            campaigns=tuple(closed[year]),
            incomes=tuple(_income(funds[pk], cents) for pk, cents in sorted(sums.get(year, {}).items()) if cents > 0),
        )
        for year in sorted(closed, reverse=True)
    ]


def _closed(first_day: date) -> dict[SchoolYear, list[Closed]]:
    ended = Campaign.objects.filter(state__in=_OVER, closed_at__gte=clock.start_of_day(first_day))
    campaigns = list(ended.defer("search_text", "search").order_by("pk"))
    features, granted = features_of(campaigns), _granted(ended)
    found: dict[SchoolYear, list[Closed]] = defaultdict(list)
    for each in campaigns:
        assert each.opened_at is not None, "PostgreSQL refuses a closed campaign that never opened"
        assert each.closed_at is not None, "PostgreSQL refuses a closed campaign without its date"
        made = Closed(
            id=each.pk,
            goal=each.minimum_goal_cents,
            raised=max(0, each.raised.cents - granted.get(each.pk, 0)),
            features=features[each.pk],
            opened_on=clock.paris_day(each.opened_at),
            closed_on=clock.paris_day(each.closed_at),
        )
        found[SchoolYear.of(made.closed_on)].append(made)
    return found


def _granted(campaigns: QuerySet[Campaign]) -> dict[int, int]:
    """What funds had given to them when they closed: a grant that went home later was in the gauge then."""
    grants = Grant.objects.filter(campaign__in=campaigns.order_by()).order_by()
    return dict(grants.values_list("campaign").annotate(total=Sum("amount_cents")))


def _came_in(first_day: date) -> Sums:
    """Gifts of donors and transfers of patrons, by the day on which they were counted."""
    gifts = Donation.objects.filter(fund__isnull=False, settled_at__gte=clock.start_of_day(first_day)).order_by()
    by_month = gifts.annotate(month=TruncMonth("settled_at", tzinfo=clock.PARIS)).values_list("fund", "month")
    deposits = Deposit.objects.filter(received_on__gte=first_day).order_by()
    by_day = deposits.values_list("fund", "received_on")
    found: dict[SchoolYear, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for fund, month, cents in by_month.annotate(total=Sum(F("taken_cents") - F("released_cents"))):
        found[SchoolYear.of(clock.paris_day(month))][fund] += cents
    for fund, day, cents in by_day.annotate(total=Sum("amount_cents")):
        found[SchoolYear.of(day)][fund] += cents
    return found


def _funds(sums: Sums) -> Iterable[int]:
    return {fund for of_year in sums.values() for fund in of_year}


def _income(fund: Fund, cents: int) -> Income:
    agreement = fund.agreement if fund.kind == FundKind.PATRON else None
    return Income(
        fund=fund.pk,
        cents=cents,
        restriction=fund.restriction,
        limits=fund.limits,
        first_day=agreement.starts_on if agreement else None,
        last_day=agreement.last_day if agreement else None,
    )
