"""What a message may be, when it is tried again, and which summaries are due."""

import re
from datetime import datetime, time, timedelta

from trousse.core import clock
from trousse.platform.notifications.enums import Rhythm

# Greylisting is over within minutes, a server that is down within hours; after a day and a half a person must look.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
LONGEST_SUBJECT = 90  # what a phone shows on two lines

# Stricter than RFC 5322 on purpose: no quotes, no comments, no list, nothing that could open a second header.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}",
    re.ASCII,
)
_ANY_ADDRESS = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def is_deliverable(address: str) -> bool:
    """Whether `address` is one plain address that can be put in a header as it is."""
    return len(address) <= LONGEST_ADDRESS and ".." not in address and _ADDRESS.fullmatch(address) is not None


def one_line(subject: str) -> str:
    """The subject as one line, cut at a word when the title of a project makes it too long for a phone.

    Raises ValueError when it is empty or holds a control character.
    """
    line = " ".join(part for part in subject.strip().splitlines() if part.strip())
    if not line or _CONTROL.search(line):
        raise ValueError(f"a subject has words, on one line: {line!r}")
    if len(line) <= LONGEST_SUBJECT:
        return line
    start = line[: LONGEST_SUBJECT - 1]
    kept = start.rpartition(" ")[0] or start
    return f"{kept.rstrip(' ,;:«')}…"


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failures; None when it is time to give up and show it."""
    if attempts > len(WAITS):
        return None
    return now + WAITS[max(attempts, 1) - 1]


def without_addresses(text: str) -> str:
    """`text` fit for a log: mail servers like to repeat the recipient's address in their answers."""
    return _ANY_ADDRESS.sub("…@…", text)


def summary_due_since(rhythm: Rhythm, now: datetime, hour: int) -> datetime:
    """The latest moment at which a summary of ``rhythm`` left: what was written before it is due.

    Each day at ``hour`` in Paris, on Mondays for the weekly one. Whoever no longer waits for a summary is told now.
    """
    if rhythm not in {Rhythm.DAILY, Rhythm.WEEKLY}:
        return now
    here = now.astimezone(clock.PARIS)
    day = here.date() if here.hour >= hour else here.date() - timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, time(hour), tzinfo=clock.PARIS)
