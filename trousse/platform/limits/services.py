"""Counting attempts (docs/decisions/0010)."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from trousse.core import clock
from trousse.platform.limits.errors import LimitReached
from trousse.platform.limits.models import Counter

# One statement: two requests at once are counted one after the other by the row's lock, and none is lost.
# A window that is over starts again with this hit.
COUNT = """
INSERT INTO limits_counter AS counter (key, starts_at, ends_at, hits) VALUES (%(key)s, %(now)s, %(end)s, 1)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN counter.ends_at <= %(now)s THEN 1 ELSE counter.hits + 1 END,
    starts_at = CASE WHEN counter.ends_at <= %(now)s THEN %(now)s ELSE counter.starts_at END,
    ends_at = CASE WHEN counter.ends_at <= %(now)s THEN %(end)s ELSE counter.ends_at END
RETURNING hits, ends_at
"""


def hit(*, key: str, limit: int, window: timedelta) -> None:
    """Count one attempt at `key`; from the one after `limit` within `window`, raise LimitReached (a TooMany, 429).

    The window opens with the first attempt. `key` says what is counted and for whom ("sign-in:203.0.113.9",
    "find-gift:jeanne@exemple.fr"); only its keyed hash is stored.

    The count is part of the surrounding transaction, if any: when that one rolls back, the attempt was never made.
    To count attempts that *fail*, call this before the transaction begins, as the `limits=` of the decorators of
    `trousse.web.access` do. Called inside, it bounds only what succeeds (messages sent to one address, for example).
    """
    now = clock.now()
    hits, ends_at = _count(_hashed(key), now, now + window)
    if hits > limit:
        raise LimitReached(ends_at - now)


def forget(*, key: str) -> None:
    """Start again from nothing: the person proved who they are."""
    Counter.objects.filter(pk=_hashed(key)).delete()


def counters_purge() -> int:
    """Delete the counters whose window is over. Returns how many there were."""
    deleted, _by_model = Counter.objects.filter(ends_at__lt=clock.now()).delete()
    return deleted


def _count(key: str, now: datetime, end: datetime) -> tuple[int, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "end": end})
        hits, ends_at = cursor.fetchone()
    return hits, ends_at


def _hashed(key: str) -> str:
    return salted_hmac("trousse.limits", key, algorithm="sha256").hexdigest()
