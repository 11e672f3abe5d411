"""Room kept while someone pays, so that two donors cannot overshoot the optimum together."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.errors import CampaignMissing, CampaignNotOpen, NoRoomLeft
from trousse.fundraising.campaigns.models import Campaign, Reservation
from trousse.fundraising.campaigns.rules import Room


@transaction.atomic
def room_reserve(*, campaign_id: int, amount: Euro, key: str, until: datetime) -> Euro:
    """Keep ``amount`` for the gift ``key`` until ``until`` (UTC); returns what was kept, always the whole amount.

    Room = optimum − raised − the running reservations of others. The same key again replaces its own reservation.
    Raises NoRoomLeft (with what is left), CampaignNotOpen, CampaignMissing.
    """
    if amount <= Euro.zero():
        raise ValueError("a reservation needs an amount above zero")
    campaign = Campaign.objects.select_for_update(of=("self",), no_key=True).filter(pk=campaign_id).first()
    if campaign is None:
        raise CampaignMissing
    if not campaign.is_collecting:
        raise CampaignNotOpen
    others = Reservation.objects.filter(campaign=campaign, expires_at__gt=clock.now()).exclude(key=key)
    reserved = others.aggregate(total=Sum("amount_cents"))["total"] or 0
    left = Room(
        optimum=campaign.optimum_goal,
        raised=Euro(campaign.raised_cents),
        reserved={},
        reserved_elsewhere=Euro(reserved),
    ).left
    if amount > left:
        raise NoRoomLeft(left)
    Reservation.objects.update_or_create(
        key=key, defaults={"campaign": campaign, "amount_cents": amount.cents, "expires_at": until}
    )
    return amount


def room_release(*, key: str) -> bool:
    """The payment failed or was abandoned: its room is free again. Returns whether it was still kept."""
    return rooms_release(keys=[key]) > 0


def rooms_release(*, keys: Iterable[str]) -> int:
    """The same for many gifts, in one statement."""
    return Reservation.objects.filter(key__in=list(keys)).delete()[0]


def reservations_expire() -> int:
    """Tidy up: an expired reservation counts for nothing already. Returns how many were deleted."""
    return Reservation.objects.filter(expires_at__lte=clock.now()).delete()[0]
