"""What a fund could do today, as its pages show it: to the public and to its patron."""

from collections.abc import Sequence
from dataclasses import dataclass

from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import completable
from trousse.giving.funds.selectors import campaigns_to_help


@dataclass(frozen=True)
class FundReach:
    """``campaigns``: those that it may help and that lack something of their minimum, that end soonest first.

    ``could_complete``: how many it could complete alone.
    """

    campaigns: Sequence[Campaign] = ()
    could_complete: int = 0

    @property
    def can_help(self) -> int:
        return len(self.campaigns)


def reach_of(fund: Fund) -> FundReach:
    """Nothing while its agreement has not begun, or when it is over."""
    if not fund.is_live(clock.today()):
        return FundReach()
    candidates = [campaign for campaign in campaigns_to_help(fund) if campaign.missing_to_minimum]
    gaps = [(campaign.missing_to_minimum, campaign.minimum_goal) for campaign in candidates]
    return FundReach(candidates, completable(gaps, balance=fund.balance, limits=fund.limits))
