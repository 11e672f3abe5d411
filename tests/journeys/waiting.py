"""The worker works beside us: waiting for what it does."""

import time
from collections.abc import Callable
from typing import TypeVar

from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message

T = TypeVar("T")
PATIENCE = 40.0  # seconds


def until(what: str, found: Callable[[], T | None], patience: float = PATIENCE) -> T:
    """The first truthy answer of ``found``; fails with ``what`` when it does not come."""
    deadline = time.monotonic() + patience
    while not (answer := found()):
        assert time.monotonic() < deadline, f"waited {patience:.0f} s in vain: {what}"
        time.sleep(0.05)
    return answer


def mail(to: str, kind: str, *, after: int = 0) -> Message:
    """The last e-mail of this kind to this address, once it has left; ``after`` leaves out the older ones by number."""
    sent = Message.objects.filter(to=to, kind=kind, state=MessageState.SENT, pk__gt=after)
    return until(f"e-mail {kind} to {to}", lambda: sent.order_by("-pk").first())


def link_in(message: Message, path: str) -> str:
    """The address that begins with ``path`` in the text of a mail."""
    found = [word for word in message.text.split() if path in word]
    assert found, f"no link to {path} in:\n{message.text}"
    return found[0].strip("<>()")
