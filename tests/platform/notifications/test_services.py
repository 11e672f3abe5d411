from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.platform.notifications.conftest import Server
from tests.platform.notifications.note import Note
from tests.platform.notifications.writing import written
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.core.jobs import run_pending
from trousse.core.money import Euro
from trousse.platform.audit.models import Event
from trousse.platform.notifications import selectors
from trousse.platform.notifications.base import registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.services import message_retry, notify_many

pytestmark = pytest.mark.django_db

SUPPORT = Actor.system("support")


def test_a_message_waits_in_the_outbox_then_leaves(server: Server) -> None:
    message = written(Note.sample(), to=" jeanne@exemple.fr ")
    assert (message.state, message.to, message.subject, server.accepted) == ("waiting", "jeanne@exemple.fr", "", [])
    run_pending()
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert [email.to for email in server.accepted] == [["jeanne@exemple.fr"]]


def test_nobody_is_told_of_what_was_rolled_back(server: Server) -> None:
    with transaction.atomic():
        written(Note.sample(), to="jeanne@exemple.fr")
        transaction.set_rollback(True)
    assert run_pending() == 0
    assert not Message.objects.exists()


@pytest.mark.parametrize("how_many", [1, 300])
def test_any_number_of_messages_costs_the_same(
    how_many: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(4):  # savepoint, messages, job, release
        notify_many((Note.sample(), f"d{n}@exemple.fr") for n in range(how_many))
    assert Message.objects.count() == how_many


def test_no_message_costs_nothing(django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(0):
        assert notify_many([]) == []


def test_an_impossible_address_does_not_undo_what_happened(server: Server) -> None:
    bad = written(Note.sample(), to="jeanne@exemple.fr\nBcc: paul@exemple.fr")
    good = written(Note.sample(), to="jeanne@exemple.fr")
    run_pending()
    good.refresh_from_db()
    assert (bad.state, good.state) == (MessageState.FAILED, MessageState.SENT)
    assert len(server.accepted) == 1


def test_a_message_must_be_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry._entries, Note.kind)
    with pytest.raises(LookupError, match="@register"):
        written(Note.sample(), to="jeanne@exemple.fr")


def test_a_failed_message_is_sent_again_on_demand(server: Server) -> None:
    message = written(Note.sample(), to="jeanne@exemple.fr")
    Message.objects.update(state=MessageState.FAILED, attempts=8)
    message_retry(message=message, actor=SUPPORT)
    run_pending()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 1)
    assert Event.objects.get().verb == "message.retry"


def test_what_left_what_waits_and_what_has_no_address_cannot_be_sent_again(server: Server) -> None:
    waiting, bad = written(Note.sample(), to="jeanne@exemple.fr"), written(Note.sample(), to="nulle part")
    for message in (waiting, bad):
        with pytest.raises(BusinessError, match="ne peut pas être renvoyé"):
            message_retry(message=message, actor=SUPPORT)


def test_a_message_can_be_read_before_it_leaves_and_as_it_left(server: Server) -> None:
    message = written(Note.sample(), to="jeanne@exemple.fr")
    before = selectors.rendered(message)
    run_pending()
    message.refresh_from_db()
    assert selectors.rendered(message) == before
    assert message.text == before.text


def test_the_outbox_is_searched_by_recipient_and_state(server: Server) -> None:
    first = written(Note.sample(), to="jeanne@exemple.fr")
    second = written(Note(first_name="Paul", amount=Euro(500)), to="paul@exemple.fr")
    bad = written(Note.sample(), to="jeanne")
    assert list(selectors.messages()) == [bad, second, first]
    assert list(selectors.messages(to="JEANNE")) == [bad, first]
    assert list(selectors.messages(to="jeanne", state=MessageState.FAILED)) == [bad]
    counts = selectors.counts()
    assert set(counts) == set(MessageState)
    assert {state: count for state, count in counts.items() if count} == {"waiting": 2, "failed": 1}
