"""Pictures as moderation sees them."""

from typing import Any
from uuid import UUID

from trousse.core.actors import Actor
from trousse.platform.moderation.reportables import Reportable
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.errors import PictureMissing
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.owners import Owner, owner_of
from trousse.platform.pictures.services import picture_restore, picture_take_down


def _get(picture_id: str) -> Picture:
    """Raises PictureMissing."""
    try:
        key = UUID(picture_id)
    except ValueError:
        raise PictureMissing from None
    picture = Picture.objects.filter(pk=key).first()
    if picture is None:
        raise PictureMissing
    return picture


def _owner(picture: Picture) -> Owner:
    return owner_of(picture.subject_kind)


def title(picture_id: str) -> str:
    """« Image : Des élèves… »; raises PictureMissing for one that nobody but its author sees.

    One that was taken down may be reported again, by somebody who had opened the form; what it shows is no longer said.
    """
    picture = _get(picture_id)
    hidden = picture.state in {PictureState.PENDING, PictureState.EXPIRED}
    if hidden or not _owner(picture).is_public(picture.subject_id):
        raise PictureMissing
    return "Image déjà retirée" if picture.is_taken_down else f"Image : {picture.alt}"


def url(picture_id: str) -> str:
    picture = _get(picture_id)
    return _owner(picture).url(picture.subject_id)


def hide(picture_id: str, actor: Actor, reason: str) -> None:
    picture_take_down(picture=_get(picture_id), actor=actor, reason=reason)


def show(picture_id: str, actor: Actor, reason: str) -> None:
    picture_restore(picture=_get(picture_id), actor=actor, reason=reason)


def author_emails(picture_id: str) -> list[str]:
    picture = _get(picture_id)
    address = _owner(picture).author_email(picture.subject_id)
    return [address] if address else []


def school_of(picture_id: str) -> Any:
    picture = _get(picture_id)
    return _owner(picture).school_of(picture.subject_id)


def excerpt(picture_id: str) -> str:
    picture = _get(picture_id)
    if not picture.minors:
        return "Son auteur a répondu : aucun mineur n’est reconnaissable."
    if picture.attestation_expires_on is None:
        return "Son auteur a répondu : des mineurs sont reconnaissables, sans attestation."
    return (
        f"Son auteur a répondu : des mineurs sont reconnaissables. Attestation de {picture.attestation_name},"
        f" valable jusqu’au {picture.attestation_expires_on:%d/%m/%Y}, pour : {picture.attestation_scope}."
    )


PICTURE = Reportable(
    label="Image",
    title=title,
    url=url,
    hide=hide,
    show=show,
    author_emails=author_emails,
    school_of=school_of,
    excerpt=excerpt,
    cautious=True,
)
