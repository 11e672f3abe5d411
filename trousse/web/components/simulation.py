"""What rules would have done with past school years, for anybody to read (document ``rules-simulation-1``).

Groups are criteria of the rules; no school is ever named, and what is too small stays hidden, as it was recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from trousse.core import formats
from trousse.core.money import HARD_SPACE
from trousse.giving.allocation.simulation.groups import Dimension
from trousse.giving.allocation.simulation.scoring import FORMAT, TELLING
from trousse.web.components.cards import Cell, Column, Table
from trousse.web.components.simulation_figures import Figures
from trousse.web.components.typography import agree, money, number, plural

DRAWN = (Dimension.PRIORITY, Dimension.ZONE, Dimension.IPS)
"""Ways of counting that have few groups: they get bars. Départements have a table."""
_TITLES = {
    Dimension.PRIORITY: "Éducation prioritaire",
    Dimension.ZONE: "Communes",
    Dimension.IPS: "Indice de position sociale",
    Dimension.DEPARTEMENT: "Départements",
}


class SimulationState(StrEnum):
    """What there is to show."""

    TOLD = "told"
    RUNNING = "running"
    NO_PAST = "no_past"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class SuccessBar:
    """Of ``total`` projects, those that made it alone and those that made it with the funds; a mark to compare with."""

    alone: int
    succeeded: int
    total: int
    mark: int | None = None

    @property
    def alone_width(self) -> str:
        return _share(self.alone, self.total)

    @property
    def funds_width(self) -> str:
        return _share(self.succeeded - self.alone, self.total)

    @property
    def mark_at(self) -> str:
        return "" if self.mark is None else _share(self.mark, self.total)

    @property
    def out_of(self) -> int:
        """Of how many projects people are told: a hundred, or all where there are fewer."""
        return min(100, self.total)

    @property
    def figure(self) -> int:
        """How many of these succeed, rounded."""
        return (2 * self.out_of * self.succeeded + self.total) // (2 * self.total)


@dataclass(frozen=True)
class OutcomeRow:
    """All projects of the year under one set of rules, or without the funds."""

    name: str
    bar: SuccessBar


@dataclass(frozen=True)
class GroupRow:
    """One group: what these rules change for it, in words beside its bar."""

    label: str
    change: str
    bar: SuccessBar


@dataclass(frozen=True)
class GroupsView:
    """One way of telling projects apart. ``hidden``: what is left out, and why."""

    title: str
    rows: Sequence[GroupRow]
    hidden: str = ""


@dataclass(frozen=True)
class SeasonView:
    """One school year: a sentence first, then bars, then tables. Without ``headline`` there is too little to tell."""

    title: str
    about: str
    headline: str = ""
    price: str = ""
    held_back: str = ""
    rows: Sequence[OutcomeRow] = ()
    groups: Sequence[GroupsView] = ()
    table: Table | None = None
    places: Table | None = None
    places_hidden: str = ""
    proof: str = ""


@dataclass(frozen=True)
class SimulationView:
    """All years, the latest first."""

    state: SimulationState
    seasons: Sequence[SeasonView] = ()
    least: int = 0
    compared: str = ""

    @property
    def says_something(self) -> bool:
        """Whether a year had enough projects."""
        return any(season.headline for season in self.seasons)


def simulation_view(
    result: Mapping[str, Any] | None, *, is_running: bool = False, compared: str = "Règles en vigueur"
) -> SimulationView:
    """``compared``: what the reader knows the other rules as; « Règles d’avant » once a version is decided."""
    if result is None or result.get("format") != FORMAT:
        return SimulationView(SimulationState.RUNNING if is_running else SimulationState.NOT_ASKED)
    if not result["seasons"]:
        return SimulationView(SimulationState.NO_PAST)
    seasons = [_Season(season, result["least_group"], compared).view() for season in result["seasons"]]
    return SimulationView(SimulationState.TOLD, seasons, result["least_group"], compared)


class _Season:
    """One year of the document, on its way to words."""

    def __init__(self, told: Mapping[str, Any], least: int, compared: str) -> None:
        self.told, self.least, self.compared = told, least, compared
        self.figures = Figures(told)

    def view(self) -> SeasonView:
        told = self.told
        until = "" if told["is_over"] else f", jusqu’au {formats.day(date.fromisoformat(told['until']))}"
        title = f"Année {told['label']}{until}"
        ended = plural(told["campaigns"], "collecte terminée,collectes terminées")
        if not told["is_told"]:
            wanted = TELLING * self.least
            return SeasonView(title, f"{ended}\u00a0: trop peu pour en dire quelque chose. Il en faut {wanted}.")
        return SeasonView(
            title=title,
            about=f"{ended}\u00a0; {money(told['money_cents'])} arrivés dans les fonds, "
            f"{money(told['need_cents'])} qui manquaient.",
            headline=self._headline(),
            price=self._price(),
            held_back=self._held_back(),
            rows=self._rows(),
            groups=[self._groups(dimension) for dimension in DRAWN],
            table=self._table(DRAWN, f"Projets aboutis en {told['label']}, groupe par groupe"),
            places=self._table((Dimension.DEPARTEMENT,), f"Projets aboutis en {told['label']}, par département"),
            places_hidden=self._hidden(Dimension.DEPARTEMENT),
            proof=self._proof(),
        )

    def _rows(self) -> list[OutcomeRow]:
        projects, alone, before, after = self.figures.all
        named = (("Sans les fonds", alone), (self.compared, before), ("Ces règles", after))
        return [OutcomeRow(name, SuccessBar(alone, succeeded, projects)) for name, succeeded in named]

    def _headline(self) -> str:
        more, in_priority = self.figures.all.change, self.figures.in_priority()
        if not more and not any(self.figures.changes()):
            return "Cette année-là, ces règles n’auraient rien changé."
        counted = f"{_more(more, 'projet')} {agree(more, 'aurait,auraient')}" if more else "autant de projets auraient"
        priority = "" if in_priority is None else f", et {_more(in_priority)} en éducation prioritaire"
        return f"Avec ces règles, {counted} abouti{priority}."

    def _price(self) -> str:
        most, (_, _, before, after) = self.told["largest"]["succeeded"], self.figures.all
        if after == most:
            return "Le prix de l’équité\u00a0: aucun projet. Même en ne comptant que le nombre, pas un de plus."
        return (
            f"Le prix de l’équité\u00a0: {plural(most - after, 'projet')} sur {number(most)}. En ne regardant que le "
            f"nombre, {number(most)} auraient abouti\u00a0; avec ces règles, {number(after)} "
            f"(avec les {self.compared[0].lower()}{self.compared[1:]}, {number(before)})."
        )

    def _held_back(self) -> str:
        held = self.told["draft"]["held_back"]
        return f"Les limites de ces règles laissent {plural(held, 'projet')} à leurs seuls donateurs." if held else ""

    def _groups(self, dimension: Dimension) -> GroupsView:
        rows = []
        for label, (projects, alone, before, after) in self.figures.shown(dimension):
            bar = SuccessBar(alone, after, projects, mark=before)
            rows.append(GroupRow(label, _more(after - before), bar))
        return GroupsView(_TITLES[dimension], rows, self._hidden(dimension))

    def _hidden(self, dimension: Dimension) -> str:
        hidden = self.figures.hidden(dimension)
        if hidden is None or not self.figures.shown(dimension):
            return f"Pas montré\u00a0: un groupe compte moins de {self.least} projets, et les autres le trahiraient."
        if not hidden:
            return ""
        inside = plural(self.figures.rest(dimension).projects, "projet")
        return (
            f"{hidden} groupes ne sont pas montrés ({inside} ensemble)\u00a0: l’un d’eux au moins en compte moins de "
            f"{self.least}."
        )

    def _table(self, dimensions: Sequence[Dimension], caption: str) -> Table | None:
        rows = [row for dimension in dimensions for row in self._table_rows(dimension)]
        if not rows:
            return None
        short = self.compared.removeprefix("Règles ").removeprefix("d’").capitalize()
        names = ("Groupe", "Projets", "Seuls", short, "Ces règles")
        columns = [Column(name, numeric=bool(place)) for place, name in enumerate(names)]
        return Table(caption, columns, rows, caption_visible=True)

    def _table_rows(self, dimension: Dimension) -> Iterator[list[Cell]]:
        rows = self.figures.shown(dimension)
        if rows and self.figures.hidden(dimension):
            rows = [*rows, ("Groupes non montrés", self.figures.rest(dimension))]
        for label, counts in rows:
            yield [Cell(label), *(Cell(number(figure)) for figure in counts)]

    def _proof(self) -> str:
        told = [self.told[each] for each in ("in_force", "draft")]
        if all(each["is_proven"] for each in told):
            return "pour ces règles, aucune autre répartition ne ferait mieux\u00a0: c’est prouvé."
        widest = max((each["bound"] - each["weight"]) / each["bound"] for each in told if each["bound"])
        share = f"{max(100 * widest, 0.01):.2f}".replace(".", ",")
        return f"une autre répartition ferait peut-être mieux, de {share}{HARD_SPACE}% au plus\u00a0: c’est prouvé."


def _more(change: int, what: str = "") -> str:
    """« 3 projets de plus », « 1 de moins », « autant »."""
    if not change:
        return "autant"
    counted = plural(abs(change), what) if what else number(abs(change))
    return f"{counted} de {'plus' if change > 0 else 'moins'}"


def _share(part: int, whole: int) -> str:
    """For an attribute of SVG: hundredths of a percent are enough for any screen."""
    hundredths = 10_000 * part // whole
    return f"{hundredths / 100:g}%"
