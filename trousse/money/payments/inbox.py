"""What providers say is written once, then worked on in batches: see ``services.notice_receive`` for the doorbell."""

import json
import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from trousse.core import clock
from trousse.money.payments import settlement
from trousse.money.payments.enums import NoticeSource, NoticeState
from trousse.money.payments.models import InboxNotice, Payment
from trousse.money.payments.port import Notice
from trousse.money.payments.rules import retry_wait
from trousse.platform.parameters.selectors import integer

log = logging.getLogger(__name__)

BATCH = 500
MOST_ATTEMPTS = 8
SHIFT_SECONDS = 30.0
GATHER_SECONDS = 0.2

_WRITE_ONCE = """
INSERT INTO payments_inboxnotice
    (provider, event_id, reference, source, payload, received_at, process_after, state, outcome, attempts)
VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, 'received', '', 0)
ON CONFLICT (provider, event_id) DO NOTHING
RETURNING id
"""

# What the provider confirms on our question is worked on even if it was doubted, or put off, when it came unasked.
_CONFIRM = """
INSERT INTO payments_inboxnotice
    (provider, event_id, reference, source, payload, received_at, process_after, state, outcome, attempts)
VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, 'received', '', 0)
ON CONFLICT (provider, event_id) DO UPDATE
    SET source = EXCLUDED.source, state = EXCLUDED.state, process_after = EXCLUDED.process_after, done_at = NULL,
        attempts = 0
    WHERE payments_inboxnotice.state <> 'done'
RETURNING id
"""


def notice_write(*, provider: str, notice: Notice, source: NoticeSource) -> int | None:
    """Keep a piece of news in one statement. Returns its id, or None when there is nothing new to work on."""
    now = clock.now()
    content = [
        provider,
        notice.event_id,
        notice.reference,
        source.value,
        json.dumps(settlement.payload_of(notice)),
        now,
        now,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRM if source is NoticeSource.LOOKUP else _WRITE_ONCE, content)
        row = cursor.fetchone()
    return row[0] if row else None


def drain(limit: int = BATCH) -> int:
    """Work on everything that waits, ``limit`` notices at a time; returns how many were looked at.

    Several workers may drain at once: each takes notices that no other one holds. A batch that fails is worked on
    again one by one, so that a single bad notice stops nobody else.
    """
    done = 0
    while taken := _work_on(_waiting().select_for_update(of=("self",), skip_locked=True)[:limit]):
        done += taken
    return done


def attend() -> bool:
    """Drain as a worker does: for as long as news keeps coming, a shift at most. Returns whether there may be more.

    The first ring is answered at once. When there is something new again right after it, many people are giving at
    the same time: what comes in the next instant is then gathered into one batch, which costs little more than one.
    """
    end = time.monotonic() + SHIFT_SECONDS
    is_crowded = False
    while taken := _work_on(_waiting().select_for_update(of=("self",), skip_locked=True)[:BATCH]):
        if time.monotonic() > end:
            return True
        if is_crowded and taken < BATCH:
            time.sleep(GATHER_SECONDS)
        is_crowded = True
    return False


def drain_payment(reference: str) -> None:
    """Work now on what waits for one payment, after whoever is at it already: its payer is in front of the page."""
    while _work_on(_waiting().filter(reference=reference).select_for_update(of=("self",))[:BATCH]):
        continue


def forget() -> int:
    """Delete news that was worked on longer ago than ``payments.keep_days``; returns how many.

    A message replayed after that changes nothing: payments and refunds know the numbers of their transactions.
    """
    limit = clock.now() - timedelta(days=integer("payments.keep_days"))
    old = InboxNotice.objects.filter(received_at__lt=limit, state__in=[NoticeState.DONE, NoticeState.REJECTED])
    Payment.objects.filter(started_at__lt=limit).exclude(payer_email="").update(payer_email="")
    return old.delete()[0]


def _work_on(locking: QuerySet[InboxNotice]) -> int:
    ids: list[int] = []
    try:
        with transaction.atomic():
            notices = list(locking)
            ids = [notice.pk for notice in notices]
            settlement.settle(notices)
    except Exception:  # nothing is swallowed: each notice is tried again alone, and fails in its own name
        if not ids:
            raise
        log.warning("inbox batch failed, going one by one", extra={"notices": len(ids)}, exc_info=True)
        _work_on_each(ids)
    return len(ids)


def _work_on_each(ids: Sequence[int]) -> None:
    for pk in ids:
        try:
            with transaction.atomic():
                settlement.settle(list(_waiting().select_for_update(of=("self",)).filter(pk=pk)))
        except Exception as error:
            log.exception("notice failed", extra={"notice": pk})
            _put_off(pk, type(error).__name__)


def _put_off(pk: int, problem: str) -> None:
    """Try again later, and in the end leave it to a person: a FAILED notice shows in ``check_books``."""
    with transaction.atomic():
        notice = InboxNotice.objects.select_for_update(of=("self",)).get(pk=pk)
        notice.attempts += 1
        notice.outcome = problem
        notice.process_after = clock.now() + retry_wait(notice.attempts)
        if notice.attempts >= MOST_ATTEMPTS:
            notice.state = NoticeState.FAILED
            notice.done_at = clock.now()
        notice.save(update_fields=["attempts", "outcome", "process_after", "state", "done_at"])


def _waiting() -> QuerySet[InboxNotice]:
    """Due notices, the oldest first."""
    return InboxNotice.objects.filter(state=NoticeState.RECEIVED, process_after__lte=clock.now()).order_by("pk")
