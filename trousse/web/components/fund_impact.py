"""What a fund did, as its pages show it: to the public and to its patron."""

from collections.abc import Sequence

from django.urls import reverse

from trousse.giving.funds.impact import Help, Outcome
from trousse.web.components.cards import Cell, Column, Table, Tag
from trousse.web.components.typography import day

_TONES = {Outcome.UNDER_WAY: "contour", Outcome.FUNDED: "vert", Outcome.CAME_HOME: "contour"}
_COLUMNS = (Column("Projet"), Column("Le", secondary=True), Column("Issue"), Column("Aide", numeric=True))


def helps_table(helps: Sequence[Help], caption: str) -> Table:
    """One row a grant, the latest first; each leads to the page of its project."""
    return Table(caption, _COLUMNS, [_row(one) for one in helps], stacks=True)


def _row(one: Help) -> list[Cell]:
    return [
        Cell(one.title, url=reverse("public:project", args=[one.campaign_id, one.slug]), note=one.school),
        Cell(day(one.on)),
        Cell(tag=Tag(one.outcome.label, _TONES[one.outcome])),
        Cell(cents=one.amount.cents, note=one.kind),
    ]
