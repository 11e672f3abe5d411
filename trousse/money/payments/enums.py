"""States of payments, notices and refunds."""

from enum import StrEnum


class PaymentState(StrEnum):
    """Where one attempt to pay is. A payment given up may still be PAID later: the bank has the last word."""

    STARTED = "started"
    PAID = "paid"
    FAILED = "failed"
    ABANDONED = "abandoned"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """What the interface says, in French."""
        return _PAYMENT_LABELS[self]


class NoticeState(StrEnum):
    """Where a message from a provider is: to be worked on, worked on, refused with a reason, or in need of a person."""

    RECEIVED = "received"
    DONE = "done"
    REJECTED = "rejected"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What the interface says, in French."""
        return _NOTICE_LABELS[self]


class NoticeSource(StrEnum):
    """How we came to know: the provider told us, the donor's browser brought it, or we asked."""

    NOTIFICATION = "notification"
    RETURN = "return"
    LOOKUP = "lookup"

    @property
    def label(self) -> str:
        """What the interface says, in French."""
        return _SOURCE_LABELS[self]


class RefundState(StrEnum):
    """Where a refund is. FAILED stays owed to the donor, and visible."""

    ASKED = "asked"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What the interface says, in French."""
        return _REFUND_LABELS[self]


_PAYMENT_LABELS = {
    PaymentState.STARTED: "commencé",
    PaymentState.PAID: "payé",
    PaymentState.FAILED: "refusé",
    PaymentState.ABANDONED: "abandonné",
    PaymentState.EXPIRED: "expiré",
}
_NOTICE_LABELS = {
    NoticeState.RECEIVED: "reçu",
    NoticeState.DONE: "traité",
    NoticeState.REJECTED: "rejeté",
    NoticeState.FAILED: "en échec",
}
_SOURCE_LABELS = {
    NoticeSource.NOTIFICATION: "notification",
    NoticeSource.RETURN: "retour du navigateur",
    NoticeSource.LOOKUP: "interrogation",
}
_REFUND_LABELS = {
    RefundState.ASKED: "demandé",
    RefundState.SENT: "envoyé",
    RefundState.DONE: "rendu",
    RefundState.FAILED: "refusé",
}
