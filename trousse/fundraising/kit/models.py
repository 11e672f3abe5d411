"""The printed pieces that were made: each once, and never again otherwise."""

import uuid

from django.db import models

from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.kit.enums import Language, Piece
from trousse.platform.documents.models import Document


class PrintedPiece(models.Model):
    """A PDF made for a campaign. The same words set by the same templates are the same row and the same bytes.

    ``content_hash`` is that of what the page says, ``edition`` that of the templates; the document knows its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="printed_pieces", verbose_name="collecte")
    piece = models.CharField("pièce", max_length=30, choices=Piece.choices())
    language = models.CharField(
        "langue", max_length=2, choices=[(language.value, language.label) for language in Language]
    )
    content_hash = models.CharField("empreinte du contenu", max_length=64)
    edition = models.CharField("version du gabarit", max_length=12)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="document")
    made_at = models.DateTimeField("fait le", default=clock.now)

    class Meta:
        verbose_name = "pièce imprimée"
        verbose_name_plural = "pièces imprimées"
        ordering = ("-made_at", "pk")
        constraints = (
            models.UniqueConstraint(name="kit_piece_once", fields=["campaign", "piece", "language", "content_hash"]),
            models.CheckConstraint(
                name="kit_piece_known", condition=models.Q(piece__in=[piece.value for piece in Piece])
            ),
            models.CheckConstraint(
                name="kit_piece_language",
                condition=models.Q(piece=Piece.NOTE.value, language__in=[language.value for language in Language])
                | models.Q(language=Language.FRENCH.value),
            ),
        )

    def __str__(self) -> str:
        return f"{Piece(self.piece).label} ({self.language})"
