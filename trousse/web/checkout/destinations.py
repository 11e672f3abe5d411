"""Where a gift goes, seen from the checkout: a project or a fund, with what its pages need."""

from dataclasses import dataclass

from django.urls import reverse

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaign_for_page, room_left
from trousse.giving.donations.models import Donation
from trousse.giving.donations.selectors import receipts_offered
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import fund_public
from trousse.web.components.cards import FundCard, GiftBox, ProjectCard
from trousse.web.components.giving_cards import fund_card, gift_box
from trousse.web.components.project_cards import card_of_campaign


@dataclass(frozen=True)
class Destination:
    """Exactly one of ``campaign`` and ``fund``. ``room``: what a campaign can still take, None for a fund."""

    campaign: Campaign | None
    fund: Fund | None
    room: Euro | None
    receipts: bool

    @property
    def target(self) -> Campaign | Fund:
        target = self.campaign or self.fund
        assert target is not None
        return target

    @property
    def card(self) -> ProjectCard | None:
        return card_of_campaign(self.campaign) if self.campaign else None

    @property
    def fund_card(self) -> FundCard | None:
        return fund_card(self.fund) if self.fund else None

    @property
    def heading(self) -> str:
        return "Votre don à cette classe" if self.campaign else "Votre don au fonds de solidarité"

    @property
    def name(self) -> str:
        return self.campaign.title if self.campaign else str(self.fund)

    @property
    def is_open(self) -> bool:
        """Whether one may start to give now. A fund closed to gifts is not found at all."""
        return self.campaign is None or self.campaign.is_collecting

    @property
    def back_url(self) -> str:
        card = self.card or self.fund_card
        assert card is not None
        return card.url

    @property
    def amount_url(self) -> str:
        card = self.card or self.fund_card
        assert card is not None
        return card.give_url

    @property
    def donor_url(self) -> str:
        if self.campaign:
            return reverse("checkout:project_donor", args=[self.campaign.pk])
        assert self.fund is not None
        return reverse("checkout:fund_donor", args=[self.fund.slug])

    def gift_box(self, chosen: Euro | None = None) -> GiftBox:
        return gift_box(
            action=self.donor_url, room=self.room, receipts=self.receipts, chosen=chosen, button="Continuer"
        )


def of_project(pk: int) -> Destination:
    """Raises CampaignMissing."""
    return _of_campaign(campaign_for_page(pk))


def of_fund(slug: str) -> Destination:
    """Raises FundMissing."""
    fund = fund_public(slug)
    return Destination(campaign=None, fund=fund, room=None, receipts=receipts_offered(fund))


def of_donation(donation: Donation) -> Destination:
    """Where a gift that was begun goes, as things stand now; its own reservation counts as room."""
    if donation.fund is not None:
        return Destination(campaign=None, fund=donation.fund, room=None, receipts=receipts_offered(donation.fund))
    assert donation.campaign_id is not None
    return of_project(donation.campaign_id)


def _of_campaign(campaign: Campaign) -> Destination:
    return Destination(campaign=campaign, fund=None, room=room_left(campaign), receipts=receipts_offered(campaign))
