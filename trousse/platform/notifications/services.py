"""Telling people things. What is written here leaves when the transaction commits, and only then."""

from collections.abc import Iterable

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.platform.audit.services import record
from trousse.platform.notifications import jobs, rules
from trousse.platform.notifications.base import Notification, registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message

ADDRESS_REFUSED = "Adresse impossible : rien n’a été envoyé."


def notify(notification: Notification, *, to: str) -> Message:
    """Write one message to the address `to` in the outbox; see `notify_many`."""
    [message] = notify_many([(notification, to)])
    return message


def notify_many(messages: Iterable[tuple[Notification, str]]) -> list[Message]:
    """Write messages in the outbox, in the caller's transaction: two statements, however many there are.

    They are sent at least once by a job, soon after the commit. An impossible address never raises, because what is
    being told (a gift received, a campaign closed) has happened all the same: its message is kept as FAILED, visible.
    """
    rows = [_row(notification, to.strip()) for notification, to in messages]
    if not rows:
        return []
    with transaction.atomic():
        written = Message.objects.bulk_create(rows)
        jobs.messages_send.enqueue()
    return written


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


def _row(notification: Notification, to: str) -> Message:
    if notification.kind not in registry:
        raise LookupError(f"{notification.kind}: decorate the class with @register")
    row = Message(kind=notification.kind, to=to[:320], params=notification.to_params())
    if not rules.is_deliverable(to):
        row.state = MessageState.FAILED
        row.last_error = ADDRESS_REFUSED
    return row
