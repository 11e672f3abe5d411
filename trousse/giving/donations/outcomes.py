"""How campaigns end, for their donors: told once each, with what they gave and their own link."""

from collections.abc import Iterable

from django.db import transaction

from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState, CloseReason
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations import links
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation, OutcomeTold
from trousse.giving.donations.notifications import CampaignSucceeded
from trousse.platform.notifications.services import notify_many


def campaigns_to_give_back() -> list[int]:
    """Failed campaigns whose gifts are not all back with their donors."""
    failed = Campaign.objects.filter(state=CampaignState.FAILED)
    return list(failed.order_by("closed_at", "pk").values_list("pk", flat=True))


def campaigns_to_tell() -> list[int]:
    """Campaigns that succeeded and whose donors do not know it yet."""
    told = OutcomeTold.objects.values("campaign_id")
    succeeded = Campaign.objects.filter(state=CampaignState.SUCCEEDED).exclude(pk__in=told)
    return list(succeeded.order_by("closed_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def outcome_tell(campaign_id: int) -> int:
    """Write to each donor of a successful campaign, once, whatever the number of their gifts. Returns how many."""
    locked = Campaign.objects.select_for_update(of=("self",), no_key=True)
    campaign = locked.select_related("school").get(pk=campaign_id)
    if campaign.state != CampaignState.SUCCEEDED or OutcomeTold.objects.filter(pk=campaign_id).exists():
        return 0
    gifts = Donation.objects.filter(campaign=campaign, state=DonationState.SETTLED).order_by("settled_at", "pk")
    by_donor = _by_donor(gifts)
    OutcomeTold.objects.create(campaign=campaign, donors=len(by_donor))
    notify_many((_success(campaign, gifts_of_one), email) for email, gifts_of_one in by_donor.items())
    return len(by_donor)


def _by_donor(gifts: Iterable[Donation]) -> dict[str, list[Donation]]:
    by_donor: dict[str, list[Donation]] = {}
    for gift in gifts:
        by_donor.setdefault(gift.email, []).append(gift)
    return by_donor


def _success(campaign: Campaign, gifts: list[Donation]) -> CampaignSucceeded:
    return CampaignSucceeded(
        first_name=gifts[-1].first_name,
        amount=Euro.total(gift.standing for gift in gifts),
        raised=campaign.raised,
        optimum_reached=campaign.close_reason == CloseReason.OPTIMUM,
        title=campaign.title,
        school=str(campaign.school),
        follow_url=links.follow_url(gifts[-1]),
    )
