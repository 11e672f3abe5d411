"""Our importer and our check digits against the ministry's own files."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

from trousse.people.bodies.rules import is_valid_iban, is_valid_siret
from trousse.people.schools.models import School
from trousse.people.schools.rules import is_valid_uai
from trousse.people.schools.services import communes_import, schools_import

FILES = {
    "directory": ("annuaire_occitanie_2024.csv.gz", 6240, 3),
    "national": ("ecoles_colleges_lycees_2022_jointure.csv.gz", 40_630, 0),
    "rep": ("rep_rep_plus_rentree_2022.csv.gz", 7719, 11),
}
"""File, lines under its header, lines to leave out: schools told twice, and REP members that have no UAI."""


def verify_schools(shared: Path) -> dict[str, Any]:
    """Import every file of ``shared/data/schools`` twice, and check the numbers of ``shared/data/identifiers``.

    Nothing stays in the database. Returns ``{"ok": …}`` with every figure found; the second reading of a file must
    leave all unchanged, and every line must be accounted for.
    """
    with _nothing_stays():
        before = School.objects.count()
        imports = {
            name: _import_twice(shared / "data" / "schools" / file, *told) for name, (file, *told) in FILES.items()
        }
        communes = communes_import(path=shared / "data" / "geo" / "communes.csv.gz")
        schools = {"added": School.objects.count() - before, "choosable": School.objects.choosable().count()}
    identifiers = _identifiers(shared / "data" / "identifiers" / "identifiers.json")
    return {
        "ok": all(found["ok"] for found in imports.values()) and not identifiers["disagreed"],
        "imports": imports,
        "communes": communes,
        "schools": schools,
        "identifiers": identifiers,
    }


def _import_twice(path: Path, lines: int, left_out: int) -> dict[str, Any]:
    started = time.perf_counter()
    first = schools_import(path=path).as_json()
    seconds = time.perf_counter() - started
    second = schools_import(path=path).as_json()
    kept = first["created"] + first["updated"] + first["unchanged"]
    return {
        "ok": (first["read"], len(first["rejected"]), kept) == (lines, left_out, lines - left_out)
        and second["unchanged"] == kept
        and second["rejected"] == first["rejected"],
        "read": first["read"],
        "created": first["created"],
        "updated": first["updated"],
        "unchanged": first["unchanged"],
        "rejected": len(first["rejected"]),
        "unchanged_the_second_time": second["unchanged"],
        "seconds": round(seconds, 1),
    }


def _identifiers(path: Path) -> dict[str, Any]:
    """Each number, whether it should be valid, and what our rules say."""
    known = json.loads(path.read_text(encoding="utf-8"))
    expected = [
        *((is_valid_uai, number, True) for number in known["uai"]["valid"]),
        *((is_valid_uai, number, False) for number in known["uai"]["invalid"]),
        *((is_valid_siret, number, True) for number in known["siret"]["valid_luhn"]),
        *((is_valid_siret, number, False) for number in known["siret"]["failing_luhn_but_real"]),
        *((is_valid_iban, number, True) for number in known["iban"]["valid"]),
        *((is_valid_iban, number, True) for number in known["iban"]["french_documentation"]),
        *((is_valid_iban, number, False) for number in known["iban"]["invalid"]),
    ]
    disagreed = [number for is_valid, number, valid in expected if is_valid(number) is not valid]
    return {"read": len(expected), "agreed": len(expected) - len(disagreed), "disagreed": disagreed}


@contextmanager
def _nothing_stays() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
