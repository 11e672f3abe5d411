"""The contract of every payment provider, paying: through its page, in silence, on the way back."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from tests.contracts.conftest import SOMEWHERE, Owner, SystempayWorld, World
from tests.contracts.steps import KEY, TWENTY, Ring, again, assert_books_are_sound, held, start
from trousse.core import clock, jobs
from trousse.core.money import Euro
from trousse.money.ledger.selectors import balance
from trousse.money.payments import registry, services
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.models import InboxNotice
from trousse.money.payments.port import ProviderUnavailable, RefundOrder, Status

pytestmark = pytest.mark.django_db


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
