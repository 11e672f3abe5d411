"""JSON lines in and out of ``manage.py forecast``: read strictly, refused line by line, written whole or not at all.

In: ``{"id", "goal", "duration_days", "elapsed_days", "gifts": [{"day", "amount", "count"}]}``; out: ``{"id",
"probability", "low", "median", "high"}``. Sums are integer cents. Other keys are not read, so that a file of past
campaigns may be asked about as it is.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from trousse.core.errors import Invalid
from trousse.fundraising.campaigns.forecast.facts import DayOfGifts, Forecast, SoFar

MOST_CENTS = 10**15
MOST_DAYS = 100_000
MOST_TOLD = 20
"""Refused lines told one by one; the others are counted."""


class LinesRefused(Invalid):
    """Nothing is foretold. ``problems``: what is wrong, in the order of the lines."""

    def __init__(self, problems: list[str]) -> None:
        told = problems[:MOST_TOLD]
        more = len(problems) - len(told)
        told += [f"… et {more} autre{'s' if more > 1 else ''}."] if more else []
        super().__init__("\n".join(["Rien n’a été écrit : le fichier est à corriger.", *told]))
        self.problems = problems


@dataclass(frozen=True)
class Asked:
    """One line: ``key`` is its id, given back as it is."""

    key: str | int
    campaign: SoFar


class _Wrong(ValueError):
    """What is wrong with a line, in French."""


def read_lines(lines: Iterable[bytes]) -> list[Asked]:
    """Every campaign of a file; empty lines are nothing. Raises LinesRefused with all that is wrong."""
    found: list[Asked] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_asked(_object(line)))
        except _Wrong as wrong:
            problems.append(f"Ligne {number} : {wrong}")
    if problems:
        raise LinesRefused(problems)
    return found


def written_lines(asked: Iterable[Asked], forecasts: Iterable[Forecast]) -> Iterator[str]:
    """One line each, in the order of the questions."""
    for each, told in zip(asked, forecasts, strict=True):
        answer = {
            "id": each.key,
            "probability": told.probability,
            "low": told.low,
            "median": told.median,
            "high": told.high,
        }
        yield json.dumps(answer, ensure_ascii=False) + "\n"


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _Wrong("ce n’est pas du texte UTF-8.")
    except (ValueError, RecursionError):
        raise _Wrong("ce n’est pas du JSON.")
    if not isinstance(data, dict):
        raise _Wrong("un objet {…} est attendu.")
    return data


def _asked(data: dict[str, Any]) -> Asked:
    key = data.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int):
        raise _Wrong("« id » doit être un texte ou un nombre entier.")
    gifts = data.get("gifts")
    if not isinstance(gifts, list):
        raise _Wrong("« gifts » doit être une liste.")
    campaign = SoFar(
        goal=_whole(data, "goal", MOST_CENTS),
        duration_days=_whole(data, "duration_days", MOST_DAYS, least=1),
        elapsed_days=_whole(data, "elapsed_days", MOST_DAYS),
        gifts=tuple(_gift(place, each) for place, each in enumerate(gifts, start=1)),
    )
    return Asked(key, campaign)


def _gift(place: int, data: Any) -> DayOfGifts:
    if not isinstance(data, dict):
        raise _Wrong(f"« gifts », {place} : un objet {{…}} est attendu.")
    about = f"« gifts », {place} : "
    return DayOfGifts(
        day=_whole(data, "day", MOST_DAYS, about=about),
        amount=_whole(data, "amount", MOST_CENTS, about=about),
        count=_whole(data, "count", MOST_CENTS, about=about),
    )


def _whole(data: dict[str, Any], name: str, most: int, *, least: int = 0, about: str = "") -> int:
    """A whole number as it was written: neither 12.0, nor "12", nor true."""
    if name not in data:
        raise _Wrong(f"{about}« {name} » manque.")
    value: object = data[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Wrong(f"{about}« {name} » doit être un nombre entier.")
    if not least <= value <= most:
        raise _Wrong(f"{about}« {name} » doit être entre {least} et {most}.")
    return value
