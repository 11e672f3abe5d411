"""A report: published, as a page shows it; being written, beside its form; written in two tabs at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.reports.errors import ReportChanged
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.rules import IncomeLine, ReportContent, SpentLine, gap, received_in_all, spent_in_all
from trousse.fundraising.reports.selectors import collected, content_of
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import pictures_of
from trousse.web.components.cards import Cell, Column, Table
from trousse.web.components.conflicts import Conflict, Difference


@dataclass(frozen=True)
class ReportFigures:
    """What came and what was spent. ``others``: besides the campaign, None when the budget had nothing else.

    ``is_whole``: everything that came was said; until then there is no ``balance`` to read.
    """

    collected: Euro
    others: Euro | None
    is_whole: bool
    spent: Euro
    balance: str


@dataclass(frozen=True)
class ReportView:
    """Days of Paris; ``spent`` and ``came``: line by line, what was planned and what was spent or came.

    ``came`` is None when there was nothing but the campaign. ``pictures``: those that may be shown.
    """

    published_on: date
    corrected_on: date | None
    story: str
    thanks: str
    explained: str
    pupils: int | None
    figures: ReportFigures
    spent: Table
    came: Table | None
    pictures: Sequence[Picture]


def view_of_report(report: Report, campaign: Campaign) -> ReportView:
    """``report`` is published, its lines are loaded; one statement, for its pictures."""
    assert report.published_at is not None
    content = content_of(report)
    return ReportView(
        published_on=clock.paris_day(report.published_at),
        corrected_on=clock.paris_day(report.corrected_at) if report.corrected_at else None,
        story=report.story,
        thanks=report.thanks,
        explained=report.explained,
        pupils=report.pupils,
        figures=figures_of(content, campaign),
        spent=_spent(content.lines),
        came=_came(content.incomes, campaign) if content.incomes else None,
        pictures=pictures_of("report", report.pk),
    )


def figures_of(content: ReportContent, campaign: Campaign) -> ReportFigures:
    """What stands beside the form, and under the tables."""
    raised = collected(campaign)
    received = received_in_all(raised, content.incomes)
    return ReportFigures(
        collected=raised,
        others=received - raised if content.incomes else None,
        is_whole=all(income.received is not None for income in content.incomes),
        spent=spent_in_all(content.lines),
        balance=balance_in_words(gap(content.lines, received)),
    )


def balance_in_words(difference: Euro) -> str:
    """``difference``: spent less received."""
    if not difference:
        return "Tout ce qui a été reçu a été dépensé."
    if difference.cents < 0:
        return f"Il reste {abs(difference).format()}."
    return f"Le projet a coûté {difference.format()} de plus que ce qui a été reçu."


def conflict_of(changed: ReportChanged, typed: ReportContent, *, url: str) -> Conflict:
    """What was typed beside what is stored, field by field."""
    differences = [
        Difference(label, words(typed) or "rien", words(changed.content) or "rien")
        for field, (label, words) in FIELDS.items()
        if field in changed.fields
    ]
    return Conflict(changed.user_message, differences, url)


def _expenses_in_words(content: ReportContent) -> str:
    return "\n".join(f"{line.label} : {line.spent.format()}{_noted(line)}" for line in content.lines)


def _incomes_in_words(content: ReportContent) -> str:
    return "\n".join(
        f"{line.label} : {'pas encore dit' if line.received is None else line.received.format()}{_noted(line)}"
        for line in content.incomes
    )


def _noted(line: SpentLine | IncomeLine) -> str:
    return f" ({line.note})" if line.note else ""


FIELDS: dict[str, tuple[str, Callable[[ReportContent], str]]] = {
    "story": ("Ce que les élèves ont vécu", lambda content: content.story),
    "pupils": ("Élèves qui ont participé", lambda content: str(content.pupils or "")),
    "incomes": ("Les autres recettes", _incomes_in_words),
    "lines": ("Les dépenses", _expenses_in_words),
    "explained": ("La différence entre reçu et dépensé", lambda content: content.explained),
    "thanks": ("Un mot à celles et ceux qui ont donné", lambda content: content.thanks),
}
"""What a report says, in the order of its page: the label of each, and how it reads."""


def _spent(lines: Sequence[SpentLine]) -> Table:
    planned = Euro.total(line.planned for line in lines)
    return Table(
        caption="Ce qui a été dépensé, ligne par ligne",
        columns=(Column("Dépense"), Column("Prévu", numeric=True), Column("Dépensé", numeric=True)),
        rows=[(Cell(line.label, note=line.note), _foreseen(line), Cell(cents=line.spent.cents)) for line in lines],
        foot=(Cell("En tout"), Cell(cents=planned.cents), Cell(cents=spent_in_all(lines).cents)),
    )


def _came(incomes: Sequence[IncomeLine], campaign: Campaign) -> Table:
    """The campaign first: what it hoped for is its optimum, with which the budget balances."""
    raised, hoped = collected(campaign), campaign.optimum_goal
    received = received_in_all(raised, incomes)
    planned = hoped + Euro.total(income.planned for income in incomes)
    granted = f"dont {campaign.granted.format()} du fonds de solidarité" if campaign.granted else ""
    return Table(
        caption="Ce qui est venu, ligne par ligne",
        columns=(Column("Recette"), Column("Prévu", numeric=True), Column("Reçu", numeric=True)),
        rows=[
            (Cell("La collecte", note=granted), Cell(cents=hoped.cents), Cell(cents=raised.cents)),
            *(
                (Cell(line.label, note=line.note), _foreseen(line), Cell(cents=_cents(line.received)))
                for line in incomes
            ),
        ],
        foot=(Cell("En tout"), Cell(cents=planned.cents), Cell(cents=received.cents)),
    )


def _foreseen(line: SpentLine | IncomeLine) -> Cell:
    return Cell(cents=line.planned.cents) if line.planned else Cell("non prévu")


def _cents(amount: Euro | None) -> int:
    return amount.cents if amount else 0
