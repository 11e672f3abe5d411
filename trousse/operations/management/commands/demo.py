"""``manage.py demo``: a season of fictional schools, projects and gifts, lived through the real services."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from trousse.core.commands import BaseCommand
from trousse.core.errors import Forbidden
from trousse.operations.demo import build

SEED = 2017


class Command(BaseCommand):
    help = "Load the demonstration. The test bank must be running; never in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are projects already")
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed plays the same season")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise Forbidden("La démonstration ne se charge pas en production.")
        if options["if_empty"] and not build.is_empty():
            return
        started = time.monotonic()
        made = build.build(seed=options["seed"], tell=self.stderr.write)
        self.report({**made, "seconds": round(time.monotonic() - started, 1)})
