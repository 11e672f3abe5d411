"""The territories we ship are compared with a table: here one made from them, and then changed."""

import csv
from pathlib import Path

import pytest

from trousse.operations.verify.geography import verify_geography
from trousse.people.accounts.models import AcademicDomain
from trousse.people.schools.facts import DEPARTEMENTS
from trousse.people.schools.models import Departement

pytestmark = pytest.mark.django_db


def table(path: Path, **changed: dict[str, str]) -> Path:
    """Our own facts as the geographic files write them; ``changed`` by code of the département, ``d62={…}``."""
    domains = {
        domain.academie_id: domain.domain
        for domain in AcademicDomain.objects.exclude(academie=None).order_by("-domain")
    }
    prefixes = {row.code: row.uai_prefix for row in DEPARTEMENTS}
    rows = [
        {
            "department": one.code,
            "name": one.name.upper(),
            "uai_prefix": prefixes[one.code],
            "academy_code": one.academie_id,
            "academy": one.academie.name,
            "academic_region": one.academie.region.name.replace("-", " "),
            "region_insee": one.academie.region.code,
            "region": one.region_name,
            "mail_domain": domains[one.academie_id],
        }
        | changed.get(f"d{one.code}", {})
        for one in Departement.objects.select_related("academie__region").order_by("code")
    ]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_our_territories_are_those_of_the_table(tmp_path: Path) -> None:
    found = verify_geography(table(tmp_path / "departments.csv"))
    assert found == {"ok": True, "read": 101, "ours": 101, "disagreed": []}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "Pas-du-Nord"}, "62 name"),
        ({"uai_prefix": "059"}, "62 uai_prefix"),
        ({"academy": "Amiens", "academy_code": "20"}, "62 academy_code, 62 academy"),
        ({"region": "Bretagne"}, "62 region"),
        ({"mail_domain": "ac-ailleurs.fr"}, "62 mail_domain"),
        ({"mail_domain": "ac-amiens.fr"}, "62 mail_domain"),
        ({"department": "99"}, "99 department"),
    ],
)
def test_what_disagrees_is_named(tmp_path: Path, change: dict[str, str], told: str) -> None:
    found = verify_geography(table(tmp_path / "departments.csv", d62=change))
    assert not found["ok"]
    assert ", ".join(found["disagreed"]) == told


def test_a_table_without_lines_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "departments.csv"
    path.write_text("department,name\n", encoding="utf-8")
    assert not verify_geography(path)["ok"]
