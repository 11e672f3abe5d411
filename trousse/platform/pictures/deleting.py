"""Letting pictures go: their rows, the signed papers that went with them, their files."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.documents.services import document_delete
from trousse.platform.documents.storage import path_of
from trousse.platform.pictures.models import Picture, Rendition
from trousse.platform.pictures.storage import files_are_being_swept, picture_storage

BATCH = 500
ORPHANED_AFTER = timedelta(days=1)
"""No request lasts that long: a file that old and without row belongs to one that was rolled back."""


def picture_delete(picture: Picture, actor: Actor) -> list[str]:
    """Delete a picture and the authorisation scanned for it; returns its files, to be swept once this is committed.

    Inside the caller's transaction, with the picture locked.
    """
    sha256s = list(Rendition.objects.filter(picture=picture).values_list("sha256", flat=True).order_by("sha256"))
    document = picture.attestation_document
    picture.delete()
    if document is not None and not Picture.objects.filter(attestation_document=document).exists():
        document_delete(document=document, actor=actor)
    return sha256s


@transaction.atomic
def files_sweep(sha256s: Sequence[str]) -> int:
    """Delete each file that no rendition names; the same content may belong to another picture. Returns how many."""
    files_are_being_swept()
    used = set(Rendition.objects.filter(sha256__in=sha256s).values_list("sha256", flat=True))
    storage = picture_storage()
    orphans = set(sha256s) - used
    for sha256 in orphans:
        storage.delete(path_of(sha256))
    return len(orphans)


def orphans_sweep() -> int:
    """Delete the files left by transactions that were rolled back: a picture that nobody can find must not stay."""
    before = (clock.now() - ORPHANED_AFTER).timestamp()
    files = Path(picture_storage().location).glob("??/??/*")
    old = [path.name for path in files if path.is_file() and path.stat().st_mtime < before]
    return sum(files_sweep(old[start : start + BATCH]) for start in range(0, len(old), BATCH))
