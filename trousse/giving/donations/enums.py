"""Words of a gift: its states, who gives, why money goes back."""

from enum import StrEnum


class DonationState(StrEnum):
    """STARTED waits for the bank; SETTLED is counted where the donor wanted; REFUNDING is on its way back."""

    STARTED = "started"
    SETTLED = "settled"
    NOT_PAID = "not_paid"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    CHARGED_BACK = "charged_back"

    @property
    def label(self) -> str:
        """What the donor reads, in French."""
        return _STATES[self]


_STATES = {
    DonationState.STARTED: "Paiement en cours",
    DonationState.SETTLED: "Reçu",
    DonationState.NOT_PAID: "Non payé",
    DonationState.REFUNDING: "Remboursement en cours",
    DonationState.REFUNDED: "Remboursé",
    DonationState.CHARGED_BACK: "Repris par la banque",
}

UNPAID = frozenset({DonationState.STARTED, DonationState.NOT_PAID})
"""States of a gift for which no payment has arrived yet."""


class DonorKind(StrEnum):
    """Who may give here. A local authority helps otherwise: a subsidy, paid straight to the receiving body."""

    INDIVIDUAL = "individual"
    COMPANY = "company"
    ASSOCIATION = "association"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    DonorKind.INDIVIDUAL: "Un particulier",
    DonorKind.COMPANY: "Une entreprise",
    DonorKind.ASSOCIATION: "Une association",
}


class RefundReason(StrEnum):
    """Why money goes back to a donor; the first word of the refund's idempotency key."""

    EXCESS = "excess"
    CLOSED = "closed"
    TWICE = "twice"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return _REASONS[self]


_REASONS = {
    RefundReason.EXCESS: "La collecte n’avait plus besoin de tout le don",
    RefundReason.CLOSED: "La collecte était terminée quand le paiement est arrivé",
    RefundReason.TWICE: "Le don avait été payé deux fois",
    RefundReason.FAILED: "La collecte n’a pas atteint son minimum",
    RefundReason.CANCELLED: "Le don a été annulé",
}
