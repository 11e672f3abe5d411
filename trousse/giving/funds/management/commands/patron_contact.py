"""``manage.py patron_contact FONDS COURRIEL``: who follows a fund for its patron."""

from argparse import ArgumentParser
from typing import Any

from trousse.core.actors import Actor
from trousse.core.commands import BaseCommand
from trousse.core.errors import Missing
from trousse.giving.funds.errors import FundMissing
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.patrons import Contact, contact_add, contact_remove
from trousse.people.accounts.models import User


class Command(BaseCommand):
    help = "Ajoute quelqu’un qui suit le fonds d’un mécène, ou le retire : son adresse n’ouvre alors plus rien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fund", metavar="FONDS", help="l’identifiant du fonds, celui de sa page")
        parser.add_argument("email", metavar="COURRIEL")
        parser.add_argument("--name", default="", metavar="NOM")
        parser.add_argument("--remove", action="store_true", help="retirer au lieu d’ajouter")
        parser.add_argument("--by", required=True, metavar="COURRIEL", help="la personne qui le fait")

    def handle(self, *args: Any, **options: Any) -> None:
        agreement = Agreement.objects.filter(fund__slug=options["fund"]).first()
        by = User.objects.filter(email=options["by"].strip().lower()).first()
        if agreement is None:
            raise FundMissing
        if by is None:
            raise Missing("Cette personne n’existe pas : vérifiez le courriel.")
        email, actor = options["email"], Actor.of_user(by)
        if options["remove"]:
            contact_remove(agreement=agreement, email=email, actor=actor)
        else:
            contact_add(agreement=agreement, contact=Contact(email, options["name"]), actor=actor)
        self.report({"fund": options["fund"], "contacts": [each.email for each in agreement.contacts.all()]})
