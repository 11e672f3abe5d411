"""Sending what waits in the outbox, forgetting what is old."""

import time
from datetime import timedelta

from trousse.core import clock
from trousse.core.jobs import is_urgent_work_under_way, job, periodic
from trousse.platform.notifications import delivery, digests
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.parameters.selectors import integer

SOON = timedelta(seconds=2)
A_MOMENT = 0.3  # seconds: more than it takes to count one gift


def _is_crowded() -> bool:
    """Money is being counted, and still is a moment later."""
    if not is_urgent_work_under_way():
        return False
    time.sleep(A_MOMENT)
    return is_urgent_work_under_way()


@periodic("* * * * *")
@job(name="notifications.messages_send", queue="mail")
def messages_send() -> None:
    """Send what waits: called after each writing, and every minute for what was put off or left by a dead worker.

    While a crowd is giving, its gifts are counted first: letters that nobody awaits give way, half a minute at most.
    """
    delivery.send_due(gives_way=_is_crowded)
    if delivery.is_something_due():
        messages_send.enqueue_once(at=clock.now() + SOON)


@periodic("*/10 * * * *")
@job(name="notifications.digests_send", queue="mail")
def digests_send() -> None:
    """Every ten minutes: which summaries are due is a matter of hours in Paris, which change with the season."""
    if digests.digests_write():
        messages_send.enqueue_once()


@periodic("23 2 * * *")
@job(name="notifications.messages_purge")
def messages_purge() -> None:
    """Forget messages, addresses included, once they are older than `notifications.keep_days`."""
    too_old = clock.now() - timedelta(days=integer("notifications.keep_days"))
    kept = (MessageState.WAITING, MessageState.HELD)
    Message.objects.filter(created_at__lt=too_old).exclude(state__in=kept).delete()
