"""manage.py check_payments: ask providers about every payment that is open, without waiting for its turn."""

from typing import Any

from trousse.core.commands import BaseCommand
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.models import Payment
from trousse.money.payments.services import payment_check


class Command(BaseCommand):
    help = "Interroge les prestataires sur chaque paiement en cours, sans attendre son tour."

    def handle(self, *_args: Any, **_options: Any) -> None:
        started = Payment.objects.filter(state=PaymentState.STARTED).order_by("pk")
        asked = list(started.values_list("pk", flat=True))
        answered = sum(payment_check(pk) for pk in asked)
        left = Payment.objects.filter(pk__in=asked, state=PaymentState.STARTED).count()
        self.report({"asked": len(asked), "answered": answered, "still_open": left})
