"""``manage.py patron_agreement CONVENTION.json``: a signed agreement opens the fund of its patron."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from trousse.core.actors import Actor
from trousse.core.commands import BaseCommand
from trousse.core.errors import Missing
from trousse.giving.funds import agreement_file
from trousse.giving.funds.patrons import Upload, agreement_create
from trousse.people.accounts.models import User


class Command(BaseCommand):
    help = "Ouvre le fonds d’un mécène selon sa convention signée. Le fichier est décrit dans docs/operations.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("terms", type=Path, metavar="CONVENTION.json")
        parser.add_argument("--signed", type=Path, metavar="PDF", help="la convention signée, à garder")
        parser.add_argument("--by", required=True, metavar="COURRIEL", help="la personne qui l’enregistre")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].strip().lower()).first()
        if by is None:
            raise Missing("Cette personne n’existe pas : vérifiez le courriel.")
        given = agreement_file.read(_read(options["terms"]).decode(errors="replace"))
        signed: Path | None = options["signed"]
        made = agreement_create(
            terms=given.terms,
            name=given.name,
            slug=given.slug,
            description=given.description,
            contacts=given.contacts,
            signed=Upload(signed.name, _read(signed)) if signed else None,
            actor=Actor.of_user(by),
        )
        self.report(
            {
                "fund": made.fund.slug,
                "criteria": made.fund.criteria_words,
                "starts_on": made.starts_on,
                "expires_on": made.expires_on,
                "contacts": made.contacts.count(),
            }
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Missing(f"Ce fichier ne se lit pas : {path}.") from error
