"""The contract of every payment provider: whatever happens to messages, money is counted once and never lost.

Each test goes through the real doors: the payment page and the REST interface of the provider's world over HTTP, our
own notification address, the inbox, the ledger.
"""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from tests.contracts.conftest import SOMEWHERE, Owner, SystempayWorld, World
from trousse.core import clock, jobs
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.selectors import balance, trial_balance
from trousse.money.ledger.services import post
from trousse.money.payments import registry, sending, services
from trousse.money.payments.enums import NoticeState, PaymentState, RefundState
from trousse.money.payments.errors import PaymentNotPaid, RefundTooLarge
from trousse.money.payments.models import InboxNotice, Payment, Refund
from trousse.money.payments.port import ProviderUnavailable, RefundOrder, Status
from trousse.money.payments.services import RefundRequest

pytestmark = pytest.mark.django_db

Ring = Callable[[dict[str, str]], int]
TWENTY = Euro.of(20)
KEY = "11111111-2222-4333-8444-555555555555"


@pytest.fixture(autouse=True)
def books_balance(owner: Owner) -> None:
    """Whatever the test, asked for before it so that every one has an owner."""
    del owner


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


class TestPaying:
    @pytest.mark.parametrize("outcome", ["accepted", "challenge"])
    def test_a_payment_that_arrives_is_counted(self, world: World, ring: Ring, owner: Owner, outcome: str) -> None:
        payment = start()
        transaction = world.pay(payment, outcome)
        [message] = world.messages()
        assert ring(message) == 200
        assert again(payment).state == PaymentState.STARTED, "the doorbell does no work itself"
        jobs.run_pending()
        assert again(payment).state == PaymentState.PAID
        assert (payment.transaction, payment.paid_cents) == (transaction, 2000)
        assert owner.told == [("paid", "1", 2000)]
        assert balance(SOMEWHERE) == TWENTY
        assert_books_are_sound()

    @pytest.mark.parametrize("outcome", ["refused", "rejected"])
    def test_a_refused_payment_is_told_as_such(self, world: World, ring: Ring, owner: Owner, outcome: str) -> None:
        payment = start()
        world.pay(payment, outcome)
        [message] = world.messages()
        ring(message)
        services.inbox_drain()
        assert again(payment).state == PaymentState.FAILED
        assert owner.told == [("not paid", "1", 0)]
        assert held() == 0

    def test_a_payer_who_leaves_is_told_as_such(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.pay(payment, "abandoned")
        [message] = world.messages()
        ring(message)
        services.inbox_drain()
        assert again(payment).state == PaymentState.ABANDONED
        assert owner.told == [("not paid", "1", 0)]

    def test_many_at_once(self, world: World, ring: Ring, owner: Owner) -> None:
        payments = [start(Euro.of(5 + number), number) for number in range(12)]
        for payment in payments:
            world.pay(payment, "accepted" if payment.amount_cents % 3 else "refused")
        for message in world.messages():
            ring(message)
        services.inbox_drain(limit=5)
        paid = sum(payment.amount_cents for payment in payments if payment.amount_cents % 3)
        assert held() == paid
        assert owner.count("paid") + owner.count("not paid") == 12
        assert_books_are_sound()


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


class TestSilence:
    def test_a_lost_message_is_found_by_asking(self, world: World, owner: Owner) -> None:
        payment = start()
        transaction = world.pay(payment)
        world.messages()
        assert services.payments_sweep(10) == 0, "too early to worry"
        with clock.frozen(clock.now() + timedelta(minutes=4)):
            assert services.payments_sweep(10) == 1
        assert (again(payment).state, payment.transaction) == (PaymentState.PAID, transaction)
        assert owner.told == [("paid", "1", 2000)]
        assert payment.next_check_at is None

    def test_a_message_that_comes_after_we_asked_counts_once(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        world.pay(payment)
        [message] = world.messages()
        services.payment_check(payment.pk)
        assert ring(message) == 200
        services.inbox_drain()
        assert owner.count("paid") == 1
        assert_books_are_sound()

    def test_a_payment_that_nobody_made_expires_and_is_asked_about_a_little_longer(
        self, world: World, owner: Owner
    ) -> None:
        payment = start()
        moment = clock.now()
        asked = 0
        while again(payment).next_check_at is not None and asked < 20:
            assert payment.next_check_at is not None
            moment = payment.next_check_at
            with clock.frozen(moment):
                asked += services.payments_sweep(10)
            if moment < payment.expires_at:
                assert again(payment).state == PaymentState.STARTED
        assert again(payment).state == PaymentState.EXPIRED
        assert owner.told == [("not paid", "1", 0)]
        assert asked == 6
        assert moment - payment.started_at > timedelta(hours=20)

    def test_money_that_comes_after_all_counts(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = start()
        with clock.frozen(clock.now() + timedelta(minutes=16)):
            services.payment_check(payment.pk)
            assert again(payment).state == PaymentState.EXPIRED
        world.pay(payment)
        ring(*world.messages())
        services.inbox_drain()
        assert again(payment).state == PaymentState.PAID
        assert owner.told == [("not paid", "1", 0), ("paid", "1", 2000)]

    def test_all_open_payments_can_be_asked_about_at_once(
        self, world: World, owner: Owner, capsys: pytest.CaptureFixture[str]
    ) -> None:
        world.pay(start())
        start()
        world.messages()
        call_command("check_payments")
        assert json.loads(capsys.readouterr().out) == {"asked": 2, "answered": 2, "still_open": 1}
        assert owner.told == [("paid", "1", 2000)]

    def test_a_provider_that_does_not_answer_changes_nothing(self, world: World, owner: Owner) -> None:
        payment = start()
        world.pay(payment)
        world.messages()
        world.down(True)
        later = clock.now() + timedelta(minutes=20)
        with clock.frozen(later):
            assert services.payments_sweep(10) == 0
            assert again(payment).state == PaymentState.STARTED
            assert payment.next_check_at is not None
            assert payment.next_check_at > later
        world.down(False)
        with clock.frozen(later + timedelta(minutes=5)):
            assert services.payments_sweep(10) == 1
        assert again(payment).state == PaymentState.PAID


class TestComingBack:
    def test_the_payers_return_counts_at_once(self, systempay: SystempayWorld, client: Client, owner: Owner) -> None:
        payment = start()
        systempay.pay(payment)
        address = systempay.the_way_back()
        answer = client.get(address.partition("://")[2].partition("/")[2].join(("/", "")))
        assert (answer.status_code, answer["location"]) == (302, f"/don/{KEY}/merci")
        assert again(payment).state == PaymentState.PAID
        [message] = systempay.messages()
        assert client.post("/crochets/systempay/notification", message).status_code == 200
        services.inbox_drain()
        assert owner.count("paid") == 1

    def test_a_return_by_form_counts_as_well(self, systempay: SystempayWorld, client: Client, owner: Owner) -> None:
        payment = start()
        systempay.pay(payment)
        [message] = systempay.messages()
        fields = {name: value for name, value in message.items() if name not in ("vads_hash", "vads_url_check_src")}
        answer = Client(enforce_csrf_checks=True).post(
            f"/paiement/retour/{payment.reference}", systempay.resign(fields)
        )
        assert answer.status_code == 302
        assert again(payment).state == PaymentState.PAID
        assert owner.count("paid") == 1

    def test_a_return_that_is_forged_proves_nothing_and_makes_us_ask(
        self, systempay: SystempayWorld, client: Client, owner: Owner
    ) -> None:
        payment = start()
        systempay.pay(payment, "refused")
        [message] = systempay.messages()
        forged = message | {"vads_trans_status": "AUTHORISED"}
        answer = client.get(f"/paiement/retour/{payment.reference}", forged)
        assert answer.status_code == 302
        assert again(payment).state == PaymentState.STARTED
        jobs.run_pending()
        assert again(payment).state == PaymentState.FAILED
        assert owner.told == [("not paid", "1", 0)]

    def test_a_return_that_brings_nothing_makes_us_ask(self, world: World, client: Client, owner: Owner) -> None:
        payment = start()
        world.pay(payment)
        world.messages()
        assert client.get(f"/paiement/retour/{payment.reference}").status_code == 302
        jobs.run_pending()
        assert again(payment).state == PaymentState.PAID


class TestGivingBack:
    def test_a_refund_is_made_once_however_often_it_is_asked(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring)
        refund = ask(payment, 500)
        assert ask(payment, 500).pk == refund.pk
        assert services.refunds_send(10) == 1
        assert services.refunds_send(10) == 0
        for message in world.messages():
            ring(message)
        services.inbox_drain()
        refund.refresh_from_db()
        assert refund.state == RefundState.DONE
        assert world.given_back(payment.transaction) == 500
        assert owner.told[1:] == [("refunded", "1", 500)]
        assert again(payment).refunded_cents == 500
        assert (held(), balance(accounts.refunds_due())) == (1500, Euro.zero())
        assert_books_are_sound()

    def test_two_refunds_alike_are_two(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring)
        ask(payment, 500, "one")
        ask(payment, 500, "two")
        while services.refunds_send(10):
            pass
        for message in world.messages():
            ring(message)
        services.inbox_drain()
        assert world.given_back(payment.transaction) == 1000
        assert again(payment).refunded_cents == 1000
        assert owner.count("refunded") == 2

    def test_a_worker_that_dies_after_the_call_does_not_pay_twice(
        self, world: World, ring: Ring, owner: Owner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        payment = settled(world, ring)
        refund = ask(payment, 500)
        with monkeypatch.context() as death:
            death.setattr(sending, "_write", die)
            with pytest.raises(SystemExit):
                services.refunds_send(10)
        refund.refresh_from_db()
        assert refund.state == RefundState.SENT
        assert world.given_back(payment.transaction) == 500
        assert services.refunds_follow(10) == 0, "it may still be at it"
        with clock.frozen(clock.now() + timedelta(minutes=6)):
            assert services.refunds_follow(10) == 1
        refund.refresh_from_db()
        assert refund.state == RefundState.DONE
        assert world.given_back(payment.transaction) == 500
        assert owner.count("refunded") == 1
        assert_books_are_sound()

    def test_the_message_may_come_before_the_answer_is_written(
        self, world: World, ring: Ring, owner: Owner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        payment = settled(world, ring)
        refund = ask(payment, 500)
        write = sending._write

        def late(refund: Refund, result: object) -> None:
            for message in world.messages():
                ring(message)
            services.inbox_drain()
            write(refund, result)  # type: ignore[arg-type]

        with monkeypatch.context() as slow:
            slow.setattr(sending, "_write", late)
            services.refunds_send(10)
        refund.refresh_from_db()
        assert refund.state == RefundState.DONE
        assert owner.count("refunded") == 1
        assert again(payment).refunded_cents == 500

    def test_all_of_an_uncaptured_payment_is_cancelled(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring, captured=False)
        refund = ask(payment, 2000)
        services.refunds_send(10)
        for message in world.messages():
            ring(message)
        services.inbox_drain()
        refund.refresh_from_db()
        assert (refund.state, refund.provider_ref) == (RefundState.DONE, payment.transaction)
        assert world.given_back(payment.transaction) == 2000
        assert owner.count("refunded") == 1
        assert held() == 0

    def test_a_part_of_an_uncaptured_payment_waits_for_the_capture(
        self, world: World, ring: Ring, owner: Owner
    ) -> None:
        payment = settled(world, ring, captured=False)
        refund = ask(payment, 500)
        services.refunds_send(10)
        refund.refresh_from_db()
        assert (refund.state, refund.attempts) == (RefundState.ASKED, 1)
        assert refund.last_error
        assert services.refunds_send(10) == 0
        world.capture(payment.transaction)
        with clock.frozen(clock.now() + timedelta(hours=1)):
            assert services.refunds_send(10) == 1
        refund.refresh_from_db()
        assert (refund.state, refund.last_error) == (RefundState.DONE, "")
        assert world.given_back(payment.transaction) == 500

    def test_a_refused_refund_stays_owed_and_can_be_tried_again(
        self, world: World, ring: Ring, capsys: pytest.CaptureFixture[str]
    ) -> None:
        payment = settled(world, ring)
        world.refunds("refused_at_once")
        refund = ask(payment, 500)
        services.refunds_send(10)
        refund.refresh_from_db()
        assert refund.state == RefundState.FAILED
        assert "expiré" in refund.last_error
        assert balance(accounts.refunds_due()) == Euro.of(5)
        world.refunds("done")
        call_command("retry_refunds")
        assert "expiré" in capsys.readouterr().out
        call_command("retry_refunds", "excess:1", "unheard:1")
        assert json.loads(capsys.readouterr().out) == {"tried_again": 1, "not_refused": ["unheard:1"]}
        services.refunds_send(10)
        refund.refresh_from_db()
        assert refund.state == RefundState.DONE
        assert balance(accounts.refunds_due()) == Euro.zero()

    @pytest.mark.parametrize(
        ("mode", "end", "owed"), [("pending", RefundState.DONE, 0), ("refused_later", RefundState.FAILED, 500)]
    )
    def test_a_refund_that_takes_time_is_followed_to_its_end(
        self, world: World, ring: Ring, owner: Owner, mode: str, end: RefundState, owed: int
    ) -> None:
        payment = settled(world, ring)
        world.refunds(mode)
        refund = ask(payment, 500)
        services.refunds_send(10)
        refund.refresh_from_db()
        assert (refund.state, bool(refund.provider_ref)) == (RefundState.SENT, True)
        world.messages()
        while refund.state == RefundState.SENT:
            with clock.frozen(clock.now() + timedelta(hours=1)):
                services.refunds_follow(10)
            refund.refresh_from_db()
            Refund.objects.filter(pk=refund.pk).update(next_try_at=clock.now())
        assert refund.state == end
        assert balance(accounts.refunds_due()) == Euro(owed)
        assert owner.count("refunded") == (1 if end == RefundState.DONE else 0)

    def test_a_refund_that_takes_time_may_be_told_by_message(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring)
        world.refunds("refused_later")
        refund = ask(payment, 500)
        services.refunds_send(10)
        told: list[dict[str, str]] = []
        while len(told) < 2:
            told += world.messages()
        for message in told:
            ring(message)
        services.inbox_drain()
        refund.refresh_from_db()
        assert refund.state == RefundState.FAILED

    def test_a_provider_that_does_not_answer_is_asked_again(self, world: World, ring: Ring) -> None:
        payment = settled(world, ring)
        refund = ask(payment, 500)
        world.down(True)
        services.refunds_send(10)
        refund.refresh_from_db()
        assert (refund.state, refund.attempts) == (RefundState.ASKED, 1)
        world.down(False)
        with clock.frozen(clock.now() + timedelta(minutes=5)):
            services.refunds_send(10)
        refund.refresh_from_db()
        assert refund.state == RefundState.DONE
        assert world.given_back(payment.transaction) == 500

    def test_what_the_desk_gives_back_is_written_down(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring)
        world.refund(payment.transaction, 700)
        ring(*world.messages())
        services.inbox_drain()
        refund = Refund.objects.get()
        assert (refund.is_external, refund.state, refund.amount_cents) == (True, RefundState.DONE, 700)
        assert owner.told[1:] == [("refunded", "1", 700)]
        assert held() == 1300
        assert balance(accounts.refunds_due()) == Euro.zero()
        assert_books_are_sound()

    def test_what_the_desk_gives_back_may_be_what_we_wanted(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring)
        refund = ask(payment, 500)
        world.refund(payment.transaction, 500)
        ring(*world.messages())
        services.inbox_drain()
        refund.refresh_from_db()
        assert refund.state == RefundState.DONE
        assert services.refunds_send(10) == 0
        assert world.given_back(payment.transaction) == 500
        assert Refund.objects.count() == 1

    def test_no_more_than_what_arrived(self, world: World, ring: Ring) -> None:
        payment = settled(world, ring)
        ask(payment, 1500, "one")
        with pytest.raises(RefundTooLarge):
            services.refund_ask(payment=payment, amount=Euro(501), reason="", key="two")
        with pytest.raises(RefundTooLarge):
            services.refund_ask(payment=payment, amount=Euro.zero(), reason="", key="none")
        with pytest.raises(PaymentNotPaid):
            services.refund_ask(payment=start(), amount=Euro(1), reason="", key="three")
        assert services.refunds_ask([]) == []

    def test_a_contested_payment_gives_nothing_back(self, world: World, ring: Ring, owner: Owner) -> None:
        payment = settled(world, ring)
        refund = ask(payment, 500)
        for _ in range(2):
            services.payment_charge_back(payment=payment, actor=Actor.system("test"), reason="Contestation")
        refund.refresh_from_db()
        assert (refund.state, refund.last_error) == (RefundState.FAILED, "Contestation bancaire")
        assert owner.count("charged back") == 1
        assert services.refunds_send(10) == 0
        with pytest.raises(PaymentNotPaid):
            services.payment_charge_back(payment=start(), actor=Actor.system("test"), reason="")

    def test_many_refunds_cost_no_more_statements_than_few(
        self, world: World, ring: Ring, django_assert_max_num_queries: Callable[[int], object]
    ) -> None:
        payment = settled(world, ring)
        requests = [RefundRequest(payment, Euro(10), "Trop-perçu", f"part:{number}") for number in range(50)]
        with django_assert_max_num_queries(11):  # type: ignore[attr-defined]
            refunds = services.refunds_ask(requests)
        assert [refund.key for refund in refunds] == [request.key for request in requests]


class TestThePort:
    def test_questions_about_nothing(self, world: World) -> None:
        provider = registry.provider(world.code)
        assert provider.code == world.code
        assert provider.look_up("TAP000000000") == []
        assert provider.get("0" * 32) is None
        answer = provider.refund(RefundOrder("TAP000000000", "0" * 32, TWENTY, "key"))
        assert answer.message

    def test_the_truth_is_the_same_asked_and_told(self, world: World, ring: Ring) -> None:
        payment = start()
        transaction = world.pay(payment)
        ring(*world.messages())
        [state] = registry.provider(world.code).look_up(payment.reference)
        assert state.notice.event_id == InboxNotice.objects.get().event_id
        assert (state.notice.transaction, state.notice.status) == (transaction, Status.PAID)
        assert not state.is_captured
        world.capture(transaction)
        captured = registry.provider(world.code).get(transaction)
        assert captured is not None
        assert captured.is_captured
        assert captured.notice.event_id == state.notice.event_id

    def test_no_answer_is_no_answer(self, world: World) -> None:
        world.down(True)
        provider = registry.provider(world.code)
        with pytest.raises(ProviderUnavailable):
            provider.look_up("TAP000000000")
        with pytest.raises(ProviderUnavailable):
            provider.get("0" * 32)
