"""Gifts whose donors are on the bank's page: begun through the real service, waiting for the bank's word."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from django.db import transaction

from benchmarks import many
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.models import Donation
from trousse.giving.donations.rules import Consents, DonorDetails
from trousse.giving.donations.services import donation_start
from trousse.giving.donations.terms import TERMS_VERSION
from trousse.operations.demo.gifts import AMOUNTS

FIRST_NAMES = ("Jeanne", "Samir", "Nadia", "Lucas", "Aïcha", "Margaux", "Hugo", "Inès", "Thomas", "Fatou")
PER_TRANSACTION = 200


def campaigns_open(count: int, *, room: Euro) -> list[Campaign]:
    """Open campaigns with nothing raised, wide enough for ``room`` each."""
    many.campaigns_make(count)
    now = clock.now()
    Campaign.objects.update(
        state=CampaignState.OPEN,
        opened_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=44),
        suspended_at=None,
        closed_at=None,
        close_reason="",
        closing_raised_cents=None,
        raised_cents=0,
        supporters_count=0,
        minimum_goal_cents=room.cents // 2,
        optimum_goal_cents=room.cents,
    )
    return list(Campaign.objects.order_by("pk"))


def gifts_begin(campaigns: Sequence[Campaign], count: int, random: Random) -> list[Donation]:
    """``count`` gifts spread over ``campaigns``, with the amounts that people give; each by a donor of its own."""
    gifts: list[Donation] = []
    while len(gifts) < count:
        with transaction.atomic():
            for _ in range(min(PER_TRANSACTION, count - len(gifts))):
                gifts.append(_begin(random.choice(campaigns), len(gifts), random))
    return gifts


def _begin(campaign: Campaign, number: int, random: Random) -> Donation:
    euros = random.choices(list(AMOUNTS), weights=list(AMOUNTS.values()))[0]
    first_name = random.choice(FIRST_NAMES)
    return donation_start(
        checkout_key=uuid.UUID(int=random.getrandbits(128), version=4),
        destination=campaign,
        amount=Euro.of(euros),
        donor=DonorDetails(
            kind=DonorKind.INDIVIDUAL,
            first_name=first_name,
            last_name="Mesure",
            email=f"donor{number}.{random.getrandbits(32):08x}@trousse.example",
        ),
        consents=Consents(
            terms_version=TERMS_VERSION,
            terms_accepted=True,
            named=random.random() < 0.6,
            message="Bravo à toute la classe !" if random.random() < 0.25 else "",
        ),
    )
