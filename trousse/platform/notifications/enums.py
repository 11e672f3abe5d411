"""The states of a message."""

from enum import StrEnum


class MessageState(StrEnum):
    """Where a message of the outbox stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    MessageState.WAITING: "à envoyer",
    MessageState.SENT: "envoyé",
    MessageState.FAILED: "non remis",
}
