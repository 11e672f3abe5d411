"""Reading a kit."""

from uuid import UUID

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.errors import PieceMissing
from trousse.fundraising.kit.models import PrintedPiece
from trousse.fundraising.kit.perms import can_use_kit
from trousse.people.accounts.models import User

PRINTING = frozenset({CampaignState.SCHEDULED, CampaignState.OPEN})
"""States of a campaign for which new pieces are made: one prints before the opening too."""


def kit_campaign(user: User, pk: int) -> Campaign:
    """The campaign of a kit that this person may use, with what its pages say. Raises CampaignMissing."""
    campaign = Campaign.objects.select_related("project", "school", "theme").filter(pk=pk).first()
    if campaign is None or not can_use_kit(user, campaign):
        raise CampaignMissing
    return campaign


def campaign_in_words(pk: int) -> Campaign:
    """For pages about it elsewhere: social card, widget, oEmbed. One statement. Raises CampaignMissing."""
    campaign = Campaign.objects.select_related("project", "school", "theme").filter(pk=pk).first()
    if campaign is None:
        raise CampaignMissing
    return campaign


def is_printing(campaign: Campaign) -> bool:
    return campaign.state in PRINTING


def pieces_offered() -> list[tuple[Piece, Language]]:
    """Everything that can be printed, in the order of the page: the note once a language, in the order of the names."""
    alone = [(piece, Language.FRENCH) for piece in Piece if piece is not Piece.NOTE]
    return alone + [(Piece.NOTE, language) for language in Language]


def piece_get(campaign: Campaign, pk: UUID) -> PrintedPiece:
    """One that was made for this campaign, with its document. Raises PieceMissing."""
    piece = PrintedPiece.objects.select_related("document").filter(campaign=campaign, pk=pk).first()
    if piece is None:
        raise PieceMissing
    return piece
