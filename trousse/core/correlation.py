"""The thread that ties together what one request did: its log lines and the events it left in the journal."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")
_TRUSTED = re.compile(r"[A-Za-z0-9_-]{8,64}")


def current_id() -> str:
    """The id of the request being served, or an empty string outside a request."""
    return _current.get()


def accepted_id(proposed: str | None) -> str:
    """``proposed`` when it is a plausible id given by our own proxy, else a fresh one (never free text in a log)."""
    if proposed and _TRUSTED.fullmatch(proposed):
        return proposed
    return uuid.uuid4().hex


@contextmanager
def bound(request_id: str) -> Iterator[None]:
    """Everything inside belongs to ``request_id``."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)
