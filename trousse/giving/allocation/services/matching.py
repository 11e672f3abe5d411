"""Gifts are doubled as they come, once each, by funds whose agreement says so and within a mandate.

Locks as everywhere (docs/money.md): donations → mandates → campaigns → funds → ledger accounts, each by id. What is
read before is only a guess at what to lock: everything is counted again under the locks.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services.grants import grants_lock
from trousse.giving.allocation.doubling import Doubling
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.matching import (
    funds_doubling,
    gift_made,
    gifts_to_double,
    mandates_doubling,
    standing_gifts,
    till_of,
)
from trousse.giving.allocation.models import Grant
from trousse.giving.allocation.services.acting import mandates_lock, mandates_spend
from trousse.giving.allocation.services.grants import Ask, bring_home, grants_post
from trousse.giving.donations.models import Donation
from trousse.giving.funds.services import fund_lock

ACTOR = Actor.system("allocation.gifts_double")
BATCH = 200
"""Gifts doubled in one transaction."""
REASON = "Un euro pour un euro : ce fonds double les dons, jusqu’au minimum et tant qu’il reste de quoi."


def gifts_double() -> int:
    """Double what was not doubled yet; returns how many gifts. Done already, it does nothing."""
    done = 0
    while batch := _due():
        made = _double(batch)
        done += made
        if not made:  # somebody was faster: what is left is for the next time
            break
    return done


def doublings_return() -> int:
    """A gift that was taken back before its campaign ended was doubled for nothing: the fund gets its part back.

    Returns how many. What a campaign that succeeded received stays there.
    """
    gone = Grant.objects.filter(
        returned_at=None,
        matched_gift__released_cents__gte=F("matched_gift__taken_cents"),
        campaign__state__in=[CampaignState.OPEN, CampaignState.SUSPENDED],
    )
    campaigns = sorted(set(gone.order_by().values_list("campaign_id", flat=True)))
    return sum(_return(campaign_id) for campaign_id in campaigns)


def _due() -> list[Doubling]:
    """The first gifts that could be doubled, as far as one sees without locking anything."""
    mandates, funds = mandates_doubling(), funds_doubling()
    gifts = gifts_to_double(mandates) if funds else []
    if not gifts:
        return []
    campaigns = Campaign.objects.filter(pk__in={gift.campaign for gift in gifts}).defer("search_text").order_by("pk")
    return till_of(mandates, funds, list(campaigns)).doubled(gifts)[:BATCH]


@transaction.atomic
def _double(batch: Sequence[Doubling]) -> int:
    locked = standing_gifts().select_for_update(of=("self",), no_key=True)
    gifts = list(locked.filter(pk__in=[each.donation for each in batch]).order_by("pk"))
    mandates = mandates_lock(mandates_doubling())
    campaigns = grants_lock({each.campaign for each in batch})
    gifts = _still_to_double(gifts)
    for fund_id in sorted({each.fund for each in batch}):
        fund_lock(fund_id)
    funds = [fund for fund in funds_doubling() if fund.pk in {each.fund for each in batch}]
    found = till_of(mandates, funds, list(campaigns.values())).doubled([gift_made(gift) for gift in gifts])
    made = grants_post([_ask(each) for each in found], actor=ACTOR)
    mandates_spend(mandates, made)
    return len(made)


def _still_to_double(gifts: Sequence[Donation]) -> list[Donation]:
    """Without those that another worker doubled while we waited for it: what was read before the wait does not say."""
    doubled = Grant.objects.filter(matched_gift__in=gifts).values_list("matched_gift_id", flat=True)
    done = set(doubled)
    return [gift for gift in gifts if gift.pk not in done]


def _ask(each: Doubling) -> Ask:
    return Ask(
        key=f"grant:match:{each.donation}:{each.fund}",
        fund_id=each.fund,
        campaign_id=each.campaign,
        amount=Euro(each.cents),
        kind=GrantKind.MATCH,
        reason=REASON,
        mandate_id=each.mandate,
        matched_gift_id=each.donation,
    )


@transaction.atomic
def _return(campaign_id: int) -> int:
    campaign = grants_lock({campaign_id})[campaign_id]
    standing = Grant.objects.filter(campaign=campaign, returned_at=None)
    gone = standing.filter(matched_gift__released_cents__gte=F("matched_gift__taken_cents"))
    grants = list(gone.order_by("pk"))
    if campaign.state not in {CampaignState.OPEN, CampaignState.SUSPENDED} or not grants:
        return 0
    bring_home(campaign_id, grants, actor=ACTOR)
    return len(grants)
