"""What the calendar does to pictures. Each function may run late, twice, or be killed half-way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.audit.services import record
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.deleting import picture_delete
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.notifications import PictureExpired, PictureExpiring
from trousse.platform.pictures.owners import owner_of
from trousse.platform.pictures.transitions import PictureWorkflow

BATCH = 200


def pictures_expire() -> int:
    """Unpublish what may not be shown today, and tell the authors. Returns how many."""
    due = Picture.objects.filter(state=PictureState.READY, minors=True, attestation_expires_on__lt=clock.today())
    done = 0
    for picture_id in due.order_by("attestation_expires_on").values_list("pk", flat=True)[:BATCH]:
        done += _expire(picture_id)
    return done


@transaction.atomic
def _expire(picture_id: UUID) -> bool:
    picture = Picture.objects.select_for_update(no_key=True).filter(pk=picture_id).first()
    if picture is None or not picture.is_published or picture.attestation_is_valid():
        return False
    PictureWorkflow.perform(
        PictureWorkflow.expire, picture, actor=Actor.system("pictures.expire"), state_since=clock.now()
    )
    _tell(picture, PictureExpired(alt=picture.alt, belongs_to=_label(picture), edit_url=edit_url_of(picture)))
    return True


def pictures_remind() -> int:
    """Write once to each author whose authorisation ends within the delay. Returns how many letters."""
    last = clock.today() + timedelta(days=integer("pictures.reminder_days"))
    due = Picture.objects.filter(
        state=PictureState.READY,
        minors=True,
        reminded_on=None,
        attestation_expires_on__range=(clock.today(), last),
    )
    done = 0
    for picture_id in due.order_by("attestation_expires_on").values_list("pk", flat=True)[:BATCH]:
        done += _remind(picture_id)
    return done


@transaction.atomic
def _remind(picture_id: UUID) -> bool:
    picture = Picture.objects.select_for_update(no_key=True).filter(pk=picture_id, reminded_on=None).first()
    if picture is None or not picture.is_published or picture.attestation_expires_on is None:
        return False
    picture.reminded_on = clock.today()
    picture.save(update_fields=["reminded_on"])
    _tell(
        picture,
        PictureExpiring(
            alt=picture.alt,
            belongs_to=_label(picture),
            last_day=picture.attestation_expires_on,
            edit_url=edit_url_of(picture),
        ),
    )
    return True


def pictures_forget(sweep: Callable[[list[str]], None]) -> int:
    """Delete pictures that were not renewed, or that were taken down and can no longer be contested.

    ``sweep`` is called with the files of each, in the transaction that deletes it. Returns how many.
    """
    done = 0
    for state, key in (
        (PictureState.EXPIRED, "pictures.keep_expired_days"),
        (PictureState.TAKEN_DOWN, "pictures.keep_taken_down_days"),
    ):
        before = clock.now() - timedelta(days=integer(key))
        old = Picture.objects.filter(state=state, state_since__lt=before).order_by("state_since")
        for picture in old[:BATCH]:
            _forget(picture, sweep)
            done += 1
    return done


@transaction.atomic
def _forget(picture: Picture, sweep: Callable[[list[str]], None]) -> None:
    actor = Actor.system("pictures.forget")
    record(verb="picture.forget", subject=picture, actor=actor, data={"state": picture.state})
    sweep(picture_delete(picture, actor))


def edit_url_of(picture: Picture) -> str:
    """Where its author arranges it."""
    owner = owner_of(picture.subject_kind)
    return (owner.edit_url or owner.url)(picture.subject_id)


def _label(picture: Picture) -> str:
    return owner_of(picture.subject_kind).label


def _tell(picture: Picture, message: Notification) -> None:
    address = owner_of(picture.subject_kind).author_email(picture.subject_id)
    if address:
        notify(message, to=address)
