"""The gateway's words, in ours. Pure. Source: documentation Systempay, « vads_trans_status » and « detailedStatus ».

A status that is not listed here may appear one day: it is taken as PENDING, which changes nothing.
"""

from trousse.money.payments.port import Status

_STATUSES = {
    # A card that will be debited tonight, or was.
    "AUTHORISED": Status.PAID,
    "CAPTURED": Status.PAID,
    "ACCEPTED": Status.PAID,
    # Nobody knows yet.
    "INITIAL": Status.PENDING,
    "AUTHORISED_TO_VALIDATE": Status.PENDING,
    "WAITING_AUTHORISATION": Status.PENDING,
    "WAITING_AUTHORISATION_TO_VALIDATE": Status.PENDING,
    "WAITING_FOR_PAYMENT": Status.PENDING,
    "UNDER_VERIFICATION": Status.PENDING,
    "PRE_AUTHORISED": Status.PENDING,
    "SUSPENDED": Status.PENDING,
    "CAPTURE_FAILED": Status.PENDING,
    "REFUND_TO_RETRY": Status.PENDING,
    # It will not be.
    "REFUSED": Status.REFUSED,
    "NOT_CREATED": Status.REFUSED,
    "ABANDONED": Status.ABANDONED,
    "CANCELLED": Status.CANCELLED,
    "EXPIRED": Status.EXPIRED,
}


def read(word: str) -> Status:
    """Our word for the gateway's one."""
    return _STATUSES.get(word, Status.PENDING)


def is_captured(word: str) -> bool:
    """Whether the payment left for the bank: it can then be refunded, and no longer cancelled."""
    return word == "CAPTURED"
