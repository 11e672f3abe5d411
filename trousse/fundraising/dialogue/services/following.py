"""Following a class without giving, and leaving it."""

from django.db import transaction

from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import messages
from trousse.fundraising.dialogue.models import Follower


@transaction.atomic
def follow_ask(*, campaign: Campaign, email: str) -> None:
    """Write to ``email`` to ask whether it is theirs. Somebody who follows already is written nothing."""
    follower, _created = Follower.objects.get_or_create(campaign=campaign, email=email.strip().lower())
    if follower.confirmed_at is None or follower.left_at is not None:
        messages.ask_confirmation(campaign, follower.email)


@transaction.atomic
def follow_confirm(*, campaign_id: int, email: str) -> Follower:
    """The address is theirs: they follow from now on. Said twice, it changes nothing."""
    follower, _created = Follower.objects.select_for_update().get_or_create(campaign_id=campaign_id, email=email)
    if follower.confirmed_at is None or follower.left_at is not None:
        follower.confirmed_at, follower.left_at = clock.now(), None
        follower.save(update_fields=["confirmed_at", "left_at"])
    return follower


@transaction.atomic
def follow_leave(*, campaign_id: int, email: str) -> Follower:
    """No more news of this class, to a donor either. What touches their gift still comes."""
    follower, _created = Follower.objects.select_for_update().get_or_create(campaign_id=campaign_id, email=email)
    if follower.left_at is None:
        follower.left_at = clock.now()
        follower.save(update_fields=["left_at"])
    return follower
