"""``manage.py allocate INSTANCE --output PLAN``: solve a problem of format ``alloc-1`` and write its plan."""

import os
import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from trousse.core.commands import BaseCommand
from trousse.giving.allocation.solver.parsing import read_problem
from trousse.giving.allocation.solver.solution import Solution
from trousse.giving.allocation.solver.solving import solve
from trousse.giving.allocation.solver.work import Work


class Command(BaseCommand):
    help = (
        "Répartit l’argent des fonds entre les projets d’une instance (JSON, format alloc-1) et écrit le plan. "
        "Dit l’objectif, la borne prouvée, l’écart et le nombre de versements ; termine par une ligne de JSON."
    )
    requires_system_checks: list[str] = []
    """No database, no site: only files."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("instance", type=Path, help="le problème, au format alloc-1")
        parser.add_argument("--output", type=Path, required=True, metavar="PLAN", help="où écrire le plan")
        parser.add_argument(
            "--time-limit",
            type=_seconds,
            default=None,
            metavar="S",
            help="secondes au plus ; sans elle, seul le travail est compté et le plan est toujours le même",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"Le dossier de {output} n’existe pas.")
        problem = read_problem(_content(options["instance"]))
        solution = solve(problem, work=Work(seconds=options["time_limit"]))
        _write(output, solution.plan.as_json(problem))
        self._tell(solution)

    def _tell(self, solution: Solution) -> None:
        measures, certificate = solution.measures, solution.certificate
        self.stdout.write(f"Objectif : {measures.weight} ({measures.count} projets, {measures.depts} départements)")
        self.stdout.write(f"Borne prouvée : {solution.bound}")
        self.stdout.write(f"Écart : {100 * solution.gap:.4f} %")
        self.stdout.write(f"Versements : {len(solution.plan.grants)}")
        if certificate.stopped_by_clock:
            self.stdout.write("La montre a arrêté la recherche : avec plus de temps, le plan pourrait être meilleur.")
        self.report(solution.as_figures())


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise ArgumentTypeError(f"« {text} » n’est pas un nombre de secondes")
    return seconds


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} ne peut pas être lu : {error.strerror}.") from error


def _write(path: Path, text: str) -> None:
    """Whole or not at all: written beside, then renamed."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as beside:
            beside.write(text)
        try:
            Path(beside.name).chmod(0o666 & ~_umask())
            Path(beside.name).replace(path)
        except OSError:
            Path(beside.name).unlink()
            raise
    except OSError as error:
        raise CommandError(f"{path} ne peut pas être écrit : {error.strerror}.") from error


def _umask() -> int:
    """What the system takes away from new files; temporary ones are private by default."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
