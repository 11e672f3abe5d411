"""Criteria in French, one phrase a condition; themes and places are called by their names."""

from collections.abc import Iterable, Mapping

from trousse.core import formats
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds.enums import Priority, Zone
from trousse.giving.funds.errors import CriteriaUnknown
from trousse.giving.funds.rules import Restriction
from trousse.people.schools.models import Academie, Departement


def criteria_words(restriction: Restriction) -> list[str]:
    """« Mer et environnement », « Nord ou Somme », « Éducation prioritaire ».

    Raises CriteriaUnknown when a value names nothing.
    """
    names: tuple[Mapping[str, str], ...] = (
        dict(Theme.objects.values_list("slug", "label")) if restriction.themes else {},
        dict(Departement.objects.values_list("code", "name")) if restriction.departements else {},
        _academies() if restriction.academies else {},
        dict(LevelGroup.choices()),
        dict(Priority.choices()),
        dict(Zone.choices()),
    )
    pairs = list(zip(restriction.conditions, names, strict=True))
    unknown = sorted(value for asked, known in pairs for value in asked - known.keys())
    if unknown:
        raise CriteriaUnknown(unknown)
    return [_either(asked, known) for asked, known in pairs if asked]


def _academies() -> dict[str, str]:
    return {code: f"Académie {formats.of(name)}" for code, name in Academie.objects.values_list("code", "name")}


def _either(asked: Iterable[str], known: Mapping[str, str]) -> str:
    """In the order in which the words are known: that of themes, of codes, of school life."""
    if set(asked) == {Priority.REP, Priority.REP_PLUS}:
        return "Éducation prioritaire"
    return " ou ".join(name for value, name in known.items() if value in set(asked))
