"""Files that no picture shows any more."""

from collections.abc import Sequence

from django.db import transaction

from trousse.platform.documents.storage import path_of
from trousse.platform.pictures.models import Rendition
from trousse.platform.pictures.storage import files_are_being_swept, picture_storage


@transaction.atomic
def files_sweep(sha256s: Sequence[str]) -> None:
    """Delete each file that no rendition names; the same content may belong to another picture. Twice is harmless."""
    files_are_being_swept()
    used = set(Rendition.objects.filter(sha256__in=sha256s).values_list("sha256", flat=True))
    storage = picture_storage()
    for sha256 in set(sha256s) - used:
        storage.delete(path_of(sha256))
