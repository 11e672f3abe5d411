"""Where a gift goes, seen from the checkout: a project or a fund, with what its pages need."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaign_for_page, room_left
from trousse.giving.donations.models import Donation
from trousse.giving.donations.selectors import receipts_offered
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import fund_public
from trousse.web.components.cards import FundCard, GiftBox, ProjectCard
from trousse.web.components.giving_cards import campaign_gift_box, fund_card, fund_gift_box
from trousse.web.components.project_cards import card_of_campaign


@dataclass(frozen=True)
class Destination:
    """``room``: what a campaign can still take, None for a fund. ``receipts``: whether tax receipts are issued."""

    target: Campaign | Fund
    room: Euro | None
    receipts: bool

    @property
    def campaign(self) -> Campaign | None:
        return self.target if isinstance(self.target, Campaign) else None

    @cached_property
    def card(self) -> ProjectCard | None:
        return card_of_campaign(self.target) if isinstance(self.target, Campaign) else None

    @cached_property
    def fund_card(self) -> FundCard | None:
        return fund_card(self.target) if isinstance(self.target, Fund) else None

    @property
    def heading(self) -> str:
        return "Votre don à cette classe" if self.campaign else "Votre don au fonds de solidarité"

    @property
    def name(self) -> str:
        return str(self.target)

    @property
    def is_open(self) -> bool:
        """Whether one may start to give now. A fund closed to gifts is not found at all."""
        return self.campaign is None or self.campaign.is_collecting

    @property
    def is_full(self) -> bool:
        """Whether others are giving, right now, all that was missing."""
        return self.room == Euro.zero()

    @property
    def back_url(self) -> str:
        """Its public page."""
        return self._shown.url

    @property
    def amount_url(self) -> str:
        """The first step."""
        return self._shown.give_url

    @property
    def donor_url(self) -> str:
        """The second step, for a gift that is not begun yet."""
        if isinstance(self.target, Campaign):
            return reverse("checkout:project_donor", args=[self.target.pk])
        return reverse("checkout:fund_donor", args=[self.target.slug])

    @property
    def gift_box(self) -> GiftBox:
        if isinstance(self.target, Campaign):
            return campaign_gift_box(self.target, room=self.room or Euro.zero(), receipts=self.receipts)
        return fund_gift_box(self.target, receipts=self.receipts)

    @property
    def _shown(self) -> ProjectCard | FundCard:
        shown = self.card or self.fund_card
        assert shown is not None, "a destination is a campaign or a fund"
        return shown


def of_project(pk: int) -> Destination:
    """Raises CampaignMissing."""
    return _of_campaign(campaign_for_page(pk))


def of_fund(slug: str) -> Destination:
    """Raises FundMissing, also for a fund that takes no more gifts."""
    return _of_fund(fund_public(slug))


def of_donation(donation: Donation) -> Destination:
    """Where a gift that was begun goes, as things stand now; what it keeps for itself counts as room."""
    if donation.fund is not None:
        return _of_fund(donation.fund)
    assert donation.campaign_id is not None, "a gift has one destination"
    return _of_campaign(campaign_for_page(donation.campaign_id), besides=donation.key)


def _of_campaign(campaign: Campaign, *, besides: str = "") -> Destination:
    return Destination(campaign, room=room_left(campaign, besides=besides), receipts=receipts_offered(campaign))


def _of_fund(fund: Fund) -> Destination:
    return Destination(fund, room=None, receipts=receipts_offered(fund))
