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
from trousse.giving.allocation.simulation.groups import UNKNOWN, Dimension
from trousse.giving.allocation.simulation.scoring import FORMAT, TELLING
from trousse.giving.funds.enums import Priority, Zone
from trousse.people.schools.facts import DEPARTEMENTS
from trousse.web.components.cards import Cell, Column, Table
from trousse.web.components.typography import agree, money, number, plural

DRAWN = (Dimension.PRIORITY, Dimension.ZONE, Dimension.IPS)
"""Ways of counting that have few groups: they get bars. Départements have a table."""
_TITLES = {
    Dimension.PRIORITY: "Éducation prioritaire",
    Dimension.ZONE: "Communes",
    Dimension.IPS: "Indice de position sociale",
    Dimension.DEPARTEMENT: "Départements",
}
_UNKNOWN = {
    Dimension.PRIORITY: "Réseau non renseigné",
    Dimension.ZONE: "Commune non renseignée",
    Dimension.IPS: "Indice non publié",
    Dimension.DEPARTEMENT: "Hors département",
}
_PRIORITIES = (Priority.REP_PLUS, Priority.REP, Priority.NONE)
_IN_PRIORITY = (Priority.REP.value, Priority.REP_PLUS.value)
_PLACES = {facts.code: f"{facts.name} ({facts.code})" for facts in DEPARTEMENTS}


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
    def end(self) -> str:
        return _share(self.succeeded, self.total)

    @property
    def mark_at(self) -> str:
        return "" if self.mark is None else _share(self.mark, self.total)

    @property
    def per_hundred(self) -> int:
        return (200 * self.succeeded + self.total) // (2 * self.total)


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


def simulation_view(
    result: Mapping[str, Any] | None, *, is_running: bool = False, compared: str = "Règles en vigueur"
) -> SimulationView:
    """``compared``: what the reader knows the other rules as; « Règles d’avant » once a version is decided."""
    if result is None or result.get("format") != FORMAT:
        return SimulationView(SimulationState.RUNNING if is_running else SimulationState.NOT_ASKED)
    if not result["seasons"]:
        return SimulationView(SimulationState.NO_PAST)
    seasons = [_Season(season, result, compared).view() for season in result["seasons"]]
    return SimulationView(SimulationState.TOLD, seasons, result["least_group"], compared)


