"""The contract of every payment provider, messages: told twice, late, out of order, by somebody else."""

from datetime import timedelta

import pytest

from tests.contracts.conftest import Owner, World
from tests.contracts.steps import TWENTY, Ring, again, assert_books_are_sound, held, start
from trousse.core import clock
from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.selectors import balance
from trousse.money.payments import services
from trousse.money.payments.enums import NoticeState, PaymentState
from trousse.money.payments.models import InboxNotice, Payment

pytestmark = pytest.mark.django_db


class TestMessages:
    def test_a_message_told_three_times_counts_once(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.pay(payment)
        [message] = world.messages()
        assert [ring(message) for _ in range(2)] == [200, 200]
        services.inbox_drain()
        assert ring(message) == 200
        services.inbox_drain()
        assert again(payment).state == PaymentState.PAID
        assert owner.count("paid") == 1
        assert InboxNotice.objects.count() == 1
        assert_books_are_sound()

    @pytest.mark.parametrize("kind", ["amount", "status", "wrong_key", "no_signature"])
    def test_a_message_that_the_provider_did_not_sign_is_not_believed(
        self, world: World, ring: Ring, owner: Owner, kind: str
    ) -> None:
        payment = start()
        world.pay(payment, "refused")
        world.messages()
        assert ring(world.falsify(kind)) == 400
        services.inbox_drain()
        assert again(payment).state == PaymentState.STARTED
        assert not InboxNotice.objects.exists()
        assert owner.told == []

    @pytest.mark.parametrize("kind", ["signed_environment", "signed_shop", "signed_currency"])
    def test_a_message_for_somebody_else_is_not_believed(
        self, world: World, ring: Ring, owner: Owner, kind: str
    ) -> None:
        payment = start()
        world.pay(payment)
        world.messages()
        assert ring(world.falsify(kind)) == 400
        services.inbox_drain()
        assert again(payment).state == PaymentState.STARTED
        assert not InboxNotice.objects.exists()

    def test_another_amount_is_verified_at_the_provider(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.pay(payment)
        world.messages()
        assert ring(world.falsify("signed_amount")) == 200
        services.inbox_drain()
        assert again(payment).state == PaymentState.STARTED
        assert InboxNotice.objects.get().state == NoticeState.REJECTED
        assert payment.next_check_at is not None
        with clock.frozen(clock.now() + timedelta(seconds=10)):
            assert services.payments_sweep(10) == 1
        assert again(payment).state == PaymentState.PAID
        assert owner.told == [("paid", "1", 2000)]
        assert_books_are_sound()

    def test_an_unknown_reference_is_kept_and_set_aside(self, world: World, ring: Ring) -> None:
        payment = start()
        world.pay(payment)
        [message] = world.messages()
        Payment.objects.filter(pk=payment.pk).update(reference="TAPSOMEWHERE")
        assert ring(message) == 200
        services.inbox_drain()
        notice = InboxNotice.objects.get()
        assert (notice.state, notice.outcome) == (NoticeState.REJECTED, "référence inconnue")

    def test_cancelled_then_paid_in_the_wrong_order_is_not_paid(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.cancel(world.pay(payment))
        paid, cancelled = world.messages()
        ring(cancelled)
        services.inbox_drain()
        ring(paid)
        services.inbox_drain()
        assert again(payment).state == PaymentState.FAILED
        assert owner.told == [("not paid", "1", 0)]
        assert held() == 0

    def test_paid_then_cancelled_at_the_desk_goes_back(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.cancel(world.pay(payment))
        for message in world.messages():
            ring(message)
        services.inbox_drain()
        assert owner.told == [("paid", "1", 2000), ("refunded", "1", 2000)]
        assert again(payment).refunded_cents == 2000
        assert held() == 0
        assert balance(accounts.refunds_due()) == Euro.zero()
        assert_books_are_sound()

    def test_a_refund_that_is_told_before_its_payment_waits_for_it(
        self, world: World, ring: Ring, owner: Owner
    ) -> None:
        payment = start()
        transaction = world.pay(payment)
        world.capture(transaction)
        world.refund(transaction, 500)
        paid, given_back = world.messages()
        ring(given_back)
        services.inbox_drain()
        assert owner.told == []
        ring(paid)
        services.inbox_drain()
        with clock.frozen(clock.now() + timedelta(minutes=2)):
            services.inbox_drain()
        assert owner.told == [("paid", "1", 2000), ("refunded", "1", 500)]
        assert held() == 1500
        assert_books_are_sound()

    def test_a_refund_whose_payment_was_never_told_makes_us_ask(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        transaction = world.pay(payment)
        world.capture(transaction)
        world.refund(transaction, 500)
        ring(world.messages()[1])
        services.inbox_drain()
        with clock.frozen(clock.now() + timedelta(seconds=10)):
            services.payments_sweep(10)
        assert owner.told == [("paid", "1", 2000), ("refunded", "1", 500)]
        assert again(payment).refunded_cents == 500

    def test_refused_then_accepted_counts(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.pay(payment, "refused")
        with clock.frozen(clock.now() + timedelta(seconds=2)):
            world.pay(payment, "accepted")
        for message in world.messages():
            ring(message)
            services.inbox_drain()
        assert again(payment).state == PaymentState.PAID
        assert owner.told == [("not paid", "1", 0), ("paid", "1", 2000)]
        assert_books_are_sound()

    def test_accepted_then_left_in_another_tab_stays_paid(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.pay(payment)
        with clock.frozen(clock.now() + timedelta(seconds=2)):
            world.pay(payment, "abandoned")
        for message in reversed(world.messages()):
            ring(message)
        services.inbox_drain()
        assert again(payment).state == PaymentState.PAID
        assert owner.count("paid") == 1

    def test_one_order_paid_twice_is_given_back_once(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        first = world.pay(payment)
        with clock.frozen(clock.now() + timedelta(seconds=2)):
            second = world.pay(payment)
        for message in world.messages():
            ring(message)
        services.inbox_drain()
        assert held() == 4000
        assert balance(accounts.refunds_due()) == TWENTY
        assert services.refunds_send(10) == 1
        assert (world.given_back(first), world.given_back(second)) == (0, 2000)
        for message in world.messages():
            ring(message)
        services.inbox_drain()
        assert owner.told == [("paid", "1", 2000)]
        assert (held(), again(payment).refunded_cents) == (2000, 0)
        assert balance(accounts.refunds_due()) == Euro.zero()
