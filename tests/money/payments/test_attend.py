"""The worker at the inbox: at once for one ring, by batches in a crowd, and never longer than a shift."""

from collections.abc import Callable

import pytest

from tests.money.payments.conftest import Owner, notice_of
from trousse.core.jobs import URGENT
from trousse.core.money import Euro
from trousse.money.payments import inbox, jobs, services
from trousse.money.payments.enums import NoticeSource
from trousse.money.payments.models import InboxNotice


def ring(number: int) -> None:
    payment = services.payment_start(payable_kind="test", payable_id=number, amount=Euro.of(10))
    inbox.notice_write(provider="systempay", notice=notice_of(payment), source=NoticeSource.NOTIFICATION)


class Crowd:
    """Rings again whenever the worker rests, ``rings`` times."""

    def __init__(self, rings: int) -> None:
        self.rings = rings
        self.rests: list[float] = []

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.ring_again()

    def ring_again(self) -> None:
        if self.rings:
            self.rings -= 1
            ring(self.rings)


@pytest.fixture
def sleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[float], None]], None]:
    return lambda rest: monkeypatch.setattr("trousse.money.payments.inbox.time.sleep", rest)


@pytest.mark.django_db
class TestAttend:
    def test_one_ring_is_worked_on_without_any_rest(self, owner: Owner, sleep: Callable[..., None]) -> None:
        crowd = Crowd(rings=0)
        sleep(crowd.rest)
        ring(1)
        assert inbox.attend() is False
        assert owner.told == [("paid", "1")]
        assert crowd.rests == []

    def test_in_a_crowd_it_gathers(
        self, owner: Owner, sleep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crowd = Crowd(rings=3)
        sleep(crowd.rest)
        on_paid = owner.on_paid

        def ring_meanwhile(payments: object) -> None:
            on_paid(payments)  # type: ignore[arg-type]
            crowd.ring_again()

        monkeypatch.setattr(owner, "on_paid", ring_meanwhile)
        ring(9)
        assert inbox.attend() is False
        assert sorted(owner.told) == [("paid", "0"), ("paid", "1"), ("paid", "2"), ("paid", "9")]
        assert crowd.rests
        assert set(crowd.rests) == {inbox.GATHER_SECONDS}

    def test_after_a_shift_it_asks_for_the_next_one(
        self, owner: Owner, sleep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sleep(Crowd(rings=0).rest)
        monkeypatch.setattr(inbox, "SHIFT_SECONDS", -1.0)
        ring(1)
        assert inbox.attend() is True
        assert not InboxNotice.objects.filter(state="received").exists()


def test_money_goes_first() -> None:
    assert jobs.drain_inbox.task.priority == URGENT
    assert jobs.sweep.task.priority < URGENT
