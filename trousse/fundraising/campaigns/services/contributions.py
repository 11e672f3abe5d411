"""Paid gifts come into campaigns, and leave them when they are returned: by batches, once per key.

The number of SQL statements does not depend on the number of gifts. Campaigns are locked in the order of their ids, so
that two batches cannot wait for each other. The caller posts to the ledger in the same transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, F, Sum, Value, When

from trousse.core import clock
from trousse.core.bulk import insert_rows
from trousse.core.money import Euro
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign, Intake, Reservation, Supporter
from trousse.fundraising.campaigns.rules import Contribution, Room, takes_payments
from trousse.fundraising.campaigns.services.life import close_full

ADD_UP = """
UPDATE campaigns_campaign AS campaign
   SET raised_cents = added.raised, supporters_count = campaign.supporters_count + added.supporters
  FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS added (id, raised, supporters)
 WHERE campaign.project_id = added.id
"""

TAKE_OFF = """
UPDATE campaigns_campaign AS campaign
   SET raised_cents = campaign.raised_cents - removed.cents,
       supporters_count = (
           SELECT count(DISTINCT supporter.email) FROM campaigns_supporter AS supporter
            WHERE supporter.campaign_id = campaign.project_id AND supporter.removed_at IS NULL
       )
  FROM unnest(%s::bigint[], %s::bigint[]) AS removed (id, cents)
 WHERE campaign.project_id = removed.id
