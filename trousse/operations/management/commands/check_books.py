"""``manage.py check_books``: prove that every figure kept twice is the same twice."""

import sys
from argparse import ArgumentParser
from typing import Any

from trousse.core.commands import BaseCommand
from trousse.operations import books


class Command(BaseCommand):
    help = "Compare the ledger with everything that repeats it; one JSON line, exit 1 when anything drifts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--provider", action="store_true", help="also ask payment providers about each payment (one call each)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = books.check(with_providers=options["provider"])
        self.report(report.as_dict())
        if not report.ok:
            sys.exit(1)
