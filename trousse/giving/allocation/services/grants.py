"""Money leaves funds for campaigns, and comes home from those that failed.

Locks as everywhere (docs/money.md): campaigns → funds → ledger accounts, each by id. All that knows the amount is
written in one transaction: the gauge, the fund, the ledger, the grant, the parts of its gifts, the letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import Fact
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services.grants import GrantIn, grants_add, grants_lock, grants_remove
from trousse.giving.allocation import messages, postings, tracing
from trousse.giving.allocation.ceilings import ceilings
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.models import Grant, GrantPart, Round
from trousse.giving.funds import services as funds
from trousse.money.ledger import services as ledger
from trousse.money.ledger.drafts import Draft
from trousse.platform.audit.services import record_many


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One fund wants to help one campaign. ``key`` begins with ``grant:`` and names this grant for ever.

    ``mandate_id``: the locked mandate that covers it, which the caller counts down; ``matched_gift_id``: the gift that
    it doubles.
    """

    key: str
    fund_id: int
    campaign_id: int
    amount: Euro
    kind: GrantKind
    reason: str = ""
    mandate_id: int | None = None
    matched_gift_id: int | None = None


@transaction.atomic
def grants_post(asks: Sequence[Ask], *, actor: Actor, round: Round | None = None) -> list[Grant]:  # noqa: A002
    """Give, all or nothing; a key that was posted before gives nothing again. Returns the grants that this call made.

    A campaign takes no more than it still lacks of its *minimum*, and than caps and rules allow with what it has by
    now: the rest stays in the fund. Raises FundOverdrawn when a fund does not hold enough, FundAsleep, CampaignMissing.
    """
    fresh = {ask.key: ask for ask in asks}
    if not fresh:
        return []
    campaigns = grants_lock({ask.campaign_id for ask in fresh.values()})
    known = set(Grant.objects.filter(key__in=list(fresh)).values_list("key", flat=True))
    new = [ask for key, ask in sorted(fresh.items()) if key not in known]
    taken = grants_add(_within_ceilings(new, campaigns), campaigns)
    made = [_grant(ask, taken[ask.key], round) for ask in new if taken[ask.key]]
    funds.funds_debit([(grant.fund_id, grant.amount) for grant in made])
    ledger.post_many([_posting(grant) for grant in made])
    grants = Grant.objects.bulk_create(made)
    parts = tracing.gifts_use(grants)
    record_many(Fact("grant.post", grant, actor, grant.reason, {"cents": grant.amount_cents}) for grant in grants)
    messages.tell_granted(grants, parts)
    return grants


@transaction.atomic
def grants_return(campaign_id: int) -> Euro:
    """A failed campaign gives its grants back to their funds; done already, it does nothing. Returns what came home."""
    campaign = grants_lock({campaign_id})[campaign_id]
    grants = list(Grant.objects.filter(campaign=campaign, returned_at=None).order_by("pk"))
    if campaign.state != CampaignState.FAILED or not grants:
        return Euro.zero()
    return bring_home(campaign_id, grants, actor=Actor.system("allocation.grants_return"))


def bring_home(campaign_id: int, grants: Sequence[Grant], *, actor: Actor) -> Euro:
    """Grants that stand in a locked campaign go back to their funds, whole. Returns how much that is."""
    total = Euro.total(grant.amount for grant in grants)
    grants_remove({campaign_id: total})
    funds.funds_take_back([(grant.fund_id, grant.amount) for grant in grants])
    ledger.post_many(
        [
            postings.returned(grant_id=grant.pk, fund_id=grant.fund_id, campaign_id=campaign_id, amount=grant.amount)
            for grant in grants
        ]
    )
    now = clock.now()
    for grant in grants:
        grant.returned_cents, grant.returned_at = grant.amount_cents, now
    Grant.objects.bulk_update(grants, ["returned_cents", "returned_at"])
    parts = GrantPart.objects.filter(grant__in=grants, ended_at=None)
    messages.tell_returned(list(parts.select_related("donation", "grant__campaign__school")))
    tracing.parts_end(parts, now)
    record_many(Fact("grant.return", grant, actor, "", {"cents": grant.amount_cents}) for grant in grants)
    return total


def _within_ceilings(asks: Sequence[Ask], campaigns: Mapping[int, Campaign]) -> list[GrantIn]:
    room = ceilings({ask.fund_id for ask in asks}, campaigns)
    return [
        GrantIn(campaign_id=ask.campaign_id, key=ask.key, amount=room.take(ask.fund_id, ask.campaign_id, ask.amount))
        for ask in asks
    ]


def _grant(ask: Ask, amount: Euro, round: Round | None) -> Grant:  # noqa: A002
    return Grant(
        key=ask.key,
        round=round,
        mandate_id=ask.mandate_id,
        matched_gift_id=ask.matched_gift_id,
        fund_id=ask.fund_id,
        campaign_id=ask.campaign_id,
        kind=ask.kind.value,
        amount_cents=amount.cents,
        reason=ask.reason,
    )


def _posting(grant: Grant) -> Draft:
    return postings.granted(
        key=grant.key,
        fund_id=grant.fund_id,
        campaign_id=grant.campaign_id,
        kind=GrantKind(grant.kind),
        amount=grant.amount,
    )
