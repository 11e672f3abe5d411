"""From a row to the facts it tells about one school."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from trousse.people.schools import facts as geography
from trousse.people.schools import rules
from trousse.people.schools.enums import Contract, EducationPriority, SchoolKind, SchoolStatus, Sector
from trousse.people.schools.importing import cells
from trousse.people.schools.importing.columns import Column
from trousse.people.schools.importing.kinds import is_some_ecole, kind_of
from trousse.people.schools.importing.rows import Row

IPS_BOUNDS = (Decimal(30), Decimal(200))
MOST_PUPILS = 10_000

_DEPARTEMENTS = frozenset(departement.code for departement in geography.DEPARTEMENTS)

# south, north, west, east. What lies outside is a mistake of the file: La Poste puts Saint-Martin off Newfoundland.
_MAINLAND = (41.0, 51.5, -5.5, 10.0)
_OVERSEAS: Mapping[str, tuple[float, float, float, float]] = {
    "971": (15.5, 18.3, -63.5, -60.8),
    "972": (14.2, 15.0, -61.4, -60.7),
    "973": (2.0, 6.0, -55.0, -51.3),
    "974": (-21.6, -20.7, 55.1, 56.0),
    "976": (-13.2, -12.4, 44.8, 45.5),
}

_STATES = (
    ("a ferm", SchoolStatus.TO_CLOSE),
    ("a ouvr", SchoolStatus.TO_OPEN),
    ("ouvert", SchoolStatus.OPEN),
    ("ferm", SchoolStatus.CLOSED),
)
_CONTRACTS = (
    ("agricole", Contract.AGRICULTURAL),
    ("association", Contract.ASSOCIATION),
    ("simple", Contract.SIMPLE),
    ("inconnu", Contract.UNKNOWN),
    ("hors contrat", Contract.OUTSIDE),
    ("sous contrat", Contract.UNDER_CONTRACT),
)
_OUT_OF_PRIORITY = frozenset({"", "HORSEP", "NON", "NEANT", "SANSOBJET", "0"})


@dataclass(slots=True)
class SchoolFacts:
    """What one file says of one school, as values of the fields of ``School``.

    ``known`` replaces what the database holds; where the file is silent it stays. ``guesses`` only fill what is
    blank: a list of IPS is no authority on the name of a school.
    """

    uai: str
    line: int
    known: dict[str, Any] = field(default_factory=dict)
    guesses: dict[str, Any] = field(default_factory=dict)

    def absorb(self, other: "SchoolFacts") -> None:
        """Merge another line about the same school: for each field, the first value that is not empty stays."""
        for mine, theirs in ((self.known, other.known), (self.guesses, other.guesses)):
            for name, value in theirs.items():
                if mine.get(name) in (None, ""):
                    mine[name] = value


def facts_of(row: Row, uai: str) -> SchoolFacts:
    """Everything the row tells. A shifted row only fills blanks: its cells may stand under the wrong names."""
    identity, figures = _identity(row, uai), _figures(row)
    found = SchoolFacts(uai=uai, line=row.record.line, guesses=_last_resorts(row, identity))
    if row.is_shifted:
        found.guesses |= identity | figures
    elif row.header.is_directory:
        found.known = identity | figures
    else:
        found.known = figures
        found.guesses |= identity
    return found


def _identity(row: Row, uai: str) -> dict[str, Any]:
    """Who and where the school is: only what the file does tell."""
    commune = cells.commune_code(row[Column.COMMUNE_CODE])
    departement = _departement(row, uai, commune)
    sector = _sector(row)
    told: dict[str, Any] = {
        "name": cells.text(row[Column.NAME]),
        "kind": kind_of(row),
        "nature_code": cells.digits(row[Column.NATURE_CODE], 3),
        "sector": sector,
        "contract": _contract(row, sector),
        "status": _status(row),
        "address": _address(row),
        "postcode": cells.digits(row[Column.POSTCODE], 5),
        "commune_code": commune,
        "commune_name": cells.text(row[Column.COMMUNE_NAME]),
        "departement_id": departement,
        "mail": cells.mailbox(row[Column.MAIL]),
        "phone": cells.phone(row[Column.PHONE]),
        "siret": cells.siret(row[Column.SIRET]),
        "pupils": cells.whole(row[Column.PUPILS], MOST_PUPILS),
    }
    return {name: value for name, value in told.items() if value is not None} | _position(row, departement)


def _figures(row: Row) -> dict[str, Any]:
    """What lists of figures are published for. « Out of priority education » is told by an empty cell."""
    ips = cells.decimal(row[Column.IPS])
    told: dict[str, Any] = {
        "ips": ips.quantize(Decimal("0.1")) if ips is not None and IPS_BOUNDS[0] <= ips <= IPS_BOUNDS[1] else None,
        "education_priority": _education_priority(row),
    }
    return {name: value for name, value in told.items() if value is not None}


def _last_resorts(row: Row, identity: Mapping[str, Any]) -> dict[str, Any]:
    """What to believe of a school met for the first time, of which the file says too little."""
    resorts: dict[str, Any] = {}
    if "kind" not in identity and is_some_ecole(row):
        resorts["kind"] = SchoolKind.ELEMENTAIRE
    if "status" not in identity and row[Column.STATUS]:
        resorts["status"] = SchoolStatus.CLOSED
    return resorts


def _address(row: Row) -> str | None:
    lines = (cells.text(row[column]) for column in (Column.ADDRESS_1, Column.ADDRESS_2, Column.ADDRESS_3))
    return cells.text(", ".join(line for line in lines if line))


def _sector(row: Row) -> Sector | None:
    sector = cells.key(row[Column.SECTOR])
    if sector.startswith("pu"):
        return Sector.PUBLIC
    return Sector.PRIVATE if sector.startswith("pr") else None


def _contract(row: Row, sector: Sector | None) -> Contract | None:
    """From its own column, or from a sector such as « privé sous contrat »; a public school has none."""
    if sector is Sector.PUBLIC:
        return Contract.NOT_APPLICABLE
    words = cells.key(row[Column.CONTRACT] or row[Column.SECTOR])
    return next((contract for word, contract in _CONTRACTS if word in words), None)


def _status(row: Row) -> SchoolStatus | None:
    state = cells.key(row[Column.STATUS])
    if state == "1":  # the code of an open establishment, in the lists that have codes
        return SchoolStatus.OPEN
    return next((status for start, status in _STATES if state.startswith(start)), None)


def _departement(row: Row, uai: str, commune: str | None) -> str | None:
    """The stated code, else what the commune tells, else the UAI; None outside our 101 départements."""
    candidates = (
        rules.departement_code(row[Column.DEPARTEMENT]),
        rules.departement_of_commune(commune or ""),
        rules.departement_of_uai(uai),
    )
    return next((code for code in candidates if code in _DEPARTEMENTS), None)


def _position(row: Row, departement: str | None) -> dict[str, float]:
    """Latitude and longitude in degrees, when they fall inside the territory."""
    latitude, longitude = cells.decimal(row[Column.LATITUDE]), cells.decimal(row[Column.LONGITUDE])
    if latitude is None or longitude is None:
        first, _comma, second = row[Column.POSITION].partition(", ")
        latitude, longitude = cells.decimal(first), cells.decimal(second)
    if latitude is None or longitude is None:
        return {}
    south, north, west, east = _OVERSEAS.get(departement or "", _MAINLAND)
    if not (south <= latitude <= north and west <= longitude <= east):
        return {}
    return {"latitude": round(float(latitude), 6), "longitude": round(float(longitude), 6)}


def _education_priority(row: Row) -> EducationPriority | None:
    """REP, REP+, or none; None when the file has no such column or says something else."""
    if Column.EDUCATION_PRIORITY not in row:
        return None
    network = row[Column.EDUCATION_PRIORITY].upper().replace(" ", "")
    if network in {"REP+", "REPPLUS"}:
        return EducationPriority.REP_PLUS
    if network == "REP":
        return EducationPriority.REP
    return EducationPriority.NONE if network in _OUT_OF_PRIORITY else None
