"""Which kind of establishment a row describes: its type, its nature code, its classes, its name."""

from collections.abc import Mapping

from trousse.people.schools.enums import SchoolKind
from trousse.people.schools.importing import cells
from trousse.people.schools.importing.columns import Column
from trousse.people.schools.importing.rows import Row

POST_BAC_NATURE = "400"
"""Écoles made of STS and CPGE classes only: listed as lycées or with no type, and without a single lycéen."""

_KINDS_BY_NATURE: Mapping[str, SchoolKind] = {
    "101": SchoolKind.MATERNELLE,
    "102": SchoolKind.MATERNELLE,
    "103": SchoolKind.MATERNELLE,
    "300": SchoolKind.LYCEE,
    "301": SchoolKind.LYCEE,
    "302": SchoolKind.LYCEE,
    "306": SchoolKind.LYCEE,
    "307": SchoolKind.LYCEE,
    "310": SchoolKind.LYCEE,
    "320": SchoolKind.LYCEE_PRO,
    "334": SchoolKind.LYCEE_PRO,
    "335": SchoolKind.LYCEE,
    "340": SchoolKind.COLLEGE,
    "350": SchoolKind.COLLEGE,
    "370": SchoolKind.EREA,
    "390": SchoolKind.COLLEGE,
    "841": SchoolKind.ORIENTATION,
}
"""Natures of the national base of establishments; those that share a first digit are told by ``_kind_by_family``."""

_KINDS_BY_TYPE = (
    ("college", SchoolKind.COLLEGE),
    ("segpa", SchoolKind.COLLEGE),
    ("erea", SchoolKind.EREA),
    ("medico", SchoolKind.MEDICO_SOCIAL),
    ("service", SchoolKind.SERVICE),
    ("information", SchoolKind.ORIENTATION),
    ("autre", SchoolKind.OTHER),
)

_ECOLES_BY_NAME = (
    ("ecole maternelle", SchoolKind.MATERNELLE),
    ("maternelle", SchoolKind.MATERNELLE),
    ("ecole primaire", SchoolKind.PRIMAIRE),
    ("groupe scolaire", SchoolKind.PRIMAIRE),
    ("ecole element", SchoolKind.ELEMENTAIRE),
)

_VOCATIONAL_NAMES = ("lycee professionnel", "lycee pro ", "lp ")


def kind_of(row: Row) -> SchoolKind | None:
    """The kind, or None when the row does not tell it. A type beats a nature: one UAI may be a collège and a lycée."""
    if row[Column.NATURE_CODE] == POST_BAC_NATURE:
        return SchoolKind.OTHER
    kind = cells.key(row[Column.TYPE])
    if "maternelle" in kind:
        return SchoolKind.MATERNELLE
    if kind.startswith("ecole"):
        return _which_ecole(row)
    if kind.startswith(("lycee", "lp")):
        return SchoolKind.LYCEE_PRO if _is_vocational(row, kind) else SchoolKind.LYCEE
    by_type = next((found for start, found in _KINDS_BY_TYPE if kind.startswith(start)), None)
    return by_type or _KINDS_BY_NATURE.get(row[Column.NATURE_CODE]) or _kind_by_family(row)


def is_some_ecole(row: Row) -> bool:
    """Whether the row is an école, of whichever kind."""
    return cells.key(row[Column.TYPE]).startswith("ecole")


def _which_ecole(row: Row) -> SchoolKind | None:
    """Which école: by its classes, else its nature, else its name; None when the row says no more."""
    maternelle, elementaire = cells.flag(row[Column.MATERNELLE]), cells.flag(row[Column.ELEMENTAIRE])
    if maternelle and elementaire:
        return SchoolKind.PRIMAIRE
    if maternelle or elementaire:
        return SchoolKind.MATERNELLE if maternelle else SchoolKind.ELEMENTAIRE
    name = cells.key(row[Column.NAME])
    by_name = next((kind for start, kind in _ECOLES_BY_NAME if name.startswith(start)), None)
    return _KINDS_BY_NATURE.get(row[Column.NATURE_CODE]) or by_name


def _is_vocational(row: Row, kind: str) -> bool:
    """A lycée of that nature, or whose only track is the vocational one, or that calls itself so."""
    if kind.startswith(("lycee pro", "lp")):
        return True
    if row[Column.NATURE_CODE]:
        return _KINDS_BY_NATURE.get(row[Column.NATURE_CODE]) is SchoolKind.LYCEE_PRO
    tracks = [
        cells.flag(row[column]) for column in (Column.GENERAL_TRACK, Column.TECHNICAL_TRACK, Column.VOCATIONAL_TRACK)
    ]
    return tracks == [False, False, True] or cells.key(row[Column.NAME]).startswith(_VOCATIONAL_NAMES)


def _kind_by_family(row: Row) -> SchoolKind | None:
    """The kind that the first digit of a nature code tells."""
    family = row[Column.NATURE_CODE][:1]
    if family == "1":
        return _which_ecole(row) or SchoolKind.ELEMENTAIRE
    return {"2": SchoolKind.MEDICO_SOCIAL, "8": SchoolKind.SERVICE}.get(family) or (
        SchoolKind.OTHER if family else None
    )
