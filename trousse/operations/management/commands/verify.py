"""``manage.py verify``: the product's own code on the real files of ``../shared/``, when that folder is there."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from trousse.core.commands import BaseCommand
from trousse.operations.verify.all import verify_all


class Command(BaseCommand):
    help = "Run importers, check digits and signatures on the real files; one JSON line at the end, exit 1 if not ok."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--shared", type=Path, default=settings.SHARED_DIR, help="the folder of real files")

    def handle(self, *args: Any, **options: Any) -> None:
        shared: Path = options["shared"]
        if not (shared / "data").is_dir():
            self.stdout.write("Pas de dossier « shared » à côté du dépôt : rien à vérifier.")
            return
        found = {}
        for name, result in verify_all(shared):
            self.stdout.write(f"{'✓' if result['ok'] else '✗'} {name}")
            for line in told(result):
                self.stdout.write(f"    {line}")
            self.stdout.flush()
            found[name] = result
        ok = all(result["ok"] for result in found.values())
        self.report({"ok": ok, **found})
        if not ok:
            sys.exit(1)


def told(result: dict[str, Any], about: str = "") -> Iterator[str]:
    """What a check found, one line for its figures and one for each group of them."""
    groups = {name: value for name, value in result.items() if isinstance(value, dict)}
    figures = " · ".join(
        f"{name} {_value(value)}" for name, value in result.items() if name not in groups and name != "ok"
    )
    if figures:
        yield f"{about}{figures}".replace("_", " ")
    for name, group in groups.items():
        yield from told(group, f"{about}{name}: ")


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "none"
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)
