"""The contract of every payment provider, giving back: once, however often it is asked or told."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command

from tests.contracts.conftest import Owner, World
from tests.contracts.steps import Ring, again, ask, assert_books_are_sound, die, held, settled, start
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.selectors import balance
from trousse.money.payments import sending, services
from trousse.money.payments.enums import RefundState
from trousse.money.payments.errors import PaymentNotPaid, RefundTooLarge
from trousse.money.payments.models import Refund
from trousse.money.payments.services import RefundRequest

pytestmark = pytest.mark.django_db


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
