"""Keeping a document, and letting it go when nobody may keep it any longer."""

import hashlib

from django.core.files.base import ContentFile
from django.db import connection, transaction

from trousse.core.actors import Actor
from trousse.platform.audit.services import record
from trousse.platform.documents import rules, storage
from trousse.platform.documents.errors import DocumentRefused
from trousse.platform.documents.models import Document


@transaction.atomic
def document_store(*, kind: str, name: str, content: bytes, actor: Actor) -> Document:
    """Keep a PDF, JPEG or PNG of 10 MB at most under a safe form of `name`. Raises DocumentRefused (422, French).

    The file is on the disk before the row is committed. A transaction that rolls back leaves a file that nothing
    points to: harmless, private, and found again if the same document comes back.
    """
    try:
        accepted = rules.inspect(content)
    except rules.Refused as why:
        raise DocumentRefused(str(why)) from why
    sha256 = hashlib.sha256(accepted.content).hexdigest()
    _lock("pg_advisory_xact_lock_shared")
    _keep(sha256, accepted.content)
    document = Document.objects.create(
        kind=kind,
        name=rules.safe_name(name, accepted.media_type),
        media_type=accepted.media_type,
        size=len(accepted.content),
        sha256=sha256,
    )
    record(
        verb="document.store",
        subject=document,
        actor=actor,
        data={"kind": kind, "media_type": document.media_type, "size": document.size, "sha256": sha256},
    )
    return document


@transaction.atomic
def document_delete(*, document: Document, actor: Actor) -> None:
    """Delete a document that nothing points to, and its file unless another document has the same content.

    Raises ProtectedError while something points to it. The file goes once the row is gone for certain; meanwhile nobody
    can store the same content and count on it.
    """
    record(verb="document.delete", subject=document, actor=actor, data={"kind": document.kind})
    sha256 = document.sha256
    document.delete()
    transaction.on_commit(lambda: _sweep(sha256))


@transaction.atomic
def _sweep(sha256: str) -> None:
    _lock("pg_advisory_xact_lock")
    if not Document.objects.filter(sha256=sha256).exists():
        storage.DocumentStorage().delete(storage.path_of(sha256))


def _lock(function: str) -> None:
    """Until the transaction ends: those who store share it, who deletes a file is alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_FILES])


_FILES = 7_402_164  # any number of our own: locks of PostgreSQL are named by numbers


def _keep(sha256: str, content: bytes) -> None:
    """Writes even when the file is there: it heals one that a disk damaged, and the move is atomic either way."""
    storage.DocumentStorage().save(storage.path_of(sha256), ContentFile(content))
