"""``manage.py import_communes FILE``: which schools stand in a rural commune."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from trousse.core.commands import BaseCommand
from trousse.people.schools.services import communes_import


class Command(BaseCommand):
    help = (
        "Lit une liste de communes (colonnes « insee » et « population », CSV, aussi compressé .gz) et dit de chaque "
        "établissement s’il est en commune rurale, d’après le paramètre schools.rural_population."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier CSV ou .csv.gz")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.report(communes_import(path=file))
