"""Reading pictures. ``pictures_of`` and ``pictures_of_many`` give what is published, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from trousse.core import clock
from trousse.platform.documents.storage import path_of
from trousse.platform.parameters import selectors as parameters
from trousse.platform.pictures.enums import PictureFormat, PictureState
from trousse.platform.pictures.errors import PictureMissing
from trousse.platform.pictures.models import Picture, Rendition
from trousse.platform.pictures.owners import owner_of
from trousse.platform.pictures.perms import can_edit_picture, can_see_picture_early, can_see_unpublished_picture
from trousse.platform.pictures.rules import MEGABYTE, MEGAPIXEL, Limits
from trousse.platform.pictures.storage import picture_storage


def pictures_of(kind: str, subject_id: int | str) -> list[Picture]:
    """Published pictures in their order, the cover first; one statement."""
    return list(_published().filter(subject_kind=kind, subject_id=str(subject_id)))


def pictures_of_many(kind: str, subject_ids: Iterable[int | str]) -> dict[str, list[Picture]]:
    """Published pictures of each (keys are text), in their order; one statement whatever the number."""
    found: dict[str, list[Picture]] = {str(subject_id): [] for subject_id in subject_ids}
    if found:
        for picture in _published().filter(subject_kind=kind, subject_id__in=list(found)):
            found[picture.subject_id].append(picture)
    return found


def covers_of(kind: str, subject_ids: Iterable[int | str]) -> dict[str, Picture]:
    """The first published picture of each that has one (keys are text); one statement whatever the number."""
    keys = [str(subject_id) for subject_id in subject_ids]
    if not keys:
        return {}
    first = _published().filter(subject_kind=kind, subject_id__in=keys)
    ordered = first.order_by("subject_id", "order", "created_at", "id").distinct("subject_id")
    return {picture.subject_id: picture for picture in ordered}


def all_pictures_of(kind: str, subject_id: int | str) -> list[Picture]:
    """In every state, for whoever arranges them; the caller has checked that they may."""
    return list(Picture.objects.filter(subject_kind=kind, subject_id=str(subject_id)))


def pictures_unpublished(kind: str, subject_id: int | str) -> list[Picture]:
    """What waits for an authorisation, or whose authorisation is past, for whoever follows the project."""
    mine = Picture.objects.filter(subject_kind=kind, subject_id=str(subject_id))
    return list(mine.exclude(state=PictureState.TAKEN_DOWN).exclude(pk__in=_published().values("pk")))


def albums_of(kind: str, subject_ids: Iterable[int | str]) -> dict[str, list[Picture]]:
    """All pictures of each (keys are text), in every state, for their author; one statement whatever the number."""
    found: dict[str, list[Picture]] = {str(subject_id): [] for subject_id in subject_ids}
    if found:
        for picture in Picture.objects.filter(subject_kind=kind, subject_id__in=list(found)):
            found[picture.subject_id].append(picture)
    return found


def picture_to_edit(user: Any, picture_id: UUID) -> Picture:
    """A picture that ``user`` may edit. Raises PictureMissing for everybody else."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None or not can_edit_picture(user, picture):
        raise PictureMissing
    return picture


def _published() -> QuerySet[Picture]:
    """READY, and the authorisation not past: the job that says so comes a little after midnight."""
    return Picture.objects.filter(state=PictureState.READY).exclude(
        minors=True, attestation_expires_on__lt=clock.today()
    )


def limits() -> Limits:
    """The parameters in force today."""
    return Limits(
        largest=parameters.integer("pictures.max_megabytes") * MEGABYTE,
        most_pixels=parameters.integer("pictures.max_megapixels") * MEGAPIXEL,
        smallest_side=parameters.integer("pictures.smallest_side"),
    )


@dataclass(frozen=True)
class Served:
    """A file to serve. ``keep`` and ``keep_shared`` are seconds in a browser and in shared caches; zero: not at all."""

    rendition: Rendition
    keep: int
    keep_shared: int

    @property
    def media_type(self) -> str:
        return PictureFormat(self.rendition.format).media_type

    @property
    def is_public(self) -> bool:
        return self.keep > 0

    def read(self) -> bytes:
        """The bytes. Raises FileNotFoundError when the disk lost them: an incident."""
        with picture_storage().open(path_of(self.rendition.sha256)) as file:
            content: bytes = file.read()
        return content


def rendition_served(*, picture_id: UUID, width: int, format_: str, user: Any, key: str = "") -> Served:
    """What this address shows to ``user``, or to whoever holds the ``key`` of a page without account, now.

    Raises PictureMissing, whether it never was or is no longer shown.
    """
    found = Rendition.objects.select_related("picture").filter(picture_id=picture_id, width=width, format=format_)
    rendition = found.first()
    if rendition is None:
        raise PictureMissing
    picture = rendition.picture
    if picture.is_published and picture.attestation_is_valid() and _is_public(picture):
        keep = min(parameters.integer("pictures.browser_seconds"), _seconds_left(picture))
        return Served(rendition, max(keep, 1), min(parameters.integer("pictures.shared_seconds"), keep))
    if not can_see_picture_early(key, picture) and not can_see_unpublished_picture(user, picture):
        raise PictureMissing
    return Served(rendition, 0, 0)


def _is_public(picture: Picture) -> bool:
    return owner_of(picture.subject_kind).is_public(picture.subject_id)


def _seconds_left(picture: Picture) -> int:
    """Until the authorisation ends; long enough when none is needed."""
    if not picture.minors or picture.attestation_expires_on is None:
        return int(timedelta(days=3650).total_seconds())
    return int((clock.end_of_day(picture.attestation_expires_on) - clock.now()).total_seconds())
