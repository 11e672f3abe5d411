"""Keeping a document."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

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


def _keep(sha256: str, content: bytes) -> None:
    """Writes even when the file is there: it heals one that a disk damaged, and the move is atomic either way."""
    storage.DocumentStorage().save(storage.path_of(sha256), ContentFile(content))
