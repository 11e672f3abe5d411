"""``manage.py import_schools FILE``: bring the schools up to date from a list of the ministry."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from trousse.core.commands import BaseCommand
from trousse.people.schools.services import schools_import

SHOWN_WARNINGS = 10


class Command(BaseCommand):
    help = (
        "Lit l’annuaire de l’éducation, une table d’IPS ou la liste REP (CSV, aussi compressé .gz) et met les "
        "établissements à jour. Termine par une ligne de JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier CSV ou .csv.gz")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        report = schools_import(path=file, progress=self._show_progress)
        for warning in report.warnings[:SHOWN_WARNINGS]:
            self.stderr.write(f"Attention, {warning}")
        if len(report.warnings) > SHOWN_WARNINGS:
            self.stderr.write(f"… et {len(report.warnings) - SHOWN_WARNINGS} autres avertissements.")
        self.report(report.as_json())

    def _show_progress(self, done: int, total: int) -> None:
        share = 100 * done // total if total else 100
        self.stderr.write(f"{done} lignes sur {total} ({share} %)")
