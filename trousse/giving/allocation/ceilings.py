"""What caps of funds and the rules of solidarity let locked campaigns have, whatever was planned before. Reads.

A round may wait for days between its proposal and its second signature, while mandates go on giving.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.models import Grant
from trousse.giving.equalisation.rules import Limits
from trousse.giving.equalisation.selectors import rules_on
from trousse.giving.funds.models import Fund


@dataclass
class Ceilings:
    """``given``: cents of each (fund, campaign) that stand there. Counted down as it is used."""

    campaigns: Mapping[int, Campaign]
    funds: Mapping[int, Fund]
    limits: Limits
    given: dict[tuple[int, int], int]
    granted: dict[int, int]

    def take(self, fund_id: int, campaign_id: int, amount: Euro) -> Euro:
        """As much of ``amount`` as they leave room for; nothing rather than less than the fund's least grant."""
        goal = self.campaigns[campaign_id].minimum_goal
        pair, limits = (fund_id, campaign_id), self.funds[fund_id].limits
        bounds = [amount.cents]
        if (most := limits.most(goal)) is not None:
            bounds.append(most.cents - self.given.get(pair, 0))
        if (most_of_all := self.limits.most(goal.cents)) is not None:
            bounds.append(most_of_all - self.granted[campaign_id])
        cents = max(0, min(bounds))
        if cents < min(amount.cents, limits.least.cents):
            return Euro.zero()
        self.given[pair] = self.given.get(pair, 0) + cents
        self.granted[campaign_id] += cents
        return Euro(cents)


def ceilings(fund_ids: Iterable[int], campaigns: Mapping[int, Campaign]) -> Ceilings:
    """Of these funds for these campaigns, which are locked; three statements."""
    funds = Fund.objects.select_related("agreement").in_bulk(set(fund_ids))
    standing = Grant.objects.filter(returned_at=None, fund__in=funds, campaign__in=campaigns).order_by()
    sums = standing.values_list("fund_id", "campaign_id").annotate(cents=Sum("amount_cents"))
    return Ceilings(
        campaigns=campaigns,
        funds=funds,
        limits=rules_on(clock.today()).limits,
        given={(fund, campaign): cents for fund, campaign, cents in sums},
        granted={pk: campaign.granted_cents for pk, campaign in campaigns.items()},
    )
