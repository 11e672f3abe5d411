"""The territories that ship with the product against the tables of the geographic files."""

import csv
from pathlib import Path
from typing import Any

from trousse.core.search import normalise
from trousse.people.accounts.models import AcademicDomain
from trousse.people.schools.models import Departement


def verify_geography(path: Path) -> dict[str, Any]:
    """Compares name, académie, région and mail domain of every département with ``departments_academies.csv``.

    Returns ``{"ok": …, "read": …, "disagreed": [codes]}``; accents and hyphens do not count.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ours = {one.code: one for one in Departement.objects.select_related("academie")}
    domains = set(AcademicDomain.objects.values_list("domain", flat=True))
    disagreed = [row["department"] for row in rows if not _agrees(row, ours.get(row["department"]), domains)]
    return {
        "ok": bool(rows) and not disagreed and len(rows) == len(ours),
        "read": len(rows),
        "ours": len(ours),
        "disagreed": disagreed,
    }


def _agrees(row: dict[str, str], ours: Departement | None, domains: set[str]) -> bool:
    return (
        ours is not None
        and normalise(ours.name) == normalise(row["name"])
        and normalise(ours.academie.name) == normalise(row["academy"])
        and row["mail_domain"] in domains
    )
