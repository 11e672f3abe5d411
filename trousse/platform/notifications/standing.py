"""What is told may be stopped between the writing of a message and its leaving: looked at again, by batches."""

from collections.abc import Sequence

from trousse.platform.notifications.base import registry
from trousse.platform.notifications.enums import Standing
from trousse.platform.notifications.models import Message


def standings(messages: Sequence[Message]) -> dict[int, Standing]:
    """The standing of each message, by its number; as many statements as there are kinds, at most a few."""
    of_kind: dict[str, list[Message]] = {}
    for message in messages:
        of_kind.setdefault(message.kind, []).append(message)
    found = {message.pk: Standing.STANDS for message in messages}
    for kind, alike in of_kind.items():
        if kind in registry:
            said = registry.get(kind).standings([message.params for message in alike])
            found |= {message.pk: standing for message, standing in zip(alike, said, strict=True)}
    return found
