"""The states of a message, whether it may leave, and how often a person wants to read us."""

from enum import StrEnum


class MessageState(StrEnum):
    """Where a message of the outbox stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    GROUPED = "grouped"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    MessageState.WAITING: "à envoyer",
    MessageState.SENT: "envoyé",
    MessageState.FAILED: "non remis",
    MessageState.HELD: "gardé pour un résumé",
    MessageState.GROUPED: "mis dans un résumé",
}


class Standing(StrEnum):
    """What a message about to leave tells: still there, stopped for a time, or gone for good."""

    STANDS = "stands"
    WAITS = "waits"
    GONE = "gone"


class Rhythm(StrEnum):
    """How often a person wants the messages of one topic."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"

    @property
    def label(self) -> str:
        return _RHYTHMS[self]


_RHYTHMS = {
    Rhythm.IMMEDIATE: "Tout de suite",
    Rhythm.DAILY: "Un résumé par jour",
    Rhythm.WEEKLY: "Un résumé le lundi",
    Rhythm.NEVER: "Jamais",
}
