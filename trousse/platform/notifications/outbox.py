"""From a notification to its row of the outbox."""

from trousse.platform.notifications import rules
from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message

ADDRESS_REFUSED = "Adresse impossible : rien n’a été envoyé."


def row_of(notification: Notification, to: str) -> Message:
    """Not saved yet. FAILED from the start when nothing can be sent to `to`. Raises LookupError: no such message."""
    if notification.kind not in registry:
        raise LookupError(f"{notification.kind}: decorate the class with @register")
    row = Message(kind=notification.kind, to=to[:320], params=notification.to_params())
    if not rules.is_deliverable(to):
        row.state = MessageState.FAILED
        row.last_error = ADDRESS_REFUSED
    return row
