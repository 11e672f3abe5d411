"""What we know of a file that we keep."""

import uuid

from django.db import models

from trousse.core import clock
from trousse.platform.documents.rules import LARGEST, LONGEST_NAME, MediaType


class Document(models.Model):
    """A file somebody gave us as evidence (an attestation, a statement of bank details), or that we made.

    The row never changes (PostgreSQL refuses UPDATE, migration 0001) and names the bytes by their SHA-256: what is read
    back is what was stored, or it is not read. Who may read it is the business of the app that points to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("nature", max_length=60)
    name = models.CharField("nom", max_length=LONGEST_NAME)
    media_type = models.CharField("format", max_length=40, choices=[(kind.value, kind.name) for kind in MediaType])
    size = models.PositiveIntegerField("taille (octets)")
    sha256 = models.CharField("empreinte SHA-256", max_length=64, db_index=True)
    created_at = models.DateTimeField("déposé le", default=clock.now)

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documents"
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(name="documents_document_hash", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="documents_document_size", condition=models.Q(size__gt=0) & models.Q(size__lte=LARGEST)
            ),
            models.CheckConstraint(
                name="documents_document_media_type",
                condition=models.Q(media_type__in=[media_type.value for media_type in MediaType]),
            ),
        )

    def __str__(self) -> str:
        return self.name
