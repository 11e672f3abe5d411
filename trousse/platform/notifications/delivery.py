"""From the outbox to the mail server, at least once: a process may die between the server’s yes and our writing it.

A message is *claimed* first (attempt counted, next one put off, committed) and sent after, so that no database
transaction stays open while a mail server thinks. Two workers never claim the same row. If the process dies, the
claim runs out and the message leaves again, with the same Message-ID: most mail programs then show it once.

What a message tells may have been stopped since it was written (a campaign suspended, news hidden): it is looked at
again once claimed. It then waits until that is over, or is not sent at all.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from anymail.exceptions import AnymailError, AnymailRecipientsRefused  # type: ignore[import-untyped]
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet

from trousse.core import clock
from trousse.platform.notifications import rules
from trousse.platform.notifications.base import awaited_kinds, from_message
from trousse.platform.notifications.enums import MessageState, Standing
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import Rendered, render
from trousse.platform.notifications.standing import standings

log = logging.getLogger(__name__)

BATCH = 20
CLAIM = timedelta(minutes=10)  # more than BATCH × settings.EMAIL_TIMEOUT: a slow batch is not claimed twice
PATIENCE = timedelta(seconds=30)
LOOK_AGAIN = timedelta(minutes=30)
"""How long a message waits before one looks again whether what it tells is still stopped."""

DeliveryError = (smtplib.SMTPException, AnymailError, OSError)
PERMANENT_SMTP_CODE = 500


def send_due(gives_way: Callable[[], bool] = lambda: False) -> int:
    """Send every message that is due, batch after batch. Returns how many left. Safe to run in several processes.

    Those that somebody awaits leave first. As long as ``gives_way`` says so, only they do, and those that have waited
    for ``PATIENCE`` already: the others stay due.
    """
    sent = 0
    while batch := _next_batch(gives_way):
        sent += _send(batch)
    return sent


def is_something_due() -> bool:
    """Whether a message waits that could leave now."""
    return _due().exists()


def message_id(message: Message) -> str:
    """The Message-ID header: the same at each attempt, different in every database."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{message.pk}.{message.created_at:%Y%m%d%H%M%S%f}@{host}>"


def _due() -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.WAITING, next_attempt_at__lte=clock.now())


def _next_batch(gives_way: Callable[[], bool]) -> list[Message]:
    pressing = _claim(only_pressing=True)
    return pressing if pressing or gives_way() else _claim()


def _claim(*, only_pressing: bool = False) -> list[Message]:
    now = clock.now()
    with transaction.atomic():
        due = _due()
        if only_pressing:
            due = due.filter(Q(kind__in=awaited_kinds()) | Q(created_at__lte=now - PATIENCE))
        batch = list(due.select_for_update(of=("self",), skip_locked=True).order_by("next_attempt_at", "pk")[:BATCH])
        Message.objects.filter(pk__in=[message.pk for message in batch]).update(
            attempts=F("attempts") + 1, next_attempt_at=now + CLAIM
        )
    for message in batch:
        message.attempts += 1
    return batch


def _send(batch: list[Message]) -> int:
    """One connection for the batch; opened again by itself after an error that may have broken it."""
    leaving = _that_stand(batch)
    connection = get_connection()
    try:
        return sum(_send_one(message, connection) for message in leaving)
    finally:
        connection.close()


def _that_stand(batch: list[Message]) -> list[Message]:
    """Those that may leave. What is stopped for a time waits, which is no failed attempt; what is gone is forgotten."""
    standing = standings(batch)
    waiting = [message.pk for message in batch if standing[message.pk] is Standing.WAITS]
    gone = [message.pk for message in batch if standing[message.pk] is Standing.GONE]
    if waiting:
        Message.objects.filter(pk__in=waiting, state=MessageState.WAITING).update(
            attempts=F("attempts") - 1, next_attempt_at=clock.now() + LOOK_AGAIN
        )
    if gone:
        Message.objects.filter(pk__in=gone, state=MessageState.WAITING).delete()
    return [message for message in batch if standing[message.pk] is Standing.STANDS]


def _send_one(message: Message, connection: BaseEmailBackend) -> bool:
    try:
        words = render(from_message(message.kind, message.params), to=message.to)
        connection.send_messages([_email(message, words)])
    except DeliveryError as error:
        connection.close()
        _postpone(message, error, give_up=_is_permanent(error))
        return False
    except Exception as error:
        # A message that cannot be put into words is our bug; it must not hold back the others.
        log.exception("message cannot be written", extra={"message_id": message.pk, "kind": message.kind})
        _postpone(message, error)
        return False
    Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(
        state=MessageState.SENT,
        sent_at=clock.now(),
        subject=words.subject,
        text=words.text,
        html=words.html,
        last_error="",
    )
    log.info("message sent", extra={"message_id": message.pk, "kind": message.kind})
    return True


def _email(message: Message, words: Rendered) -> EmailMultiAlternatives:
    leaving = {
        "List-Unsubscribe": f"<{words.leave_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }  # RFC 8058
    email = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        to=[message.to],
        reply_to=[settings.SITE_LEGAL["email"]],
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no « absent du bureau » in answer
            "Content-Language": "fr",
            **(leaving if words.leave_url else {}),
        },
    )
    email.attach_alternative(words.html, "text/html")
    return email


def _postpone(message: Message, error: Exception, *, give_up: bool = False) -> None:
    again_at = None if give_up else rules.next_attempt(message.attempts, clock.now())
    said = rules.without_addresses(f"{type(error).__name__}: {error}")[:1000]
    state = MessageState.WAITING if again_at else MessageState.FAILED
    Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(
        state=state, next_attempt_at=again_at or clock.now(), last_error=said
    )
    log.warning(
        "message put off" if again_at else "message given up",
        extra={"message_id": message.pk, "kind": message.kind, "attempts": message.attempts, "error": said},
    )


def _is_permanent(error: Exception) -> bool:
    """The server will never take this message for this recipient; anything else may pass later."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT_SMTP_CODE for code, _answer in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= PERMANENT_SMTP_CODE
    return isinstance(error, AnymailRecipientsRefused)
