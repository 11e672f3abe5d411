"""Which letters leave first, and which give way while money is being counted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.platform.notifications.conftest import Server
from tests.platform.notifications.note import Note
from trousse.core import clock
from trousse.people.accounts.notifications import AccountCode
from trousse.platform.notifications import delivery, jobs
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def write(*letters: tuple[Notification, str]) -> None:
    with clock.frozen(NOON):
        for letter, to in letters:
            notify(letter, to=to)


def addresses(server: Server) -> list[str]:
    return [email.to[0] for email in server.accepted]


def always() -> bool:
    return True


@pytest.mark.django_db
class TestOrder:
    def test_a_code_that_somebody_waits_for_leaves_before_a_hundred_letters(self, server: Server) -> None:
        write(*((Note.sample(), f"d{number}@exemple.fr") for number in range(100)))
        write((AccountCode.sample(), "nadia@exemple.fr"))
        with clock.frozen(NOON):
            assert delivery.send_due() == 101
        assert addresses(server)[0] == "nadia@exemple.fr"

    def test_in_a_crowd_only_what_is_awaited_leaves(self, server: Server) -> None:
        write((Note.sample(), "jeanne@exemple.fr"), (AccountCode.sample(), "nadia@exemple.fr"))
        with clock.frozen(NOON):
            assert delivery.send_due(gives_way=always) == 1
            assert delivery.is_something_due()
        assert addresses(server) == ["nadia@exemple.fr"]

    def test_nobody_gives_way_for_ever(self, server: Server) -> None:
        write((Note.sample(), "jeanne@exemple.fr"))
        with clock.frozen(NOON + delivery.PATIENCE + timedelta(seconds=1)):
            assert delivery.send_due(gives_way=always) == 1
            assert not delivery.is_something_due()


@dataclass
class Counting:
    """Whether money is being counted, as often as it is asked."""

    answers: list[bool]

    def __call__(self) -> bool:
        return self.answers.pop(0)


@pytest.mark.django_db
class TestTheJob:
    @pytest.fixture(autouse=True)
    def no_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("trousse.platform.notifications.jobs.time.sleep", lambda _seconds: None)

    def waiting(self) -> list[datetime | None]:
        jobs_of_mail = ProcrastinateJob.objects.filter(task_name=jobs.messages_send.name, status="todo")
        return list(jobs_of_mail.order_by("pk").values_list("scheduled_at", flat=True))

    def test_one_gift_that_is_just_being_counted_holds_nothing_back(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(jobs, "is_urgent_work_under_way", Counting([True, False, False]))
        write((Note.sample(), "jeanne@exemple.fr"))
        with clock.frozen(NOON):
            jobs.messages_send()
        assert len(server.accepted) == 1
        assert self.waiting() == [None], "the one that the writing asked for, and no other"

    def test_in_a_crowd_it_comes_back_soon(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jobs, "is_urgent_work_under_way", always)
        write((Note.sample(), "jeanne@exemple.fr"))
        with clock.frozen(NOON):
            jobs.messages_send()
            jobs.messages_send()
        assert server.accepted == []
        assert self.waiting() == [None, NOON + jobs.SOON]
