"""``manage.py parameters``: what is in force, since when, on whose authority."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from trousse.core.commands import BaseCommand
from trousse.platform.parameters import selectors
from trousse.platform.parameters.selectors import InForce

HEADINGS = ("paramètre", "valeur", "unité", "depuis", "source")


class Command(BaseCommand):
    help = "Affiche chaque paramètre : sa valeur en vigueur, depuis quand, et d’où vient sa valeur par défaut."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="le jour voulu (AAAA-MM-JJ), aujourd’hui sinon")
        parser.add_argument("--json", action="store_true", help="une ligne de JSON au lieu du tableau")

    def handle(self, *args: Any, on: date | None, json: bool, **options: Any) -> None:
        in_force = selectors.table(on)
        unknown = selectors.unknown_keys()
        if json:
            values = {each.parameter.key: {"value": each.value, "since": each.since} for each in in_force}
            self.report({"parameters": values, "unknown": unknown})
            return
        self._print([HEADINGS, *map(_row, in_force)])
        for key in unknown:
            self.stderr.write(f"{key} : valeur en base d’un paramètre que le code ne connaît plus")

    def _print(self, rows: list[tuple[str, ...]]) -> None:
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(each: InForce) -> tuple[str, ...]:
    since = each.since.isoformat() if each.since else "par défaut"
    return (each.parameter.key, str(each.value), each.parameter.unit, since, each.parameter.source)
