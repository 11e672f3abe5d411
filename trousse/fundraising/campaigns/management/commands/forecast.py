"""``manage.py forecast IN OUT``: how campaigns described in JSON lines will probably end."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from trousse.core.commands import BaseCommand
from trousse.fundraising.campaigns.forecast import Fit, Forecast, forecast
from trousse.fundraising.campaigns.forecast.lines import Asked, read_lines, written_lines
from trousse.fundraising.campaigns.forecast.shipped import shipped
from trousse.fundraising.campaigns.forecasting import fit_in_force

AT_ONCE = 1_000


class Command(BaseCommand):
    help = (
        "Lit des collectes (une par ligne de JSON) et écrit, pour chacune, la probabilité d’atteindre l’objectif et la "
        "fourchette du total en centimes. Rien n’est écrit si une seule ligne est à corriger."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="IN", type=Path, help="le fichier des collectes")
        parser.add_argument("target", metavar="OUT", type=Path, help="le fichier à écrire")
        parser.add_argument(
            "--typical-gift",
            type=int,
            metavar="CENTIMES",
            help="le don moyen, quand il n’est pas celui des collectes dont le modèle a appris",
        )
        parser.add_argument(
            "--shipped", action="store_true", help="le modèle livré, même si un autre a été appris de nos collectes"
        )

    def handle(self, *args: Any, source: Path, target: Path, **options: Any) -> None:
        gift: int | None = options["typical_gift"]
        if gift is not None and gift <= 0:
            raise CommandError("Le don moyen est un nombre de centimes, plus grand que zéro.")
        fit = self._fit(shipped_only=options["shipped"])
        if gift is not None:
            fit = fit.in_gifts_of(gift)
        try:
            with source.open("rb") as lines:
                asked = read_lines(lines)
            _write(target, "".join(written_lines(asked, _forecasts(fit, asked))))
        except OSError as error:
            raise CommandError(f"{error.filename or source} : {error.strerror or error}") from error
        self.report({"campaigns": len(asked)})

    def _fit(self, *, shipped_only: bool) -> Fit:
        """Our own when there is one, otherwise the shipped one as it is: a file may come from anywhere.

        Asking about a file needs no database.
        """
        try:
            own = None if shipped_only else fit_in_force()
        except DatabaseError:
            self.stderr.write("La base de données ne répond pas : c’est le modèle livré qui prévoit.")
            own = None
        return own.fit if own and own.own else shipped().fit


def _forecasts(fit: Fit, asked: list[Asked]) -> Iterator[Forecast]:
    for begin in range(0, len(asked), AT_ONCE):
        yield from forecast(fit, [each.campaign for each in asked[begin : begin + AT_ONCE]])


def _write(target: Path, text: str) -> None:
    """Whole or not at all: in a folder beside the target first, then in its place."""
    with TemporaryDirectory(dir=target.parent, prefix=".forecast-") as beside:
        whole = Path(beside) / target.name
        whole.write_text(text, encoding="utf-8")
        whole.replace(target)
