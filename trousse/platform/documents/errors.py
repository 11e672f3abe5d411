"""Why a document is refused, or cannot be read any more."""

from trousse.core.errors import Invalid


class DocumentRefused(Invalid):
    """The file cannot be kept; the message says why and what to do."""


class DocumentDamaged(RuntimeError):
    """What is on the disk is not what was stored. An incident, not something a visitor can mend."""
