"""Reading payments."""

from trousse.core import clock
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.models import Payment


def is_live(payment: Payment) -> bool:
    """Whether its payer may still be sent to the bank. (Money that comes later counts all the same.)"""
    return payment.state == PaymentState.STARTED and payment.expires_at > clock.now()
