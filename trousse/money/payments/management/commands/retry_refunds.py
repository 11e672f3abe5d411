"""manage.py retry_refunds KEY…: try again refunds that a provider refused."""

from argparse import ArgumentParser
from typing import Any

from trousse.core.actors import Actor
from trousse.core.commands import BaseCommand
from trousse.money.payments.enums import RefundState
from trousse.money.payments.models import Refund
from trousse.money.payments.services import refunds_retry


class Command(BaseCommand):
    help = "Essaie de nouveau des remboursements refusés, une fois la cause levée. Sans clé : les montre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="CLÉ", help="clés des remboursements à refaire")

    def handle(self, *_args: Any, **options: Any) -> None:
        failed = Refund.objects.filter(state=RefundState.FAILED).order_by("pk")
        if not options["keys"]:
            self.report({"refused": [{"key": each.key, "why": each.last_error} for each in failed]})
            return
        chosen = list(failed.filter(key__in=options["keys"]))
        unknown = sorted(set(options["keys"]) - {each.key for each in chosen})
        again = refunds_retry(refunds=chosen, actor=Actor.system("retry_refunds"))
        self.report({"tried_again": again, "not_refused": unknown})
