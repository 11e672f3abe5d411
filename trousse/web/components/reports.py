"""A published report, as a page shows it."""

from dataclasses import dataclass
from datetime import date

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.rules import SpentLine, spent_in_all
from trousse.fundraising.reports.selectors import spent_lines
from trousse.web.components.cards import Cell, Column, Table


@dataclass(frozen=True)
class ReportView:
    """Days of Paris; ``table``: line by line, what was planned and what was spent."""

    published_on: date
    corrected_on: date | None
    story: str
    thanks: str
    explained: str
    pupils: int | None
    table: Table


def view_of_report(report: Report) -> ReportView:
    """``report`` is published, its lines are loaded."""
    assert report.published_at is not None
    lines = spent_lines(report)
    return ReportView(
        published_on=clock.paris_day(report.published_at),
        corrected_on=clock.paris_day(report.corrected_at) if report.corrected_at else None,
        story=report.story,
        thanks=report.thanks,
        explained=report.explained,
        pupils=report.pupils,
        table=_table(lines),
    )


def _table(lines: list[SpentLine]) -> Table:
    planned = Euro.total(line.planned for line in lines)
    return Table(
        caption="Prévu et dépensé, ligne par ligne",
        columns=(Column("Poste"), Column("Prévu", numeric=True), Column("Dépensé", numeric=True)),
        rows=[
            (Cell(line.label, note=line.note), Cell(cents=line.planned.cents), Cell(cents=line.spent.cents))
            for line in lines
        ],
        foot=(Cell("En tout"), Cell(cents=planned.cents), Cell(cents=spent_in_all(lines).cents)),
    )
