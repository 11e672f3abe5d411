"""``manage.py refund_gift REFERENCE``: cancel a gift and send it back whole."""

from argparse import ArgumentParser
from typing import Any

from trousse.core.actors import Actor
from trousse.core.commands import BaseCommand
from trousse.core.errors import Missing
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refunds import donation_refund
from trousse.people.accounts.models import User


class Command(BaseCommand):
    help = "Annule un don et le rend en entier, tant que sa destination l’a encore. La raison est lue par le donateur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="référence du don, « DON… »")
        parser.add_argument("--by", required=True, metavar="COURRIEL", help="la personne de la finance qui décide")
        parser.add_argument("--reason", required=True, help="pourquoi, en une phrase")

    def handle(self, *args: Any, **options: Any) -> None:
        donation = Donation.objects.filter(reference=options["reference"]).first()
        by = User.objects.filter(email=options["by"].strip().lower()).first()
        if donation is None or by is None:
            raise Missing("Ce don ou cette personne n’existe pas : vérifiez la référence et le courriel.")
        cancelled = donation_refund(donation=donation, actor=Actor.of_user(by), reason=options["reason"])
        self.report({"reference": cancelled.reference, "state": cancelled.state})
