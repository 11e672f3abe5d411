"""From the live state to what funds may double. Reads; the arithmetic is in ``doubling``."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F, QuerySet, Sum

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.doubling import DoublingFund, GiftMade, Offer, Till, offer
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.mandate_selectors import covers_of, mandates_giving
from trousse.giving.allocation.models import Grant, Mandate
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.equalisation.selectors import rules_on
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import features_of, funds_to_grant


def mandates_doubling() -> list[Mandate]:
    """In force today, for doubling, with something left."""
    return list(mandates_giving(clock.today(), GrantKind.MATCH))


def funds_doubling() -> list[Fund]:
    """Those whose agreement says one euro for one, and that hold something; the first to end first."""
    doubling = [fund for fund in funds_to_grant(clock.today()) if fund.limits.matches]
    return sorted(doubling, key=lambda fund: (fund.limits.expires_on or date.max, fund.pk))


def doubling_by_mandate(funds: Sequence[Fund]) -> set[int]:
    """Of these, the funds that a mandate in force lets double gifts: their money is promised to donors."""
    mandates = mandates_doubling()
    if not mandates:
        return set()
    named = Mandate.funds.through.objects.filter(mandate__in=mandates).values_list("fund_id", flat=True)
    covered = {fund.pk for fund in funds} if any(each.every_fund for each in mandates) else set(named)
    return {fund.pk for fund in funds if fund.limits.matches and fund.pk in covered}


def gifts_to_double(mandates: Sequence[Mandate]) -> list[GiftMade]:
    """Gifts to campaigns under their minimum that nobody doubled, paid since the first of these mandates began."""
    if not mandates:
        return []
    since = min(begins_at(mandate) for mandate in mandates)
    collecting = standing_gifts().filter(
        campaign__state=CampaignState.OPEN,
        campaign__closes_at__gt=clock.now(),
        campaign__raised_cents__lt=F("campaign__minimum_goal_cents"),
    )
    rows = collecting.filter(settled_at__gte=since).order_by("settled_at", "pk")
    return [_made(*row) for row in rows.values_list("pk", "campaign_id", "taken_cents", "released_cents", "settled_at")]


def standing_gifts() -> QuerySet[Donation]:
    """Gifts that donors made to a project, that count there, and that nobody doubled."""
    return Donation.objects.filter(state=DonationState.SETTLED, campaign__isnull=False, match=None)


def gift_made(donation: Donation) -> GiftMade:
    """The gift as doubling sees it."""
    return _made(donation.pk, donation.campaign_id, donation.taken_cents, donation.released_cents, donation.settled_at)


def till_of(mandates: Sequence[Mandate], funds: Sequence[Fund], campaigns: Sequence[Campaign]) -> Till:
    """What may be drawn on, as these rows say: lock them first to be sure. Eight statements for any number of them."""
    features, given, limits = features_of(campaigns), _given(funds, campaigns), rules_on(clock.today()).limits
    rooms = {}
    for campaign in campaigns:
        most = limits.most(campaign.minimum_goal_cents)
        allowed = campaign.missing_to_minimum.cents if most is None else most - campaign.granted_cents
        rooms[campaign.pk] = max(0, min(campaign.missing_to_minimum.cents, allowed)) if campaign.is_collecting else 0
    return Till(
        funds=[
            _doubling(
                fund,
                campaigns,
                frozenset(pk for pk, told in features.items() if fund.restriction.allows(told)),
                given.get(fund.pk, {}),
            )
            for fund in funds
        ],
        covers=covers_of(mandates, [campaign.pk for campaign in campaigns]),
        since={mandate.pk: begins_at(mandate) for mandate in mandates},
        rooms=rooms,
    )


def doubling_offer(campaign: Campaign) -> tuple[Fund, Offer] | None:
    """The fund that would double a gift made now, and how far; one statement when there is no mandate for it."""
    if not campaign.is_collecting or not campaign.missing_to_minimum:
        return None
    mandates = mandates_doubling()
    funds = funds_doubling() if mandates else []
    if not funds:
        return None
    made = offer(till_of(mandates, funds, [campaign]), campaign.pk)
    return (next(fund for fund in funds if fund.pk == made.fund), made) if made else None


def begins_at(mandate: Mandate) -> datetime:
    """Gifts that were paid before are not doubled under it."""
    first = clock.start_of_day(mandate.begins_on)
    return max(first, mandate.in_force_at) if mandate.in_force_at else first


def _made(pk: int, campaign: int | None, taken: int, released: int, at: datetime | None) -> GiftMade:
    assert campaign is not None, "a gift to a project"
    assert at is not None, "a gift that stands is settled"
    return GiftMade(donation=pk, campaign=campaign, cents=taken - released, at=at, on=clock.paris_day(at))


def _doubling(fund: Fund, campaigns: Sequence[Campaign], allows: frozenset[int], given: dict[int, int]) -> DoublingFund:
    limits = fund.limits
    most = {campaign.pk: limits.most(campaign.minimum_goal) for campaign in campaigns}
    return DoublingFund(
        fund=fund.pk,
        balance=fund.balance_cents,
        least=max(1, limits.least.cents),
        since=fund.agreement.starts_on,
        allows=allows,
        most={pk: cap.cents for pk, cap in most.items() if cap is not None},
        given=given,
    )


def _given(funds: Sequence[Fund], campaigns: Sequence[Campaign]) -> dict[int, dict[int, int]]:
    """By fund and campaign: cents that stand there."""
    out = Grant.objects.filter(returned_at=None, fund__in=funds, campaign__in=campaigns).order_by()
    found: dict[int, dict[int, int]] = {}
    for fund, campaign, cents in out.values_list("fund_id", "campaign_id").annotate(sum=Sum("amount_cents")):
        found.setdefault(fund, {})[campaign] = cents
    return found
