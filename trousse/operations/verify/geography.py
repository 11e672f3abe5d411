"""The territories that ship with the product against the tables of the geographic files."""

import csv
from pathlib import Path
from typing import Any

from trousse.core.search import normalise
from trousse.people.accounts.models import AcademicDomain
from trousse.people.schools.models import Departement
from trousse.people.schools.rules import departement_of_uai


def verify_geography(path: Path) -> dict[str, Any]:
    """Compares every département with its line of ``departments_academies.csv``.

    Name, régions, académie and its code; the département that its UAI prefix leads to; and the mail domain, which must
    be one of its académie's. Accents and hyphens do not count. Returns ``{"ok": …, "read": …, "ours": …, "disagreed":
    ["62 mail_domain", …]}``.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ours = {one.code: one for one in Departement.objects.select_related("academie__region")}
    held = AcademicDomain.objects.filter(academie__isnull=False)
    domains = {(str(academie), domain) for academie, domain in held.values_list("academie_id", "domain")}
    disagreed = [f"{row['department']} {what}" for row in rows for what in _differences(row, ours, domains)]
    return {
        "ok": bool(rows) and not disagreed and len(rows) == len(ours),
        "read": len(rows),
        "ours": len(ours),
        "disagreed": disagreed,
    }


def _differences(row: dict[str, str], known: dict[str, Departement], domains: set[tuple[str, str]]) -> list[str]:
    """The columns in which the table says something else than we do."""
    ours = known.get(row["department"])
    if ours is None:
        return ["department"]
    academie = ours.academie
    told = {
        "name": ours.name,
        "uai_prefix": row["uai_prefix"] if departement_of_uai(row["uai_prefix"]) == ours.code else "",
        "academy_code": academie.code,
        "academy": academie.name,
        "academic_region": academie.region.name,
        "region_insee": academie.region.code,
        "region": ours.region_name,
        "mail_domain": row["mail_domain"] if (academie.code, row["mail_domain"]) in domains else "",
    }
    return [column for column, value in told.items() if normalise(value) != normalise(row[column])]
