"""``manage.py demo``: a season of fictional schools, projects and gifts, lived through the real services."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from trousse.core.commands import BaseCommand
from trousse.core.errors import Forbidden
from trousse.operations.demo import build
from trousse.operations.demo.haste import hurried

SEED = 2017
INTERRUPTED = 3
"""Exit status that tells `make run` to start the database anew."""


class Command(BaseCommand):
    help = "Load the demonstration. The test bank must be running; never in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are projects already")
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed plays the same season")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise Forbidden("La démonstration ne se charge pas en production.")
        found = build.progress()
        if options["if_empty"] and found is build.Progress.WHOLE:
            return
        if options["if_empty"] and found is build.Progress.INTERRUPTED:
            raise CommandError("La démonstration a été interrompue : elle recommence à neuf.", returncode=INTERRUPTED)
        started = time.monotonic()
        with hurried():
            made = build.build(seed=options["seed"], tell=self.stderr.write)
        self.report({**made, "seconds": round(time.monotonic() - started, 1)})
