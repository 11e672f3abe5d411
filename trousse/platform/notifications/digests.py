"""Summaries: messages that were held leave together, in one letter to each person."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from trousse.core import clock
from trousse.platform.notifications import rules
from trousse.platform.notifications.base import from_message, registry
from trousse.platform.notifications.enums import MessageState, Rhythm, Standing
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.notifications import Digest
from trousse.platform.notifications.outbox import row_of
from trousse.platform.notifications.preferences import rhythms
from trousse.platform.notifications.rendering import subject_of
from trousse.platform.notifications.standing import standings
from trousse.platform.notifications.topics import topics
from trousse.platform.parameters.selectors import integer

log = logging.getLogger(__name__)

PEOPLE = 100
"""Summaries written in one transaction."""

Line = tuple[str, str, str, str]


def digests_write() -> int:
    """Write every summary that is due. Returns how many; a process that dies between two batches is simply resumed.

    What was held since the hour of the last summary waits for the next one. Whoever changed their mind meanwhile is
    heard: one who now wants messages at once gets what was held, one who wants none gets nothing more. A message that
    cannot be put into words any more becomes FAILED, visible, and holds back nobody. What was stopped since (a campaign
    suspended, news hidden) waits for a later summary; what was withdrawn is told to nobody.
    """
    written, after = 0, ""
    while addresses := _next_addresses(after):
        written += _batch(addresses)
        after = addresses[-1]
    return written


def _next_addresses(after: str) -> list[str]:
    """In lower case: addresses that differ by case alone are one person, who gets one letter."""
    held = Message.objects.filter(state=MessageState.HELD).annotate(address=Lower("to")).filter(address__gt=after)
    return list(held.order_by("address").values_list("address", flat=True).distinct()[:PEOPLE])


@transaction.atomic
def _batch(addresses: Sequence[str]) -> int:
    held = (
        Message.objects.select_for_update(of=("self",), skip_locked=True)
        .annotate(address=Lower("to"))
        .filter(state=MessageState.HELD, address__in=addresses)
    )
    due, declined = _sorted_out(list(held.order_by("pk")), clock.now())
    told, lines = _told(due)
    order = [key for key, _topic in topics.items()]
    digests = [
        row_of(Digest(lines=tuple(sorted(read, key=lambda line: order.index(line[0])))), to)
        for to, read in lines.items()
    ]
    Message.objects.bulk_create(digests)
    Message.objects.filter(pk__in=told).update(state=MessageState.GROUPED)
    Message.objects.filter(pk__in=[message.pk for message in declined]).delete()
    return len(digests)


def _told(due: Sequence[Message]) -> tuple[list[int], dict[str, list[Line]]]:
    """The numbers of the messages that could be told in a line, and the lines of each address."""
    told: list[int] = []
    lines: dict[str, list[Line]] = {}
    for message in due:
        try:
            line = _line(message)
        except Exception as error:
            # As when it leaves alone: our bug, which must not hold back the other lines, nor other people.
            log.exception("message cannot be put in a summary", extra={"message_id": message.pk, "kind": message.kind})
            Message.objects.filter(pk=message.pk).update(
                state=MessageState.FAILED, last_error=rules.without_addresses(f"{type(error).__name__}: {error}")[:1000]
            )
        else:
            told.append(message.pk)
            lines.setdefault(message.to.lower(), []).append(line)
    return told, lines


def _sorted_out(held: Sequence[Message], now: datetime) -> tuple[list[Message], list[Message]]:
    """Those that are due, and those to forget: declined or withdrawn meanwhile, or of a class that is gone."""
    topic = {message.pk: registry.get(message.kind).topic for message in held if message.kind in registry}
    chosen = rhythms((message.to, topic[message.pk]) for message in held if topic.get(message.pk))
    standing = standings(held)
    hour = integer("notifications.digest_hour")
    due, declined = [], []
    for message in held:
        rhythm = chosen.get((message.to.lower(), topic.get(message.pk, "")), Rhythm.NEVER)
        if rhythm is Rhythm.NEVER or standing[message.pk] is Standing.GONE:
            declined.append(message)
        elif standing[message.pk] is Standing.WAITS:
            continue
        elif message.created_at < rules.summary_due_since(rhythm, now, hour):
            due.append(message)
    return due, declined


def _line(message: Message) -> Line:
    notification = from_message(message.kind, message.params)
    line = notification.digest_line()
    return notification.topic, line.title or subject_of(notification), line.text, line.url
