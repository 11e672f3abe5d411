"""``manage.py draw_workflows``: keep the diagrams of docs/architecture.md true."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from trousse.core.commands import BaseCommand
from trousse.operations import diagrams


class Command(BaseCommand):
    help = "Draw the workflow diagrams of docs/architecture.md again; with --check, fail when they are out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        page = settings.BASE_DIR / "docs" / "architecture.md"
        if options["check"]:
            if not diagrams.is_up_to_date(page):
                raise CommandError("docs/architecture.md is out of date: run `make manage C=draw_workflows`")
            return
        page.write_text(diagrams.redrawn(page.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write("docs/architecture.md: workflows drawn")
