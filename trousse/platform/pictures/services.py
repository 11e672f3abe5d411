"""Adding, describing, ordering, attesting and removing pictures; what the calendar does is in ``calendar``."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.audit.services import record
from trousse.platform.documents.models import Document
from trousse.platform.documents.services import document_store
from trousse.platform.documents.storage import path_of
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures import rules, studio
from trousse.platform.pictures.deleting import picture_delete
from trousse.platform.pictures.enums import PictureState
from trousse.platform.pictures.errors import AttestationInvalid, PictureRefused, TooManyPictures
from trousse.platform.pictures.jobs import files_sweep
from trousse.platform.pictures.models import Picture, Rendition
from trousse.platform.pictures.owners import owner_of
from trousse.platform.pictures.rules import Attestation
from trousse.platform.pictures.selectors import all_pictures_of, limits
from trousse.platform.pictures.storage import (
    files_are_being_written,
    picture_storage,
    subject_is_being_arranged,
)
from trousse.platform.pictures.studio import Developed, Print
from trousse.platform.pictures.transitions import PictureWorkflow


def picture_add(
    *,
    subject_kind: str,
    subject_id: int | str,
    content: bytes,
    alt: str,
    minors: bool,
    attestation: Attestation | None,
    actor: Actor,
) -> Picture:
    """Develop a picture and hang it last. The caller has checked that the actor may.

    With recognisable minors and no attestation it waits, seen by its author alone. Raises PictureRefused (what to do
    about the file or its description, in French), AttestationInvalid or TooManyPictures; then nothing is kept. A kind
    that nobody registered is a KeyError: its pictures could never be served.
    """
    owner_of(subject_kind)
    problem = rules.alt_problem(alt)
    if problem:
        raise PictureRefused(problem, code="alt")
    attestation = _checked(attestation) if minors and attestation else None
    try:
        developed = studio.develop(content, limits())
    except rules.Refused as why:
        raise PictureRefused(str(why), code="file") from why
    return _hang(
        Picture(subject_kind=subject_kind, subject_id=str(subject_id), alt=alt.strip(), minors=minors),
        developed,
        attestation,
        actor,
    )


@transaction.atomic
def _hang(picture: Picture, developed: Developed, attestation: Attestation | None, actor: Actor) -> Picture:
    subject_is_being_arranged(picture.subject_kind, picture.subject_id)
    others = all_pictures_of(picture.subject_kind, picture.subject_id)
    most = integer("pictures.most_per_subject")
    if len(others) >= most:
        raise TooManyPictures(f"Il y a déjà {most} images, c’est le plus possible. Retirez-en une d’abord.")
    picture.order = max((other.order for other in others), default=0) + 1
    picture.width, picture.height, picture.widths = developed.width, developed.height, developed.widths
    picture.state = PictureState.PENDING if picture.minors and not attestation else PictureState.READY
    if attestation:
        _write_attestation(picture, attestation, _scan_kept(attestation, actor))
    picture.save(force_insert=True)
    _keep_prints(picture, developed.prints)
    record(
        verb="picture.add",
        subject=picture,
        actor=actor,
        data={"of": f"{picture.subject_kind}:{picture.subject_id}", "minors": picture.minors, "state": picture.state},
    )
    return picture


@transaction.atomic
def picture_describe(*, picture: Picture, alt: str, actor: Actor) -> Picture:
    """Another alternative text. Raises PictureRefused."""
    problem = rules.alt_problem(alt)
    if problem:
        raise PictureRefused(problem, code="alt")
    Picture.objects.filter(pk=picture.pk).update(alt=alt.strip())
    picture.alt = alt.strip()
    record(verb="picture.describe", subject=picture, actor=actor)
    return picture


@transaction.atomic
def picture_attest(*, picture: Picture, attestation: Attestation, actor: Actor) -> Picture:
    """Attest, or renew: the picture is shown again until the new date. Raises AttestationInvalid."""
    checked = _checked(attestation)
    document = _scan_kept(checked, actor) or picture.attestation_document
    return PictureWorkflow.perform(
        PictureWorkflow.attest,
        picture,
        actor=actor,
        state_since=clock.now(),
        reminded_on=None,
        attestation_name=checked.name,
        attestation_on=checked.on,
        attestation_scope=checked.scope,
        attestation_expires_on=checked.expires_on,
        attestation_document=document,
    )


@transaction.atomic
def picture_move(*, picture: Picture, place: int, actor: Actor) -> None:
    """Put it at ``place`` (0: the cover), the others making room; beyond the end means last."""
    subject_is_being_arranged(picture.subject_kind, picture.subject_id)
    row = [other for other in all_pictures_of(picture.subject_kind, picture.subject_id) if other.pk != picture.pk]
    row.insert(max(place, 0), picture)
    for order, hung in enumerate(row, start=1):
        hung.order = order
    Picture.objects.bulk_update(row, ["order"])
    record(verb="picture.move", subject=picture, actor=actor, data={"place": max(place, 0)})


@transaction.atomic
def picture_remove(*, picture: Picture, actor: Actor) -> None:
    """Delete it for good, its files as well as soon as the job has run. Twice is harmless."""
    found = Picture.objects.select_for_update().filter(pk=picture.pk).first()
    if found is None:
        return
    record(
        verb="picture.remove",
        subject=found,
        actor=actor,
        data={"of": f"{found.subject_kind}:{found.subject_id}", "state": found.state},
    )
    files_sweep.enqueue(sha256s=picture_delete(found, actor))


@transaction.atomic
def picture_take_down(*, picture: Picture, actor: Actor, reason: str) -> Picture:
    """Hide it: by a moderator who says why, or by caution (system) before anybody looked. Twice is harmless."""
    picture = Picture.objects.select_for_update(no_key=True).get(pk=picture.pk)
    if picture.is_taken_down:
        return picture
    how = PictureWorkflow.take_down if actor.is_person else PictureWorkflow.hide
    return PictureWorkflow.perform(how, picture, actor=actor, reason=reason, state_since=clock.now())


@transaction.atomic
def picture_restore(*, picture: Picture, actor: Actor, reason: str) -> Picture:
    """Show it again; if its authorisation ended meanwhile, its author attests first. Twice is harmless."""
    picture = Picture.objects.select_for_update(no_key=True).get(pk=picture.pk)
    if not picture.is_taken_down:
        return picture
    valid = picture.attestation_is_valid()
    how = PictureWorkflow.restore if valid else PictureWorkflow.restore_unattested
    return PictureWorkflow.perform(how, picture, actor=actor, reason=reason, state_since=clock.now())


def _checked(attestation: Attestation) -> Attestation:
    tidy = replace(attestation, name=attestation.name.strip(), scope=attestation.scope.strip())
    problems = rules.attestation_problems(tidy, clock.today(), integer("pictures.attestation_max_days"))
    if problems:
        raise AttestationInvalid(problems)
    return tidy


def _scan_kept(attestation: Attestation, actor: Actor) -> Document | None:
    """The scanned authorisation as a document. Raises DocumentRefused."""
    scan = attestation.scan
    if scan is None:
        return None
    return document_store(kind="pictures.authorisation", name=scan.name, content=scan.content, actor=actor)


def _write_attestation(picture: Picture, attestation: Attestation, document: Document | None) -> None:
    picture.attestation_name = attestation.name
    picture.attestation_on = attestation.on
    picture.attestation_scope = attestation.scope
    picture.attestation_expires_on = attestation.expires_on
    picture.attestation_document = document


def _keep_prints(picture: Picture, prints: Sequence[Print]) -> None:
    """Files first, rows after: a row that is committed has its file, whenever the machine stops."""
    files_are_being_written()
    rows = []
    for made in prints:
        sha256 = hashlib.sha256(made.content).hexdigest()
        picture_storage().save(path_of(sha256), ContentFile(made.content))
        rows.append(
            Rendition(
                picture=picture, format=made.format.value, width=made.width, sha256=sha256, size=len(made.content)
            )
        )
    Rendition.objects.bulk_create(rows)
