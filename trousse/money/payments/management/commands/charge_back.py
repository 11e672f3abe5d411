"""``manage.py charge_back REFERENCE``: the payer's bank took a payment back."""

from argparse import ArgumentParser
from typing import Any

from trousse.core.actors import Actor
from trousse.core.commands import BaseCommand
from trousse.core.errors import Missing
from trousse.money.payments.models import Payment
from trousse.money.payments.services import payment_charge_back


class Command(BaseCommand):
    help = "Écrit qu’une banque a repris un paiement (contestation). Sans effet la seconde fois."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="référence du paiement, « TAP… », celle de l’avis de la banque")
        parser.add_argument("--reason", required=True, help="ce que dit la banque")

    def handle(self, *args: Any, **options: Any) -> None:
        payment = Payment.objects.filter(reference=options["reference"]).first()
        if payment is None:
            raise Missing("Ce paiement n’existe pas : vérifiez la référence.")
        taken = payment_charge_back(payment=payment, actor=Actor.system("charge_back"), reason=options["reason"])
        self.report({"reference": taken.reference, "charged_back_at": taken.charged_back_at})
