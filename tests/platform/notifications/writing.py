"""Writing one letter that nobody may have declined."""

from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.services import notify_many


def written(notification: Notification, *, to: str) -> Message:
    """Its row of the outbox."""
    [message] = notify_many([(notification, to)])
    return message
