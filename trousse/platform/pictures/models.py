"""A picture, the files made of it, and every step it went through."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from trousse.core import clock
from trousse.core.workflow import TransitionLog
from trousse.platform.documents.models import Document
from trousse.platform.pictures.enums import PictureFormat, PictureState
from trousse.platform.pictures.rules import ALT_MAX, NAME_MAX, SCOPE_MAX

SHA256 = r"^[0-9a-f]{64}$"


class Picture(models.Model):
    """A picture of a project, a news item, a thank-you or a report (``subject_kind``, ``subject_id``).

    What was sent is not kept: only the prints made of it, without metadata. ``width`` × ``height`` are those of the
    largest. When minors can be recognised (``minors``) an attestation says who answers for the parents' agreement,
    since when, for which use, and until when, last day included; PostgreSQL publishes none without it. The first in
    ``order`` is the cover.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField("de quoi", max_length=30)
    subject_id = models.CharField("identifiant", max_length=64)
    order = models.PositiveSmallIntegerField("ordre", default=0)
    alt = models.CharField("description", max_length=ALT_MAX)
    width = models.PositiveIntegerField("largeur (pixels)")
    height = models.PositiveIntegerField("hauteur (pixels)")
    widths: "ArrayField[list[int], list[int]]" = ArrayField(models.PositiveIntegerField(), verbose_name="largeurs")
    minors = models.BooleanField("des mineurs sont reconnaissables")
    attestation_name = models.CharField("attesté par", max_length=NAME_MAX, blank=True)
    attestation_on = models.DateField("autorisations recueillies le", null=True, blank=True)
    attestation_scope = models.CharField("pour quel usage", max_length=SCOPE_MAX, blank=True)
    attestation_expires_on = models.DateField("valable jusqu’au", null=True, blank=True)
    attestation_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="autorisation numérisée"
    )
    state = models.CharField(
        "état",
        max_length=20,
        default=PictureState.PENDING.value,
        choices=[(state.value, state.label) for state in PictureState],
    )
    state_since = models.DateTimeField("dans cet état depuis", default=clock.now)
    reminded_on = models.DateField("rappel envoyé le", null=True, blank=True)
    created_at = models.DateTimeField("ajoutée le", default=clock.now)

    class Meta:
        verbose_name = "image"
        verbose_name_plural = "images"
        ordering = ("order", "created_at", "id")
        indexes = (
            models.Index(fields=["subject_kind", "subject_id", "order"], name="pictures_of_subject"),
            models.Index(
                fields=["attestation_expires_on"],
                name="pictures_expiring",
                condition=models.Q(state=PictureState.READY.value, minors=True),
            ),
            models.Index(
                fields=["state_since"],
                name="pictures_to_forget",
                condition=models.Q(state__in=[PictureState.EXPIRED.value, PictureState.TAKEN_DOWN.value]),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="pictures_state_known", condition=models.Q(state__in=[state.value for state in PictureState])
            ),
            models.CheckConstraint(name="pictures_are_described", condition=~models.Q(alt="")),
            models.CheckConstraint(
                name="pictures_minors_are_attested",
                condition=models.Q(minors=False, state__in=[PictureState.READY.value, PictureState.TAKEN_DOWN.value])
                | models.Q(
                    minors=True, attestation_on__isnull=False, attestation_expires_on__gte=models.F("attestation_on")
                )
                & ~models.Q(attestation_name="")
                & ~models.Q(attestation_scope="")
                | models.Q(minors=True, state__in=[PictureState.PENDING.value, PictureState.TAKEN_DOWN.value]),
            ),
        )

    def __str__(self) -> str:
        return self.alt

    @property
    def is_published(self) -> bool:
        return self.state == PictureState.READY

    @property
    def is_pending(self) -> bool:
        return self.state == PictureState.PENDING

    @property
    def is_expired(self) -> bool:
        return self.state == PictureState.EXPIRED

    @property
    def is_taken_down(self) -> bool:
        return self.state == PictureState.TAKEN_DOWN

    @property
    def state_label(self) -> str:
        return PictureState(self.state).label

    def attestation_is_valid(self) -> bool:
        """Whether it may be published today: no minor can be recognised, or somebody answers for their agreement."""
        if not self.minors:
            return True
        return self.attestation_expires_on is not None and self.attestation_expires_on >= clock.today()


class Rendition(models.Model):
    """One file made of a picture, named on the disk by its content; never changed (its address may be kept forever)."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="renditions", verbose_name="image")
    format = models.CharField("format", max_length=4, choices=[(known.value, known.value) for known in PictureFormat])
    width = models.PositiveIntegerField("largeur (pixels)")
    sha256 = models.CharField("empreinte SHA-256", max_length=64, db_index=True)
    size = models.PositiveIntegerField("taille (octets)")

    class Meta:
        verbose_name = "tirage d’une image"
        verbose_name_plural = "tirages des images"
        ordering = ("width", "format")
        constraints = (
            models.UniqueConstraint(name="pictures_one_rendition", fields=["picture", "width", "format"]),
            models.CheckConstraint(name="pictures_rendition_hash", condition=models.Q(sha256__regex=SHA256)),
        )

    def __str__(self) -> str:
        return f"{self.width} {self.format}"


class PictureLog(TransitionLog):
    """Every step of a picture: attested, expired, taken down, and why."""

    subject: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Picture, models.CASCADE, related_name="log", verbose_name="image"
    )

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = "étape d’une image"
        verbose_name_plural = "étapes des images"
        indexes = (models.Index(fields=["subject", "at"], name="pictures_log_subject"),)
