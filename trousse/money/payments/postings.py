"""From what happens to a payment to what the ledger says. Pure. What a payment pays for is posted by its handler."""

from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.drafts import Draft, credit, debit


def refunded(*, refund_id: int, provider: str, amount: Euro, payment_id: int) -> Draft:
    """Money that was owed to a payer is back with them."""
    return Draft(
        key=f"refund:{refund_id}",
        kind="refund",
        lines=(debit(accounts.refunds_due(), amount), credit(accounts.psp(provider), amount)),
        memo={"payment": payment_id},
    )


def paid_twice(*, transaction: str, provider: str, amount: Euro, payment_id: int) -> Draft:
    """One order was paid by two transactions: the second one is owed back whole, nobody else hears of it."""
    return Draft(
        key=f"double:{transaction}",
        kind="payment.double",
        lines=(debit(accounts.psp(provider), amount), credit(accounts.refunds_due(), amount)),
        memo={"payment": payment_id},
    )
