"""One school year of a simulation: its figures by group, in the order and under the names in which one reads them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from trousse.giving.allocation.simulation.groups import UNKNOWN, Dimension
from trousse.giving.funds.enums import Priority, Zone
from trousse.people.schools.facts import DEPARTEMENTS

_UNKNOWN = {
    Dimension.PRIORITY: "Réseau non renseigné",
    Dimension.ZONE: "Commune non renseignée",
    Dimension.IPS: "Indice non publié",
    Dimension.DEPARTEMENT: "Hors département",
}
_PRIORITIES = (Priority.REP_PLUS, Priority.REP, Priority.NONE)
_IN_PRIORITY = (Priority.REP.value, Priority.REP_PLUS.value)
_PLACES = {facts.code: f"{facts.name} ({facts.code})" for facts in DEPARTEMENTS}


class Counts(NamedTuple):
    """Projects, and those that succeed: without the funds, with the rules compared to, with the rules simulated."""

    projects: int
    alone: int
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


class Figures:
    """Reads one season of the document ``rules-simulation-1`` that is told."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told

    @property
    def all(self) -> Counts:
        """Every campaign of the year."""
        succeeded = (self.told[each]["succeeded"] for each in ("before", "in_force", "draft"))
        return Counts(self.told["campaigns"], *succeeded)

    def shown(self, dimension: Dimension) -> list[tuple[str, Counts]]:
        """The groups that may be shown, by their French names."""
        groups = self._groups("draft", dimension) or {}
        names = sorted((name for name, counts in groups.items() if counts), key=lambda name: _rank(dimension, name))
        return [(_label(dimension, name), self._counts(dimension, name)) for name in names]

    def rest(self, dimension: Dimension) -> Counts:
        """What the groups that are not shown hold together."""
        seen = [counts for _, counts in self.shown(dimension)]
        return Counts(*(total - sum(each[place] for each in seen) for place, total in enumerate(self.all)))

    def hidden(self, dimension: Dimension) -> int | None:
        """How many groups are not shown; None when nothing at all is."""
        groups = self._groups("draft", dimension)
        return None if groups is None else sum(counts is None for counts in groups.values())

    def in_priority(self) -> int | None:
        """How many more succeed in REP and REP+ together; None when one of them is hidden."""
        groups = self._groups("draft", Dimension.PRIORITY)
        if groups is None:
            return None
        present = [name for name in _IN_PRIORITY if name in groups]
        if any(groups[name] is None for name in present):
            return None
        return sum(self._counts(Dimension.PRIORITY, name).change for name in present)

    def changes(self) -> Iterator[int]:
        """Of every group that is shown."""
        return (counts.change for dimension in Dimension for _, counts in self.shown(dimension))

    def _groups(self, outcome: str, dimension: Dimension) -> Mapping[str, list[int] | None] | None:
        found: Mapping[str, list[int] | None] | None = self.told[outcome]["groups"][dimension]
        return found

    def _counts(self, dimension: Dimension, name: str) -> Counts:
        (alone, projects), (before, _), (after, _) = (
            self.told[each]["groups"][dimension][name] for each in ("before", "in_force", "draft")
        )
        return Counts(projects, alone, before, after)


def _rank(dimension: Dimension, name: str) -> tuple[bool, int, str]:
    """The most helped networks first, indices and départements as they grow, the unknown last."""
    if name == UNKNOWN:
        return True, 0, name
    if dimension is Dimension.PRIORITY:
        return False, _PRIORITIES.index(Priority(name)), name
    return False, int(name.partition("-")[0] or 0) if dimension is Dimension.IPS else 0, name


def _label(dimension: Dimension, name: str) -> str:
    if name == UNKNOWN:
        return _UNKNOWN[dimension]
    if dimension is Dimension.PRIORITY:
        return Priority(name).label
    if dimension is Dimension.ZONE:
        return Zone(name).label
    return _band(name) if dimension is Dimension.IPS else _PLACES.get(name, name)


def _band(name: str) -> str:
    """« IPS de 90 à 110 », from « 900-1100 »."""
    low, _, high = name.partition("-")
    if not low:
        return f"IPS de moins de {_tenths(high)}"
    return f"IPS de {_tenths(low)} à {_tenths(high)}" if high else f"IPS de {_tenths(low)} et plus"


def _tenths(text: str) -> str:
    whole, rest = divmod(int(text), 10)
    return f"{whole},{rest}" if rest else str(whole)
