"""A donor says what they care for, in any combination; the page shows the fund that is closest to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from trousse.core import formats
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.selectors import themes
from trousse.giving.funds.enums import Priority, Zone
from trousse.giving.funds.selectors import fund_for
from trousse.people.schools.enums import Labelled
from trousse.people.schools.selectors import academies, departements
from trousse.web.components.cards import FundCard
from trousse.web.components.giving_cards import fund_card

ANYWHERE = "Toute la France"
E = TypeVar("E", bound=Labelled)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """A list to choose from: ``groups`` of (value, label) under their titles; ``chosen`` is one of the values."""

    name: str
    label: str
    anything: str
    groups: Sequence[tuple[str, Sequence[Pair]]]
    chosen: str

    @classmethod
    def of(
        cls, asked: Mapping[str, str], name: str, label: str, anything: str, *groups: tuple[str, list[Pair]]
    ) -> "Choice":
        """What is not in the list counts as not chosen."""
        known = {value for _, pairs in groups for value, _ in pairs}
        value = asked.get(name, "")
        return cls(name, label, anything, groups, value if value in known else "")


@dataclass(frozen=True)
class Wish:
    """What was chosen, and the closest fund: None while nothing was."""

    choices: Sequence[Choice]
    nearest: FundCard | None


def wish_of(asked: Mapping[str, str]) -> Wish:
    """From a query string (theme, lieu, niveau, reseau, commune)."""
    choices = [
        Choice.of(asked, "theme", "Thème", "Tous les thèmes", ("", [(one.slug, one.label) for one in themes()])),
        Choice.of(asked, "lieu", "Lieu", ANYWHERE, *_places()),
        Choice.of(asked, "niveau", "Niveau", "Tous les niveaux", ("", LevelGroup.choices())),
        Choice.of(asked, "reseau", "Réseau", "Tous les réseaux", ("", [("prioritaire", "Éducation prioritaire")])),
        Choice.of(asked, "commune", "Commune", "Toutes les communes", ("", Zone.choices())),
    ]
    chosen = {choice.name: choice.chosen for choice in choices}
    return Wish(choices, _nearest(chosen) if any(chosen.values()) else None)


def _nearest(chosen: Mapping[str, str]) -> FundCard:
    kind, _, code = chosen["lieu"].partition("-")
    found = fund_for(
        theme=chosen["theme"] or None,
        departement=code if kind == "departement" else None,
        academie=code if kind == "academie" else None,
        level=_member(LevelGroup, chosen["niveau"]),
        priorities=[Priority.REP, Priority.REP_PLUS] if chosen["reseau"] else (),
        zone=_member(Zone, chosen["commune"]),
    )
    return fund_card(found)


def _member(kind: type[E], value: str) -> E | None:
    return kind(value) if value else None


def _places() -> Iterable[tuple[str, list[Pair]]]:
    yield "Départements", [(f"departement-{one.code}", f"{one.code} {one.name}") for one in departements()]
    yield "Académies", [(f"academie-{one.code}", f"Académie {formats.of(one.name)}") for one in academies()]
