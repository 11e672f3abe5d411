"""The rows of `DatedValue`, kept a few seconds by each process: a page reads ten parameters and asks the base once.

Clearing at each save is enough for the process that saves; the others see a change within `TTL_SECONDS`. Values change
from one day to the next, always in advance (`DatedValue.clean`), so nobody can notice those seconds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any

from django.db import connection

from trousse.platform.parameters.models import DatedValue

TTL_SECONDS = 10.0

History = dict[str, list[tuple[date, Any]]]
"""Key → values with their first day, the latest first."""


@dataclass
class _Cache:
    history: History | None = None
    read_at: float = 0.0
    writers: set[int] = field(default_factory=set)
    """Transactions that changed a value here: what they read is not yet, and maybe never, true for the others."""


_cache = _Cache()


def history() -> History:
    """Every override known to the database, at most `TTL_SECONDS` old."""
    kept = _cache.history
    if kept is not None and monotonic() - _cache.read_at < TTL_SECONDS:
        return kept
    found = _read()
    if not _cache.writers or _transaction_id() not in _cache.writers:
        _cache.history, _cache.read_at = found, monotonic()
    return found


def clear(**_signal: Any) -> None:
    """Forget what was read, and do not keep what the current transaction reads: it may be rolled back."""
    _cache.history = None
    _cache.writers.add(_transaction_id())


def _read() -> History:
    found: History = defaultdict(list)
    rows = DatedValue.objects.order_by("key", "-in_force_from").values_list("key", "in_force_from", "value")
    for key, first_day, value in rows:
        found[key].append((first_day, value))
    return dict(found)


def _transaction_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])