class _Season:
    """One year of the document, on its way to words."""

    def __init__(self, told: Mapping[str, Any], result: Mapping[str, Any], compared: str) -> None:
        self.told, self.compared = told, compared
        self.compared_to = f"les {compared[0].lower()}{compared[1:]}"
        self.least, self.bands = result["least_group"], result["ips_bands"]

    def view(self) -> SeasonView:
        told = self.told
        until = "" if told["is_over"] else f", jusqu’au {formats.day(date.fromisoformat(told['until']))}"
        title, ended = (
            f"Année {told['label']}{until}",
            plural(told["campaigns"], "collecte terminée,collectes terminées"),
        )
        if not told["is_told"]:
            return SeasonView(
                title, f"{ended}\u00a0: trop peu pour en dire quelque chose. Il en faut {TELLING * self.least}."
            )
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
        alone, total = self.told["alone"], self.told["campaigns"]
        named = (("before", "Sans les fonds"), ("in_force", self.compared), ("draft", "Ces règles"))
        return [OutcomeRow(name, SuccessBar(alone, self.told[outcome]["succeeded"], total)) for outcome, name in named]

    def _headline(self) -> str:
        more = self.told["draft"]["succeeded"] - self.told["in_force"]["succeeded"]
        priority = self._more_in_priority()
        if not more and not any(self._changes()):
            return "Cette année-là, ces règles n’auraient rien changé."
        if not more:
            first = "Avec ces règles, autant de projets auraient abouti"
        else:
            first = f"Avec ces règles, {_more(more, 'projet')} {agree(more, 'aurait,auraient')} abouti"
        if priority is None:
            return f"{first}."
        return f"{first}, et {_more(priority)} en éducation prioritaire."

    def _more_in_priority(self) -> int | None:
        """How many more in REP and REP+ together; None when one of them is hidden."""
        found = 0
        groups = self.told["draft"]["groups"][Dimension.PRIORITY]
        for name in _IN_PRIORITY:
            if groups is None or (name in groups and groups[name] is None):
                return None
            found += self._change(Dimension.PRIORITY, name) if name in groups else 0
        return found

    def _changes(self) -> Iterator[int]:
        for dimension in Dimension:
            for name in self._shown(dimension):
                yield self._change(dimension, name)

    def _change(self, dimension: Dimension, name: str) -> int:
        after, before = (self.told[each]["groups"][dimension][name][0] for each in ("draft", "in_force"))
        return int(after - before)

    def _price(self) -> str:
        most, after, before = (self.told[each]["succeeded"] for each in ("largest", "draft", "in_force"))
        if after == most:
            return "Le prix de l’équité\u00a0: aucun projet. Même en ne comptant que le nombre, pas un de plus."
        return (
            f"Le prix de l’équité\u00a0: {plural(most - after, 'projet')} sur {number(most)}. En ne regardant que le "
            f"nombre, {number(most)} auraient abouti\u00a0; avec ces règles, {number(after)} "
            f"(avec {self.compared_to}, {number(before)})."
        )

    def _held_back(self) -> str:
        held = self.told["draft"]["held_back"]
        if not held:
            return ""
        return f"Les limites de ces règles laissent {plural(held, 'projet')} à leurs seuls donateurs."

    def _groups(self, dimension: Dimension) -> GroupsView:
        rows = []
        for name in self._shown(dimension):
            (alone, total), (before, _), (after, _) = self._counts(dimension, name)
            bar = SuccessBar(alone, after, total, mark=before)
            rows.append(GroupRow(self._label(dimension, name), _more(after - before), bar))
        return GroupsView(_TITLES[dimension], rows, self._hidden(dimension))

    def _shown(self, dimension: Dimension) -> list[str]:
        """The groups that may be shown, in the order in which one reads them."""
        groups = self.told["draft"]["groups"][dimension] or {}
        return sorted((name for name, counts in groups.items() if counts), key=lambda name: self._rank(dimension, name))

    def _rank(self, dimension: Dimension, name: str) -> tuple[bool, int, str]:
        if dimension is Dimension.PRIORITY and name != UNKNOWN:
            return False, _PRIORITIES.index(Priority(name)), name
        if dimension is Dimension.IPS and name != UNKNOWN:
            return False, int(name.partition("-")[0] or 0), name
        return name == UNKNOWN, 0, name

    def _counts(self, dimension: Dimension, name: str) -> list[list[int]]:
        return [self.told[each]["groups"][dimension][name] for each in ("before", "in_force", "draft")]

    def _label(self, dimension: Dimension, name: str) -> str:
        if name == UNKNOWN:
            return _UNKNOWN[dimension]
        if dimension is Dimension.PRIORITY:
            return Priority(name).label
        if dimension is Dimension.ZONE:
            return Zone(name).label
        return _band(name) if dimension is Dimension.IPS else _PLACES.get(name, name)

    def _hidden(self, dimension: Dimension) -> str:
        groups = self.told["draft"]["groups"][dimension]
        if groups is None or not self._shown(dimension):
            return f"Pas montré\u00a0: un groupe compte moins de {self.least} projets, et les autres le trahiraient."
        hidden = sum(counts is None for counts in groups.values())
        if not hidden:
            return ""
        inside = self._rest(dimension)[0]
        return (
            f"{hidden} groupes ne sont pas montrés ({plural(inside, 'projet')} ensemble)\u00a0: l’un d’eux au moins en "
            f"compte moins de {self.least}."
        )

    def _rest(self, dimension: Dimension) -> list[int]:
        """What hidden groups hold together: projects, and successes of each outcome."""
        counts = [self._counts(dimension, name) for name in self._shown(dimension)]
        totals = [self.told["campaigns"], *(self.told[each]["succeeded"] for each in ("before", "in_force", "draft"))]
        shown = [sum(each[0][1] for each in counts), *(sum(each[place][0] for each in counts) for place in range(3))]
        return [total - seen for total, seen in zip(totals, shown, strict=True)]

    def _table(self, dimensions: Sequence[Dimension], caption: str) -> Table | None:
        rows = [row for dimension in dimensions for row in self._table_rows(dimension)]
        if not rows:
            return None
        names = ("Groupe", "Projets", "Seuls", _short(self.compared), "Ces règles")
        columns = [Column(name, numeric=bool(place)) for place, name in enumerate(names)]
        return Table(caption, columns, rows, caption_visible=True)

    def _table_rows(self, dimension: Dimension) -> Iterator[list[Cell]]:
        for name in self._shown(dimension):
            (alone, total), (before, _), (after, _) = self._counts(dimension, name)
            yield _row(self._label(dimension, name), [total, alone, before, after])
        if self._shown(dimension) and any(self._rest(dimension)):
            yield _row("Groupes non montrés", self._rest(dimension))

    def _proof(self) -> str:
        told = [self.told[each] for each in ("in_force", "draft")]
        if all(each["is_proven"] for each in told):
            return "pour ces règles, aucune autre répartition ne ferait mieux\u00a0: c’est prouvé."
        widest = max((each["bound"] - each["weight"]) / each["bound"] for each in told if each["bound"])
        share = f"{max(100 * widest, 0.01):.2f}".replace(".", ",")
        return f"une autre répartition ferait peut-être mieux, de {share}{HARD_SPACE}% au plus\u00a0: c’est prouvé."


def _row(label: str, figures: Sequence[int]) -> list[Cell]:
    return [Cell(label), *(Cell(number(figure)) for figure in figures)]


def _short(compared: str) -> str:
    """The head of a column: « En vigueur », « Avant »."""
    return compared.removeprefix("Règles ").removeprefix("d’").capitalize()


def _band(name: str) -> str:
    low, _, high = name.partition("-")
    if not low:
        return f"IPS de moins de {_tenths(high)}"
    return f"IPS de {_tenths(low)} à {_tenths(high)}" if high else f"IPS de {_tenths(low)} et plus"


def _tenths(text: str) -> str:
    whole, rest = divmod(int(text), 10)
    return f"{whole},{rest}" if rest else str(whole)


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
