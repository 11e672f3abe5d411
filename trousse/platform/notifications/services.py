"""Telling people things. What is written here leaves when the transaction commits, and only then."""

from collections.abc import Iterable

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.platform.audit.services import record
from trousse.platform.notifications import jobs, links, rules
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.enums import MessageState, Rhythm
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.notifications import PreferencesLink
from trousse.platform.notifications.outbox import row_of
from trousse.platform.notifications.preferences import rhythms
from trousse.platform.parameters.selectors import integer


def notify(notification: Notification, *, to: str) -> Message | None:
    """Write one message to the address `to` in the outbox; None if the person declined it. See `notify_many`."""
    return next(iter(notify_many([(notification, to)])), None)


def notify_many(messages: Iterable[tuple[Notification, str]]) -> list[Message]:
    """Write messages in the outbox, in the caller's transaction: three statements, however many there are.

    Those of a topic that the person declined are not written; those they prefer in a summary are held for it. They are
    sent at least once by a job, soon after the commit. An impossible address never raises, because what is
    being told (a gift received, a campaign closed) has happened all the same: its message is kept as FAILED, visible.
    """
    rows = _wanted([(notification, to.strip()) for notification, to in messages])
    if not rows:
        return []
    with transaction.atomic():
        written = Message.objects.bulk_create(rows)
        jobs.messages_send.enqueue()
    return written


def preferences_link_send(*, address: str) -> None:
    """Send to ``address`` the link that opens its choices, whoever asked: its owner alone receives it."""
    hours = integer("notifications.link_hours")
    notify(PreferencesLink(url=links.preferences_url(address), hours=hours), to=address)


@transaction.atomic
def message_retry(*, message: Message, actor: Actor) -> Message:
    """Put a message that failed back in the queue, as if new. Raises BusinessError when it is not a failed one."""
    locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if locked.state != MessageState.FAILED or not rules.is_deliverable(locked.to):
        raise BusinessError(
            "Ce courriel ne peut pas être renvoyé : il est parti, il attend, ou son adresse est fausse."
        )
    locked.state = MessageState.WAITING
    locked.attempts = 0
    locked.next_attempt_at = clock.now()
    locked.save(update_fields=["state", "attempts", "next_attempt_at"])
    record(verb="message.retry", subject=locked, actor=actor)
    jobs.messages_send.enqueue()
    return locked


def _wanted(messages: list[tuple[Notification, str]]) -> list[Message]:
    chosen = rhythms((to, notification.topic) for notification, to in messages if notification.topic)
    rows = []
    for notification, to in messages:
        row = row_of(notification, to)
        rhythm = chosen.get((to.lower(), notification.topic), Rhythm.IMMEDIATE)
        if rhythm is Rhythm.NEVER:
            continue
        if rhythm is not Rhythm.IMMEDIATE and row.state == MessageState.WAITING:
            row.state = MessageState.HELD
        rows.append(row)
    return rows
