"""The idempotency keys of the refunds that giving asks for: they name the reason and the gift (or the payment)."""

from trousse.giving.donations.enums import RefundReason


def refund_key(reason: RefundReason, number: int) -> str:
    """``failed:12``. ``number`` is the donation's, or the payment's for a gift that was paid twice."""
    return f"{reason.value}:{number}"


def reason_of(key: str) -> RefundReason | None:
    """The reason that a key names, if it is one of ours."""
    word = key.partition(":")[0]
    return RefundReason(word) if word in set(RefundReason) else None
