"""The inbox survives bad messages, bugs and several workers at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.money.payments.conftest import Owner, notice_of
from trousse.core import clock
from trousse.core.money import Euro
from trousse.money.ledger import accounts
from trousse.money.ledger.selectors import balance
from trousse.money.payments import inbox, services
from trousse.money.payments.enums import NoticeSource, NoticeState, PaymentState
from trousse.money.payments.models import InboxNotice, Payment
from trousse.money.payments.port import Operation, Status


def start(payable_id: int) -> Payment:
    return services.payment_start(payable_kind="test", payable_id=payable_id, amount=Euro.of(10))


def tell(payment: Payment, status: Status = Status.PAID, operation: Operation = Operation.DEBIT) -> int | None:
    notice = notice_of(payment, status, operation)
    return inbox.notice_write(provider=payment.provider, notice=notice, source=NoticeSource.NOTIFICATION)


@pytest.mark.django_db
class TestOneWorker:
    def test_news_is_kept_once(self, owner: Owner) -> None:
        payment = start(1)
        assert tell(payment) is not None
        assert tell(payment) is None
        notice = InboxNotice.objects.get()
        assert notice.payload == {
            "operation": "DEBIT",
            "status": "paid",
            "amount_cents": 1000,
            "transaction": f"t{payment.pk}",
            "facts": {},
        }

    def test_one_bad_notice_stops_nobody_else(self, owner: Owner) -> None:
        payments = [start(number) for number in range(4)]
        for payment in payments:
            tell(payment)
        owner.broken = {"2"}
        services.inbox_drain()
        states = dict(Payment.objects.values_list("payable_id", "state"))
        assert states == {"0": "paid", "1": "paid", "2": "started", "3": "paid"}
        stuck = InboxNotice.objects.get(reference=payments[2].reference)
        assert (stuck.state, stuck.attempts, stuck.outcome) == (NoticeState.RECEIVED, 1, "ZeroDivisionError")
        assert stuck.process_after > clock.now()
        assert balance(accounts.psp("systempay")) == Euro.of(30)

    def test_once_mended_it_goes_through(self, owner: Owner) -> None:
        payment = start(1)
        tell(payment)
        owner.broken = {"1"}
        services.inbox_drain()
        owner.broken = set()
        assert services.inbox_drain() == 0, "it rests first"
        with clock.frozen(clock.now() + timedelta(minutes=5)):
            assert services.inbox_drain() == 1
        payment.refresh_from_db()
        assert payment.state == PaymentState.PAID
        assert owner.told == [("paid", "1")]

    def test_what_fails_again_and_again_is_left_to_a_person(self, owner: Owner) -> None:
        tell(start(1))
        owner.broken = {"1"}
        moment = clock.now()
        for _ in range(inbox.MOST_ATTEMPTS):
            moment += timedelta(hours=7)
            with clock.frozen(moment):
                services.inbox_drain()
        notice = InboxNotice.objects.get()
        assert (notice.state, notice.outcome) == (NoticeState.FAILED, "ZeroDivisionError")
        with clock.frozen(moment + timedelta(days=1)):
            assert services.inbox_drain() == 0

    def test_a_credit_whose_payment_never_comes_is_left_to_a_person(self, owner: Owner) -> None:
        tell(start(1), operation=Operation.CREDIT)
        moment = clock.now()
        for _ in range(10):
            moment += timedelta(minutes=2)
            with clock.frozen(moment):
                services.inbox_drain()
        assert InboxNotice.objects.get().state == NoticeState.FAILED

    def test_what_the_provider_confirms_is_worked_on_again(self, owner: Owner) -> None:
        payment = start(1)
        notice = notice_of(payment, amount=Euro.of(9))
        inbox.notice_write(provider="systempay", notice=notice, source=NoticeSource.NOTIFICATION)
        services.inbox_drain()
        assert InboxNotice.objects.get().state == NoticeState.REJECTED
        assert inbox.notice_write(provider="systempay", notice=notice, source=NoticeSource.LOOKUP) is not None
        services.inbox_drain()
        payment.refresh_from_db()
        assert (payment.state, payment.paid_cents) == (PaymentState.PAID, 900)
        assert inbox.notice_write(provider="systempay", notice=notice, source=NoticeSource.LOOKUP) is None

    def test_old_news_is_forgotten_and_its_replay_changes_nothing(self, owner: Owner) -> None:
        payment = start(1)
        Payment.objects.filter(pk=payment.pk).update(payer_email="camille@exemple.test")
        tell(payment)
        services.inbox_drain()
        assert inbox.forget() == 0
        with clock.frozen(clock.now() + timedelta(days=401)):
            tell(start(2))
            assert inbox.forget() == 1
            payment.refresh_from_db()
            assert payment.payer_email == ""
            tell(payment)
            services.inbox_drain()
        assert owner.told == [("paid", "1"), ("paid", "2")]

    def test_a_batch_costs_no_more_statements_than_one(
        self, owner: Owner, django_assert_max_num_queries: pytest.FixtureDef[object]
    ) -> None:
        for number in range(100):
            tell(start(number))
        with django_assert_max_num_queries(24):  # type: ignore[operator]
            assert services.inbox_drain() == 100
        assert len(owner.told) == 100


@pytest.mark.django_db
class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "changes",
        [
            {"state": "paid"},
            {"paid_cents": 1000},
            {"refunded_cents": 1},
            {"amount_cents": 0},
            {"state": "unheard"},
            {"charged_back_at": clock.now()},
        ],
    )
    def test_a_payment_that_makes_no_sense(self, changes: dict[str, object]) -> None:
        payment = start(1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**changes)

    def test_one_transaction_for_two_payments(self) -> None:
        first, second = start(1), start(2)
        Payment.objects.filter(pk=first.pk).update(transaction="same")
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=second.pk).update(transaction="same")


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_count_each_payment_once(owner: Owner) -> None:
    payments = [start(number) for number in range(60)]
    for payment in payments:
        tell(payment)

    def work(_: int) -> None:
        try:
            services.inbox_drain(limit=7)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    assert sorted(owner.told) == sorted(("paid", str(number)) for number in range(60))
    assert balance(accounts.psp("systempay")) == Euro.of(600)
    assert not InboxNotice.objects.exclude(state=NoticeState.DONE).exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_news_from_two_doors_at_once_counts_once(owner: Owner) -> None:
    """The provider's server and the payer's browser arrive at the same instant."""
    payment = start(1)
    barrier = threading.Barrier(2)

    def arrive(source: NoticeSource) -> None:
        barrier.wait()
        try:
            with transaction.atomic():
                inbox.notice_write(provider="systempay", notice=notice_of(payment), source=source)
                inbox.drain_payment(payment.reference)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as doors:
        list(doors.map(arrive, (NoticeSource.NOTIFICATION, NoticeSource.RETURN)))
    assert owner.told == [("paid", "1")]
    assert InboxNotice.objects.count() == 1
