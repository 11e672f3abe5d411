"""Pure rules of the report: what came in and what was spent beside what was planned, what is still missing, when it
is due.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
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
class IncomeLine:
    """Another income than the campaign: what the budget planned (zero when nobody had foreseen it), and what came.

    ``received`` is None as long as nobody said; zero is an answer.
    """

    label: str
    planned: Euro
    received: Euro | None
    note: str = ""


@dataclass(frozen=True)
class ReportContent:
    """Everything a holder writes in a report."""

    story: str = ""
    pupils: int | None = None
    explained: str = ""
    thanks: str = ""
    lines: tuple[SpentLine, ...] = ()
    incomes: tuple[IncomeLine, ...] = ()

    def differing(self, other: "ReportContent") -> tuple[str, ...]:
        """The names of the fields that are not the same in both."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name))


@dataclass(frozen=True)
class Missing:
    """What keeps a report from being published, and what to do about it (French)."""

    field: str
    advice: str


def spent_in_all(lines: Sequence[SpentLine]) -> Euro:
    return Euro.total(line.spent for line in lines)


def received_in_all(raised: Euro, incomes: Sequence[IncomeLine]) -> Euro:
    """What the campaign ``raised``, and what really came besides; what nobody said yet counts for nothing."""
    return raised + Euro.total(income.received for income in incomes if income.received is not None)


def gap(lines: Sequence[SpentLine], received: Euro) -> Euro:
    """What was spent less what the campaign and the other incomes brought. May be negative."""
    return spent_in_all(lines) - received


def missing(content: ReportContent, *, raised: Euro) -> list[Missing]:
    """Empty when the report can be published. A difference with the money received is explained, never forbidden."""
    found = []
    length = len(content.story.strip())
    if length < STORY_MIN:
        found.append(
            Missing(
                "story",
                f"Racontez un peu plus ce que les élèves ont vécu, {STORY_MIN} signes au moins : il y en a {length}.",
            )
        )
    if not content.pupils:
        found.append(Missing("pupils", "Indiquez combien d’élèves ont participé."))
    return found + _missing_in_accounts(content, raised)


def _missing_in_accounts(content: ReportContent, raised: Euro) -> list[Missing]:
    """The difference is looked at once everything that came in is said."""
    found = []
    spent = spent_in_all(content.lines)
    unsaid = [income.label for income in content.incomes if income.received is None]
    if unsaid:
        labels = ", ".join(f"« {label} »" for label in unsaid)
        found.append(Missing("incomes", f"Dites ce qui est vraiment venu de {labels} : 0 si rien n’est venu."))
    if not spent:
        found.append(Missing("lines", "Indiquez ce qui a été dépensé, ligne par ligne."))
    received = received_in_all(raised, content.incomes)
    if spent and not unsaid and gap(content.lines, received) and not content.explained.strip():
        found.append(
            Missing(
                "explained",
                f"Vous avez dépensé {spent.format()} et reçu {received.format()} : dites en une phrase "
                "d’où vient la différence, ou ce que devient le reste.",
            )
        )
    return found


def due_on(closed_on: date, days: int) -> date:
    """The day on which the report is expected: ``days`` after the end of the collection."""
    return closed_on + timedelta(days=days)
