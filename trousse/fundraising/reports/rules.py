"""Pure rules of the report: what was spent beside what was planned, what is still missing, when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trousse.core.money import Euro

STORY_MIN = 200


@dataclass(frozen=True)
class SpentLine:
    """One line: what the budget planned (zero for an expense nobody had foreseen), and what it cost."""

    label: str
    planned: Euro
    spent: Euro
    note: str = ""


@dataclass(frozen=True)
class Missing:
    """What keeps a report from being published, and what to do about it (French)."""

    field: str
    advice: str


def spent_in_all(lines: Sequence[SpentLine]) -> Euro:
    return Euro.total(line.spent for line in lines)


def gap(lines: Sequence[SpentLine], received: Euro) -> Euro:
    """What was spent less what the campaign and the other incomes brought. May be negative."""
    return spent_in_all(lines) - received


def missing(
    *, story: str, pupils: int | None, lines: Sequence[SpentLine], received: Euro, explained: str
) -> list[Missing]:
    """Empty when the report can be published. A difference with the money received is explained, never forbidden."""
    found = []
    length = len(story.strip())
    if length < STORY_MIN:
        found.append(
            Missing(
                "story",
                f"Racontez un peu plus ce que les élèves ont vécu, {STORY_MIN} signes au moins : il y en a {length}.",
            )
        )
    if not pupils:
        found.append(Missing("pupils", "Indiquez combien d’élèves ont participé."))
    if not spent_in_all(lines):
        found.append(Missing("lines", "Indiquez ce qui a été dépensé, ligne par ligne."))
    elif gap(lines, received) and not explained.strip():
        found.append(
            Missing(
                "explained",
                f"Vous avez dépensé {spent_in_all(lines).format()} et reçu {received.format()} : dites en une phrase "
                "d’où vient la différence, ou ce que devient le reste.",
            )
        )
    return found


def due_on(closed_on: date, days: int) -> date:
    """The day on which the report is expected: ``days`` after the end of the collection."""
    return closed_on + timedelta(days=days)
