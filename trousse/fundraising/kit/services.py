"""Making a piece of the kit."""

from django.db import transaction

from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.kit import printing
from trousse.fundraising.kit.enums import Language, Piece
from trousse.fundraising.kit.errors import KitClosed, PieceMissing
from trousse.fundraising.kit.facts import facts_of
from trousse.fundraising.kit.models import PrintedPiece
from trousse.fundraising.kit.selectors import is_printing, pieces_offered
from trousse.platform.documents.services import document_store


@transaction.atomic
def piece_print(*, campaign: Campaign, piece: Piece, language: Language, actor: Actor) -> PrintedPiece:
    """The PDF of this piece as the campaign stands: the one that exists, else a new one, in a tenth of a second.

    Two at once make two documents, of which one is kept. Raises KitClosed when the campaign does not collect (what was
    made before is still given), PieceMissing for a language in which this piece does not exist.
    """
    if (piece, language) not in pieces_offered():
        raise PieceMissing
    facts = facts_of(campaign)
    wanted = {
        "campaign": campaign,
        "piece": piece.value,
        "language": language.value,
        "content_hash": printing.content_hash(facts, piece, language),
    }
    made = PrintedPiece.objects.select_related("document").filter(**wanted).first()
    if made:
        return made
    if not is_printing(campaign):
        raise KitClosed
    document = document_store(
        kind=f"kit.{piece.value}",
        name=f"{piece.value}{'' if language is Language.FRENCH else f'-{language.value}'}-{campaign.slug}.pdf",
        content=printing.print_piece(facts, piece, language),
        actor=actor,
    )
    kept, _ = PrintedPiece.objects.get_or_create(
        **wanted, defaults={"document": document, "edition": printing.edition()}
    )
    return kept
