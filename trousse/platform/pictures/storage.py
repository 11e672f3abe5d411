"""Where the prints of pictures are: beside the documents, written and named in the same way."""

from django.db import connection

from trousse.platform.documents.storage import DocumentStorage

_LOCK = 7_402_163  # any number of our own: locks of PostgreSQL are named by numbers


def picture_storage() -> DocumentStorage:
    """Private files named by their content; only a view that checked who asks reads them."""
    return DocumentStorage("pictures")


def files_are_being_written() -> None:
    """Until the transaction ends, no file is swept away; others write as well."""
    _lock("pg_advisory_xact_lock_shared")


def files_are_being_swept() -> None:
    """Until the transaction ends, no file is written: what nobody points to now, nobody will point to."""
    _lock("pg_advisory_xact_lock")


def subject_is_being_arranged(kind: str, subject_id: str) -> None:
    """Until the transaction ends, nobody else adds or orders pictures of the same thing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [f"{kind}:{subject_id}", _LOCK])


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
