"""From grants to letters: one to each donor of a fund, however many their gifts; one to the holder of each project."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.models import Grant, GrantPart, Round
from trousse.giving.allocation.notifications import (
    DoublingToHolder,
    GiftAtWork,
    GiftCameHome,
    GrantToHolder,
    RoundToSign,
)
from trousse.giving.donations import links
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import RoleGrant
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify_many


def tell_granted(grants: Sequence[Grant], parts: Sequence[GrantPart]) -> None:
    """Everybody concerned by new grants. Campaigns are read after their gauge has moved."""
    campaigns = _campaigns(grant.campaign_id for grant in grants)
    by_campaign: dict[int, list[Grant]] = defaultdict(list)
    for grant in grants:
        by_campaign[grant.campaign_id].append(grant)
    letters: list[tuple[Notification, str]] = [
        (letter, campaigns[pk].project.holder.email)
        for pk, given in by_campaign.items()
        for letter in _to_holder(campaigns[pk], given)
    ]
    of = {grant.pk: campaigns[grant.campaign_id] for grant in grants}
    told = [part for part in parts if part.grant_id in of]
    letters += [
        (GiftAtWork(**_about(gifts), lines=_lines(used, of)), gifts[-1].email) for gifts, used in _by_donor(told)
    ]
    notify_many(letters)


def tell_returned(parts: Sequence[GrantPart]) -> None:
    """The donors whose money came home; ``parts`` with their gift, grant and campaign."""
    of = {part.grant_id: part.grant.campaign for part in parts}
    notify_many(
        (GiftCameHome(**_about(gifts), lines=_lines(used, of)), gifts[-1].email) for gifts, used in _by_donor(parts)
    )


def tell_committee(proposed: Round) -> None:
    """A round waits for two signatures."""
    grants = proposed.plan["grants"]
    letter = RoundToSign(
        amount=Euro(sum(grant["amount"] for grant in grants)),
        projects=len({grant["project"] for grant in grants}),
        url=reverse("committee:round", args=[proposed.pk]),
    )
    notify_many((letter, email) for email in committee_emails())


def committee_emails() -> list[str]:
    """Every member who is there today."""
    members = RoleGrant.objects.active().filter(role=Role.COMMITTEE, user__is_active=True)
    return sorted(set(members.values_list("user__email", flat=True)))


def _by_donor(parts: Sequence[GrantPart]) -> list[tuple[list[Donation], list[GrantPart]]]:
    """Gifts and parts of each address in each fund."""
    gifts = Donation.objects.select_related("fund").in_bulk({part.donation_id for part in parts})
    by_donor: dict[tuple[str, int | None], list[GrantPart]] = defaultdict(list)
    for part in parts:
        gift = gifts[part.donation_id]
        by_donor[gift.email, gift.fund_id].append(part)
    return [
        ([gifts[pk] for pk in sorted({part.donation_id for part in theirs})], theirs) for theirs in by_donor.values()
    ]


def _about(gifts: Sequence[Donation]) -> dict[str, Any]:
    return {
        "first_name": gifts[-1].first_name,
        "given": Euro.total(gift.standing for gift in gifts),
        "fund": str(gifts[-1].fund),
        "follow_url": links.follow_url(gifts[-1]),
    }


def _lines(parts: Iterable[GrantPart], campaigns: dict[int, Campaign]) -> tuple[dict[str, str], ...]:
    """One line a project."""
    sums: dict[int, int] = defaultdict(int)
    shown: dict[int, Campaign] = {}
    for part in parts:
        campaign = campaigns[part.grant_id]
        sums[campaign.pk] += part.amount_cents
        shown[campaign.pk] = campaign
    return tuple(
        {
            "amount": Euro(cents).format(),
            "title": shown[pk].title,
            "school": str(shown[pk].school),
            "url": _url(shown[pk]),
        }
        for pk, cents in sums.items()
    )


def _to_holder(campaign: Campaign, grants: Sequence[Grant]) -> list[Notification]:
    """What was decided, with its reason; of doublings only that they began: their sums would tell who gave how much."""
    decided = [grant for grant in grants if grant.matched_gift_id is None]
    letters: list[Notification] = []
    if decided:
        letters.append(
            GrantToHolder(
                first_name=campaign.project.holder.first_name,
                title=campaign.title,
                amount=Euro.total(grant.amount for grant in decided),
                reason=decided[0].reason,
                missing=campaign.missing_to_minimum,
                url=_url(campaign),
            )
        )
    return letters + _begun(campaign, [grant for grant in grants if grant.matched_gift_id is not None])


def _begun(campaign: Campaign, doublings: Sequence[Grant]) -> list[Notification]:
    """For each fund that doubles a gift of this campaign for the first time."""
    funds = {grant.fund_id for grant in doublings}
    before = Grant.objects.filter(campaign=campaign, fund__in=funds, matched_gift__isnull=False)
    known = set(before.exclude(pk__in=[grant.pk for grant in doublings]).values_list("fund_id", flat=True))
    return [
        DoublingToHolder(
            first_name=campaign.project.holder.first_name, title=campaign.title, fund=fund.name, url=_url(campaign)
        )
        for fund in Fund.objects.filter(pk__in=funds - known).order_by("pk")
    ]


def _url(campaign: Campaign) -> str:
    return reverse("public:project", args=[campaign.pk, campaign.slug])


def _campaigns(ids: Iterable[int]) -> dict[int, Campaign]:
    return Campaign.objects.select_related("school", "project__holder").in_bulk(set(ids))
