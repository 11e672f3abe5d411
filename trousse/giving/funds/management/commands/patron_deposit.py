"""``manage.py patron_deposit FONDS MONTANT``: a patron's transfer that arrived at our bank enters its fund."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.commands import BaseCommand
from trousse.core.errors import Invalid, Missing
from trousse.core.money import Euro
from trousse.giving.funds.patrons import patron_deposit
from trousse.giving.funds.selectors import fund_shown
from trousse.people.accounts.models import User


class Command(BaseCommand):
    help = "Compte le virement d’un mécène dans son fonds. La même référence dite deux fois ne compte qu’une fois."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fund", metavar="FONDS", help="l’identifiant du fonds, celui de sa page")
        parser.add_argument("amount", metavar="MONTANT", help="en euros : 5000, 1250,50")
        parser.add_argument("--reference", required=True, help="celle du relevé de la banque")
        parser.add_argument("--received-on", required=True, metavar="AAAA-MM-JJ", help="le jour du relevé")
        parser.add_argument("--by", required=True, metavar="COURRIEL", help="la personne de la finance qui l’a lu")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].strip().lower()).first()
        if by is None:
            raise Missing("Cette personne n’existe pas : vérifiez le courriel.")
        fund = fund_shown(options["fund"])
        try:
            amount, received_on = Euro.parse(options["amount"]), date.fromisoformat(options["received_on"])
        except ValueError:
            raise Invalid("Écrivez le montant comme 1250,50 et le jour comme 2026-11-24.") from None
        deposit = patron_deposit(
            fund=fund,
            amount=amount,
            bank_reference=options["reference"],
            received_on=received_on,
            actor=Actor.of_user(by),
        )
        fund.refresh_from_db()
        self.report(
            {
                "fund": fund.slug,
                "reference": deposit.bank_reference,
                "cents": deposit.amount_cents,
                "balance_cents": fund.balance_cents,
                "is_live": fund.is_live(clock.today()),
            }
        )
