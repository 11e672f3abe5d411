"""``manage.py verify``: the product's own code on the real files of ``../shared/``, when that folder is there."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from trousse.core.commands import BaseCommand
from trousse.operations.verify.all import verify_all


class Command(BaseCommand):
    help = "Run the importers, check digits and signatures on the real files, and print what they found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--shared", type=Path, default=settings.BASE_DIR.parent / "shared", help="their folder")

    def handle(self, *args: Any, **options: Any) -> None:
        shared: Path = options["shared"]
        if not (shared / "data").is_dir():
            self.stdout.write("Pas de dossier « shared » à côté du dépôt : rien à vérifier.")
            return
        results = {}
        for name, found in verify_all(shared):
            self.stdout.write(f"{'✓' if found['ok'] else '✗'} {name} : {_in_short(found)}")
            results[name] = found["ok"]
        self.report({"ok": all(results.values()), **results})
        if not all(results.values()):
            raise CommandError("Des fichiers réels ne donnent pas ce que nous attendions.")


def _in_short(found: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in found.items() if name != "ok"}, ensure_ascii=False)
