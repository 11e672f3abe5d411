"""Money of solidarity funds comes into campaigns, and leaves those that failed.

Unlike gifts, a grant never goes beyond the minimum goal: the funds make projects possible, donors make them better. The
caller (``giving.allocation``) keeps the row that names each grant, posts to the ledger and does this once, all in one
transaction. Campaigns are locked in the order of their ids, before any fund.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Sum

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.fundraising.campaigns.rules import Room
from trousse.fundraising.campaigns.services.life import close_full

MOVE = """
UPDATE campaigns_campaign AS campaign
   SET raised_cents = campaign.raised_cents + moved.cents, granted_cents = campaign.granted_cents + moved.cents
  FROM unnest(%s::bigint[], %s::bigint[]) AS moved (id, cents)
 WHERE campaign.project_id = moved.id
"""


@dataclass(frozen=True, kw_only=True)
class GrantIn:
    """What a fund wants to give. ``key`` names the grant among those of one call."""

    campaign_id: int
    key: str
    amount: Euro


def grants_lock(campaign_ids: Iterable[int]) -> dict[int, Campaign]:
    """Lock these campaigns and read them again. Raises CampaignMissing."""
    wanted = set(campaign_ids)
    locked = Campaign.objects.select_for_update(of=("self",), no_key=True).select_related("project__holder", "school")
    campaigns = {campaign.pk: campaign for campaign in locked.filter(pk__in=wanted).order_by("pk")}
    if campaigns.keys() != wanted:
        raise CampaignMissing
    return campaigns


@transaction.atomic
def grants_add(grants: Sequence[GrantIn], campaigns: Mapping[int, Campaign]) -> dict[str, Euro]:
    """Move the gauges of ``campaigns`` (locked by ``grants_lock``); returns what each grant brought, by key.

    That is less than its amount, or zero, when the campaign needs less by now: it collects no longer, its minimum was
    reached meanwhile, or the room up to its optimum is promised to donors who are paying.
    """
    rooms = _rooms(campaigns)
    taken: dict[str, Euro] = {}
    moved: dict[int, int] = {}
    for grant in grants:
        campaign, room = campaigns[grant.campaign_id], rooms[grant.campaign_id]
        missing = max(campaign.minimum_goal - room.raised, Euro.zero()) if campaign.is_collecting else Euro.zero()
        took = room.take(grant.key, min(grant.amount, missing))
        taken[grant.key] = took
        if took:
            moved[campaign.pk] = moved.get(campaign.pk, 0) + took.cents
            campaign.raised_cents += took.cents
            campaign.granted_cents += took.cents
    _move(moved)
    close_full([campaigns[pk] for pk in moved])
    return taken


@transaction.atomic
def grants_remove(amounts: Mapping[int, Euro]) -> None:
    """What funds had given to these locked campaigns (id → sum) leaves them. The gauge at the closing stays."""
    _move({pk: -amount.cents for pk, amount in amounts.items() if amount})


def _rooms(campaigns: Mapping[int, Campaign]) -> dict[int, Room]:
    running = Reservation.objects.filter(campaign__in=list(campaigns), expires_at__gt=clock.now()).order_by()
    reserved = dict(running.values_list("campaign").annotate(total=Sum("amount_cents")))
    return {
        pk: Room(
            optimum=campaign.optimum_goal,
            raised=Euro(campaign.raised_cents),
            reserved={},
            reserved_elsewhere=Euro(reserved.get(pk, 0)),
        )
        for pk, campaign in campaigns.items()
    }


def _move(cents: Mapping[int, int]) -> None:
    if cents:
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [list(cents), list(cents.values())])