"""


@transaction.atomic
def contributions_add(contributions: Sequence[Contribution]) -> dict[str, Euro]:
    """Let paid gifts in, and return what was taken of each, by key.

    Less than the amount is taken when room is missing (reservation expired, campaign closed meanwhile): the excess is
    for the caller to return. A key seen before takes nothing again and returns what it took the first time. The gauge
    and the number of supporters move, reservations end, and a campaign at its optimum closes, all in this transaction.
    Raises CampaignMissing.
    """
    fresh = {contribution.key: contribution for contribution in reversed(contributions)}
    if not fresh:
        return {}
    campaigns = _lock({contribution.campaign_id for contribution in contributions})
    taken = _already_taken(fresh)
    new = [contribution for key, contribution in reversed(fresh.items()) if key not in taken]
    if not new:
        return taken
    rooms = _rooms(campaigns, [contribution.key for contribution in new])
    for contribution in new:
        is_taking = takes_payments(campaigns[contribution.campaign_id].state)
        room = rooms[contribution.campaign_id]
        taken[contribution.key] = room.take(contribution.key, contribution.amount) if is_taking else Euro.zero()
    supporters = [_supporter(contribution) for contribution in new if taken[contribution.key]]
    newcomers = _newcomers({(supporter["campaign"], supporter["email"]) for supporter in supporters})
    insert_rows(Intake, [_intake(contribution, taken[contribution.key]) for contribution in new])
    insert_rows(Supporter, supporters)
    Reservation.objects.filter(key__in=[contribution.key for contribution in new]).delete()
    _add_up(campaigns, rooms, newcomers)
    close_full(list(campaigns.values()))
    return taken


def contribution_remove(*, key: str) -> Euro:
    """The same as ``contributions_remove`` for one gift; zero when nothing was ever taken under this key."""
    return contributions_remove([key]).get(key, Euro.zero())


@transaction.atomic
def contribution_reduce(*, key: str, amount: Euro) -> Euro:
    """Part of a gift went back to its donor (at the bank's own desk): the gauge falls, the supporter stays.

    Returns what is left of the gift. Unlike its neighbours it is not idempotent: the caller does it once, in the
    transaction that records that refund. Raises ValueError when the gift did not bring that much.
    """
    campaign_id = Intake.objects.values_list("campaign_id", flat=True).get(key=key)
    _lock({campaign_id})
    intake = Intake.objects.get(key=key)
    left = Euro(intake.taken_cents) - amount
    if amount <= Euro.zero() or left <= Euro.zero() or intake.removed_at:
        raise ValueError(f"cannot take {amount.cents} cents off the gift {key}")
    Intake.objects.filter(key=key).update(taken_cents=left.cents)
    Campaign.objects.filter(pk=campaign_id).update(raised_cents=F("raised_cents") - amount.cents)
    return left


@transaction.atomic
def contributions_remove(keys: Iterable[str]) -> dict[str, Euro]:
    """Gifts returned to their donors (failure, cancellation, charge-back) leave the gauge and the supporters.

    Returns what each had brought, by key, and takes it off once only, however often it is called. What had been raised
    at the closing (``closing_raised_cents``) stays. Keys that never brought anything are left out.
    """
    wanted = list(keys)
    campaign_ids = Intake.objects.filter(key__in=wanted).values_list("campaign_id", flat=True)
    _lock(set(campaign_ids))
    intakes = list(Intake.objects.filter(key__in=wanted))
    leaving = [intake for intake in intakes if intake.removed_at is None]
    if leaving:
        now = clock.now()
        gone = [intake.key for intake in leaving]
        Intake.objects.filter(key__in=gone).update(removed_at=now)
        Supporter.objects.filter(donation_key__in=gone).update(removed_at=now)
        _take_off(leaving)
    return {intake.key: Euro(intake.taken_cents) for intake in intakes}


def _lock(campaign_ids: set[int]) -> dict[int, Campaign]:
    """NO KEY UPDATE: rows that only point to the campaign (a donation, a reservation) need not wait."""
    locked = Campaign.objects.select_for_update(of=("self",), no_key=True).select_related("project__holder")
    campaigns = {campaign.pk: campaign for campaign in locked.filter(pk__in=campaign_ids).order_by("pk")}
    if campaigns.keys() != campaign_ids:
        raise CampaignMissing
    return campaigns


def _already_taken(keys: Iterable[str]) -> dict[str, Euro]:
    rows = Intake.objects.filter(key__in=list(keys)).values_list("key", "taken_cents")
    return {key: Euro(cents) for key, cents in rows}


def _rooms(campaigns: dict[int, Campaign], keys: list[str]) -> dict[int, Room]:
    """What each campaign can take: one grouped read tells apart the reservations of ``keys`` and those of others."""
    own: dict[int, dict[str, Euro]] = {pk: {} for pk in campaigns}
    elsewhere: dict[int, Euro] = dict.fromkeys(campaigns, Euro.zero())
    running = (
        Reservation.objects.filter(campaign__in=list(campaigns), expires_at__gt=clock.now())
        .annotate(own_key=Case(When(key__in=keys, then=F("key")), default=Value("")))
        .order_by()
        .values_list("campaign_id", "own_key")
        .annotate(total=Sum("amount_cents"))
    )
    for campaign_id, own_key, cents in running:
        if own_key:
            own[campaign_id][own_key] = Euro(cents)
        else:
            elsewhere[campaign_id] = Euro(cents)
    return {
        pk: Room(
            optimum=campaign.optimum_goal,
            raised=Euro(campaign.raised_cents),
            reserved=own[pk],
            reserved_elsewhere=elsewhere[pk],
        )
        for pk, campaign in campaigns.items()
    }


def _intake(contribution: Contribution, taken: Euro) -> dict[str, Any]:
    return {
        "campaign": contribution.campaign_id,
        "key": contribution.key,
        "taken_cents": taken.cents,
        "at": contribution.at,
    }


def _supporter(contribution: Contribution) -> dict[str, Any]:
    return {
        "campaign": contribution.campaign_id,
        "donation_key": contribution.key,
        "first_name": contribution.first_name.strip()[:120],
        "email": contribution.email.strip().lower(),
        "named": contribution.named,
        "message": contribution.message.strip(),
        "at": contribution.at,
    }


def _newcomers(pairs: set[tuple[int, str]]) -> dict[int, int]:
    """How many people give to each campaign for the first time: a second gift does not make a second supporter.

    ``pairs``: campaign and address of those who give now.
    """
    known = set(
        Supporter.objects.filter(
            campaign__in={pk for pk, _ in pairs}, email__in={email for _, email in pairs}, removed_at=None
        ).values_list("campaign_id", "email")
    )
    counts: dict[int, int] = {}
    for campaign_id, _ in pairs - known:
        counts[campaign_id] = counts.get(campaign_id, 0) + 1
    return counts


def _add_up(campaigns: dict[int, Campaign], rooms: dict[int, Room], newcomers: dict[int, int]) -> None:
    for pk, campaign in campaigns.items():
        campaign.raised_cents = rooms[pk].raised.cents
        campaign.supporters_count += newcomers.get(pk, 0)
    ids = list(campaigns)
    with connection.cursor() as cursor:
        raised = [campaigns[pk].raised_cents for pk in ids]
        cursor.execute(ADD_UP, [ids, raised, [newcomers.get(pk, 0) for pk in ids]])


def _take_off(leaving: list[Intake]) -> None:
    cents: dict[int, int] = {}
    for intake in leaving:
        cents[intake.campaign_id] = cents.get(intake.campaign_id, 0) + intake.taken_cents
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OFF, [list(cents), list(cents.values())])


def supporters_forget(*, before: datetime) -> int:
    """Forget the first name and the word of those who gave before that moment; returns how many."""
    old = Supporter.objects.filter(at__lt=before).exclude(first_name="", message="", named=False)
    return old.update(first_name="", message="", named=False)
