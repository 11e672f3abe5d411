"""The only place that asks what time it is.

Moments are aware UTC datetimes; days are those of Paris, where campaigns open and close.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Paris."""
    return paris_day(now())


def paris_day(moment: datetime) -> date:
    """The day in Paris at ``moment``."""
    return moment.astimezone(PARIS).date()


def start_of_day(day: date) -> datetime:
    """The moment (UTC) at which ``day`` begins in Paris."""
    return datetime.combine(day, time.min, tzinfo=PARIS).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The moment (UTC) at which ``day`` ends in Paris: the midnight that follows it."""
    return start_of_day(day + timedelta(days=1))


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at ``moment`` (aware), for tests and the demo."""
    if moment.tzinfo is None:
        raise ValueError("a frozen moment must be aware")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def running() -> Iterator[None]:
    """Let the real clock run again inside a frozen moment: for talking to somebody who lives in the present."""
    token = _frozen.set(None)
    try:
        yield
    finally:
        _frozen.reset(token)
