"""Sending what waits in the outbox, forgetting what is old."""

from datetime import timedelta

from trousse.core import clock
from trousse.core.jobs import job, periodic
from trousse.platform.notifications import delivery
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.parameters.selectors import integer


@periodic("* * * * *")
@job(name="notifications.messages_send", queue="mail")
def messages_send() -> None:
    """Send what waits: called after each writing, and every minute for what was put off or left by a dead worker."""
    delivery.send_due()


@periodic("23 2 * * *")
@job(name="notifications.messages_purge")
def messages_purge() -> None:
    """Forget messages, addresses included, once they are older than `notifications.keep_days`."""
    too_old = clock.now() - timedelta(days=integer("notifications.keep_days"))
    Message.objects.filter(created_at__lt=too_old).exclude(state=MessageState.WAITING).delete()
