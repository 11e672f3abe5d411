"""Writing facts into the table of schools, batch by batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from trousse.people.schools.enums import Contract, EducationPriority, SchoolKind, Sector
from trousse.people.schools.importing.parsing import SchoolFacts
from trousse.people.schools.models import School

FIELDS = (
    "name",
    "kind",
    "nature_code",
    "degree",
    "sector",
    "contract",
    "status",
    "address",
    "postcode",
    "commune_code",
    "commune_name",
    "departement_id",
    "latitude",
    "longitude",
    "mail",
    "phone",
    "siret",
    "pupils",
    "education_priority",
    "ips",
    "search_text",
)

_BLANKS = frozenset({SchoolKind.OTHER, Sector.NONE, Contract.UNKNOWN, Contract.NOT_APPLICABLE, EducationPriority.NONE})
"""Values that say nothing; a guess may take their place. (The three empty ones are one and the same string.)"""


@dataclass
class Tally:
    """What a batch did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        return self


@transaction.atomic
def write_batch(batch: Sequence[SchoolFacts]) -> Tally:
    """Create or update the schools of ``batch`` (each UAI once) in two statements, all or none."""
    ordered = sorted(batch, key=lambda facts: facts.uai)  # always the same order: two imports cannot deadlock
    known = {
        school.uai: school
        for school in School.objects.select_for_update()
        .order_by("uai")
        .defer("search")
        .filter(uai__in=[facts.uai for facts in ordered])
    }
    tally, changed = Tally(), []
    for facts in ordered:
        school = known.get(facts.uai)
        if school is None:
            tally.created += 1
            changed.append(_created(facts))
        elif _update(school, facts):
            tally.updated += 1
            changed.append(school)
        else:
            tally.unchanged += 1
    School.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["uai"],
        update_fields=[name.removesuffix("_id") for name in FIELDS],
    )
    return tally


def _created(facts: SchoolFacts) -> School:
    school = School(uai=facts.uai, **{**facts.guesses, **facts.known})
    school.name = school.name or facts.uai
    school.derive()
    return school


def _update(school: School, facts: SchoolFacts) -> bool:
    """Apply ``facts``; whether anything changed."""
    before = _snapshot(school)
    for name, value in facts.guesses.items():
        current = getattr(school, name)
        if current is None or current in _BLANKS or (name == "name" and current == school.uai):
            setattr(school, name, value)
    for name, value in facts.known.items():
        setattr(school, name, value)
    school.derive()
    return _snapshot(school) != before


def _snapshot(school: School) -> tuple[Any, ...]:
    return tuple(getattr(school, name) for name in FIELDS)
