"""Reading a document back, or saying that it is damaged."""

import hashlib
import logging

from trousse.platform.documents import storage
from trousse.platform.documents.errors import DocumentDamaged
from trousse.platform.documents.models import Document

log = logging.getLogger(__name__)


def document_read(document: Document) -> bytes:
    """The bytes that were stored, verified. Raises DocumentDamaged when the file is missing or is not what it was.

    The caller has checked that the person may read it, and serves it as an attachment (`Content-Disposition` with
    `document.name`, `Content-Type` with `document.media_type`), never from an address that can be guessed.
    """
    try:
        with storage.DocumentStorage().open(storage.path_of(document.sha256)) as file:
            content: bytes = file.read()
    except FileNotFoundError as missing:
        raise _damaged(document, "missing") from missing
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise _damaged(document, "altered")
    return content


def _damaged(document: Document, how: str) -> DocumentDamaged:
    log.error("document cannot be read", extra={"document": str(document.pk), "problem": how})
    return DocumentDamaged(f"document {document.pk} is {how}")
