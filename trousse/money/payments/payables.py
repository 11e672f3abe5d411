"""How the app that is paid for hears of its payments, without being known here.

Each kind of payable registers one handler at start-up, in its ``apps.py``::

    payables.register(DonationPayable())
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol

from trousse.core.registry import Registry
from trousse.money.payments.models import Payment, Refund


class PayableHandler(Protocol):
    """What must be done when money moves.

    Every method runs inside the transaction that changes the payments, which are locked in the order of their keys;
    an exception undoes all of it. Methods may be called with many rows at once and must bear it.
    """

    kind: str

    def on_paid(self, payments: Sequence[Payment]) -> None:
        """Money arrived: ``payment.paid`` is what really did. Possibly late, after ``on_not_paid``.

        The handler posts it: debit ``psp:<provider>``, credit wherever it goes.
        """

    def on_not_paid(self, payments: Sequence[Payment]) -> None:
        """Refused, left by the payer or expired: whatever was kept for these payments can be let go."""

    def on_refunded(self, refunds: Sequence[Refund]) -> None:
        """Money is back with the payer; ``refund:<id>`` (debit ``refunds:due``, credit ``psp``) is posted already.

        A refund that the handler did not ask for (``refund.is_external``) must be taken from its place by the handler:
        it posts debit of that place, credit ``refunds:due``.
        """

    def on_charged_back(self, payments: Sequence[Payment]) -> None:
        """The payer's bank took the money back. The handler posts it: credit ``psp:<provider>``."""


_handlers: Registry[PayableHandler] = Registry("payables")


def register(handler: PayableHandler) -> None:
    """Makes ``handler`` answer for its kind. Raises AlreadyRegistered when another one does."""
    _handlers.register(handler.kind, handler)


def handler_of(kind: str) -> PayableHandler:
    """Raises KeyError when nobody answers for ``kind``; the system check finds it before a payment does."""
    return _handlers.get(kind)


def kinds() -> list[str]:
    return _handlers.keys()


def tell_handlers(payments: Sequence[Payment], tell: Callable[[PayableHandler, list[Payment]], None]) -> None:
    """Hands each kind of payable its own payments."""
    by_kind: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments:
        by_kind[payment.payable_kind].append(payment)
    for kind, mine in sorted(by_kind.items()):
        tell(handler_of(kind), mine)
