"""Log lines that machines read and that name nobody.

A line says what happened to which object, by its id. Contact details and signed links must not be written at all; as
libraries and PostgreSQL write what they like, every line is masked on its way out, tracebacks included.
"""

import json
import logging
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from trousse.core import correlation

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request_id"}

# What a URL lets through when it is one: a signed token has capitals, which the words of our addresses never have.
_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # « DETAIL: Key (email)=(…) already exists », « Failing row contains (…) »: PostgreSQL repeats whole rows.
    (re.compile(r"DETAIL:.*"), "DETAIL: …"),
    (re.compile(r"(?P<keep>/[^\s?#]*\?)[^\s\"'>]*=[^\s\"'>]*"), r"\g<keep>…"),
    (re.compile(r"[^\s<>\"'(),;:=/?&]+(?:@|%40)[^\s<>\"'(),;:=/?&]+", re.IGNORECASE), "…@…"),
    (re.compile(r"[\w=-]+:[A-Za-z0-9]{4,}:[\w-]{20,}"), "…"),
    (re.compile(r"(?<=/)(?=[^/\s?#]*[A-Z])[\w.:=~%-]{16,}"), "…"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "…"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"), "…"),  # an IBAN
)


_SHORT = 100


def masked(text: str) -> str:
    """`text` without addresses, tokens, keys of URLs, query strings, IBANs or rows of the database."""
    return _masked_before(text) if len(text) <= _SHORT else _mask(text)


def _mask(text: str) -> str:
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


# Most of what is logged is the same few words and routes at each request: seven searches in each are worth sparing.
_masked_before = lru_cache(maxsize=500)(_mask)


class _Formatter(logging.Formatter):
    """Common to both forms: the facts of a record, masked."""

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        """What was given in `extra`: plain values only, because an object may print anything about a person."""
        extra = {key: value for key, value in vars(record).items() if key not in _STANDARD}
        return {key: _plain(value) for key, value in extra.items() if isinstance(value, str | int | float | None)}

    def traceback(self, record: logging.LogRecord) -> str:
        """The exception, or an empty string."""
        parts = []
        if record.exc_info:
            parts.append(self.formatException(record.exc_info))
        if record.stack_info:
            parts.append(record.stack_info)
        return masked("\n".join(parts))


class JsonFormatter(_Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": masked(record.getMessage()),
        }
        if correlation.current_id():
            line["request_id"] = correlation.current_id()
        line |= self.facts(record)
        if traceback := self.traceback(record):
            line["traceback"] = traceback
        return json.dumps(line, ensure_ascii=False)


class LineFormatter(_Formatter):
    """The same for a person in front of a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        facts = " ".join(f"{key}={value}" for key, value in self.facts(record).items())
        line = f"{at} {record.levelname:<7} {record.name}: {masked(record.getMessage())} {facts}".rstrip()
        traceback = self.traceback(record)
        return f"{line}\n{traceback}" if traceback else line


def _plain(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value
