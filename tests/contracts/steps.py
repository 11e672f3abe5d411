"""What the tests of every provider do: start a payment, let its messages in, ask for money back, look at the books."""

from collections.abc import Callable

from tests.contracts.conftest import Owner, World
from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.selectors import balance, trial_balance
from trousse.money.ledger.services import post
from trousse.money.payments import services
from trousse.money.payments.models import Payment, Refund

Ring = Callable[[dict[str, str]], int]
TWENTY = Euro.of(20)
KEY = "11111111-2222-4333-8444-555555555555"


def start(amount: Euro = TWENTY, payable_id: int = 1) -> Payment:
    return services.payment_start(
        payable_kind="test", payable_id=payable_id, amount=amount, label="Don", return_token=KEY
    )


def settled(world: World, ring: Ring, *, captured: bool = True) -> Payment:
    """A payment that arrived, and was taken to the bank."""
    payment = start()
    transaction = world.pay(payment)
    if captured:
        world.capture(transaction)
    for message in world.messages():
        assert ring(message) == 200
    services.inbox_drain()
    return again(payment)


def again(payment: Payment) -> Payment:
    payment.refresh_from_db()
    return payment


def ask(payment: Payment, cents: int, key: str = "excess:1") -> Refund:
    """What an owner does: it says that the money is owed, and asks for it to be given back."""
    refund = services.refund_ask(payment=payment, amount=Euro(cents), reason="Trop-perçu", key=key)
    post(Owner.release(key, refund.amount))
    return refund


def held(provider: str = "systempay") -> int:
    """Cents that the provider holds for us, by our books."""
    return balance(accounts.psp(provider)).cents


def die(*_: object) -> None:
    """What a killed worker does."""
    raise SystemExit


def assert_books_are_sound() -> None:
    assert trial_balance().is_balanced
    assert held() == sum(payment.paid_cents - payment.refunded_cents for payment in Payment.objects.all())
