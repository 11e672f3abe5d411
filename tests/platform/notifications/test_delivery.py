import logging
import smtplib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, connection, transaction

from tests.platform.notifications.conftest import Server
from tests.platform.notifications.note import Note
from tests.platform.notifications.writing import written
from trousse.core import clock
from trousse.platform.notifications import delivery, rules
from trousse.platform.notifications.delivery import send_due
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.jobs import messages_purge
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.services import notify_many

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _write(*to: str) -> list[Message]:
    with clock.frozen(NOON):
        return notify_many([(Note.sample(), address) for address in to])


def _send(at: datetime = NOON) -> int:
    with clock.frozen(at):
        return send_due()


@pytest.mark.django_db
def test_what_leaves_is_a_proper_letter(server: Server) -> None:
    [message] = _write("jeanne@exemple.fr")
    _send()
    [email] = server.accepted
    assert isinstance(email, EmailMultiAlternatives)
    sent = email.message()
    assert sent["Message-ID"] == delivery.message_id(message)
    assert sent["Message-ID"].endswith("@trousse.example>")
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in sent.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.django_db
def test_the_words_that_left_are_kept_and_cannot_change(server: Server) -> None:
    [message] = _write("jeanne@exemple.fr")
    _send()
    message.refresh_from_db()
    assert (message.subject, message.sent_at, message.attempts) == (server.accepted[0].subject, NOON, 1)
    assert message.html.startswith("<!DOCTYPE html>")
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        Message.objects.update(html="autre chose")


@pytest.mark.django_db
def test_every_message_leaves_once_however_many_there_are(server: Server) -> None:
    addresses = [f"d{n}@exemple.fr" for n in range(2 * delivery.BATCH + 1)]
    _write(*addresses)
    assert _send() == len(addresses)
    assert [email.to[0] for email in server.accepted] == addresses
    assert _send() == 0


@pytest.mark.django_db
def test_a_passing_refusal_is_tried_again_later_with_the_same_id(server: Server) -> None:
    [message] = _write("jeanne@exemple.fr")
    server.refusals["jeanne@exemple.fr"] = smtplib.SMTPRecipientsRefused({"jeanne@exemple.fr": (450, b"greylisted")})
    assert _send() == 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.WAITING, 1)
    assert message.next_attempt_at == NOON + rules.WAITS[0]
    assert "greylisted" in message.last_error
    assert "jeanne" not in message.last_error
    server.refusals.clear()
    assert _send(NOON + timedelta(seconds=59)) == 0
    assert _send(NOON + rules.WAITS[0]) == 1
    assert server.accepted[0].extra_headers["Message-ID"] == delivery.message_id(message)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPRecipientsRefused({"jeanne@exemple.fr": (550, b"no such user")}),
        smtplib.SMTPDataError(554, b"rejected"),
    ],
)
def test_a_final_refusal_is_shown_at_once(server: Server, refusal: Exception) -> None:
    [message] = _write("jeanne@exemple.fr")
    server.refusals["jeanne@exemple.fr"] = refusal
    _send()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.FAILED, 1)


@pytest.mark.django_db
def test_one_refusal_does_not_hold_back_the_others(server: Server) -> None:
    _write("a@exemple.fr", "b@exemple.fr", "c@exemple.fr")
    server.refusals["b@exemple.fr"] = smtplib.SMTPServerDisconnected("gone")
    assert _send() == 2
    assert server.closed == 2, "a broken connection is closed, and opened again for the next"


@pytest.mark.django_db
def test_a_server_that_stays_down_ends_in_a_visible_failure(server: Server) -> None:
    [message] = _write("jeanne@exemple.fr")
    server.refusals["jeanne@exemple.fr"] = ConnectionRefusedError("no server")
    at = NOON
    for _ in range(len(rules.WAITS) + 1):
        _send(at)
        message.refresh_from_db()
        at = message.next_attempt_at
    assert (message.state, message.attempts) == (MessageState.FAILED, len(rules.WAITS) + 1)
    assert at - NOON < timedelta(days=2)


@pytest.mark.django_db
def test_a_message_nobody_can_write_any_more_fails_alone(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    broken, _good = _write("a@exemple.fr", "b@exemple.fr")
    Message.objects.filter(pk=broken.pk).update(kind="test.gone")
    with caplog.at_level(logging.ERROR, logger="trousse"):
        assert _send() == 1
    broken.refresh_from_db()
    assert (broken.state, broken.attempts) == (MessageState.WAITING, 1)
    assert "message cannot be written" in caplog.text


@pytest.mark.django_db
def test_logs_name_the_message_never_the_person(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    _write("jeanne@exemple.fr", "paul@exemple.fr")
    server.refusals["paul@exemple.fr"] = smtplib.SMTPRecipientsRefused({"paul@exemple.fr": (550, b"<paul@exemple.fr>")})
    with caplog.at_level(logging.DEBUG):
        _send()
    told = " ".join(
        f"{record.getMessage()} {vars(record)}" for record in caplog.records if record.name[:7] == "trousse"
    )
    assert "message sent" in told
    assert "message given up" in told
    assert "exemple.fr" not in told


@pytest.mark.django_db
def test_a_claim_outlives_the_slowest_batch(settings: object) -> None:
    timeout = getattr(settings, "EMAIL_TIMEOUT", None) or 20
    assert timedelta(seconds=timeout) * delivery.BATCH < delivery.CLAIM


@pytest.mark.django_db
def test_a_process_that_dies_while_sending_loses_nothing(server: Server) -> None:
    [message] = _write("jeanne@exemple.fr")
    with clock.frozen(NOON):
        [claimed] = delivery._claim()  # and the process dies here
    assert claimed.pk == message.pk
    assert _send(NOON + timedelta(minutes=1)) == 0
    assert _send(NOON + delivery.CLAIM) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_message(server: Server) -> None:
    notify_many([(Note.sample(), f"d{n}@exemple.fr") for n in range(60)])
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        try:
            send_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(server.accepted) == 60
    assert len({email.to[0] for email in server.accepted}) == 60


@pytest.mark.django_db
def test_old_messages_are_forgotten_addresses_included(server: Server) -> None:
    _write("old@exemple.fr")
    _send()
    with clock.frozen(NOON + timedelta(days=401)):
        kept = written(Note.sample(), to="new@exemple.fr")
        messages_purge()
    assert list(Message.objects.all()) == [kept]
