"""What may be refused to who asks for money back."""

from trousse.core.errors import BusinessError


class RefundTooLarge(BusinessError):
    """More was asked back than what is left of a payment."""


class PaymentNotPaid(BusinessError):
    """Only money that arrived can be given back."""
