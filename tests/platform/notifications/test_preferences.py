"""What people want to read: chosen by address and topic, heard by the outbox, gathered in summaries."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.platform.notifications.conftest import Server
from tests.platform.notifications.note import News, Note
from trousse.core import clock
from trousse.core.jobs import run_pending
from trousse.platform.notifications import links
from trousse.platform.notifications.checks import every_topic_is_declared
from trousse.platform.notifications.digests import digests_write
from trousse.platform.notifications.enums import MessageState, Rhythm
from trousse.platform.notifications.jobs import digests_send, messages_purge
from trousse.platform.notifications.models import Message, Preference
from trousse.platform.notifications.notifications import Digest
from trousse.platform.notifications.preferences import preferences_choose, rhythms_of
from trousse.platform.notifications.rules import summary_due_since
from trousse.platform.notifications.services import notify, notify_many, preferences_link_send

JEANNE = "Jeanne@exemple.fr"
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, in Paris
TOMORROW = NOON + timedelta(days=1)
AT_ONCE = dict.fromkeys(("nouvelles", "echanges", "conseils", "bilans", "alertes"), "immediate")


def choose(rhythm: Rhythm, address: str = JEANNE, topic: str = "nouvelles") -> None:
    preferences_choose(address=address, rhythms={topic: rhythm})


class TestRules:
    @pytest.mark.parametrize(
        ("rhythm", "now", "since"),
        [
            (Rhythm.DAILY, "2026-11-24T06:00Z", "2026-11-24T06:00Z"),  # seven o’clock in Paris
            (Rhythm.DAILY, "2026-11-24T05:59Z", "2026-11-23T06:00Z"),
            (Rhythm.DAILY, "2026-07-14T05:00Z", "2026-07-14T05:00Z"),  # in summer
            (Rhythm.DAILY, "2026-10-25T05:30Z", "2026-10-24T05:00Z"),  # the clock goes back that night
            (Rhythm.WEEKLY, "2026-11-24T06:00Z", "2026-11-23T06:00Z"),
            (Rhythm.WEEKLY, "2026-11-23T05:59Z", "2026-11-16T06:00Z"),
            (Rhythm.IMMEDIATE, "2026-11-24T06:00Z", "2026-11-24T06:00Z"),
        ],
    )
    def test_the_last_summary(self, rhythm: Rhythm, now: str, since: str) -> None:
        assert summary_due_since(rhythm, datetime.fromisoformat(now), 7) == datetime.fromisoformat(since)

    def test_a_topic_nobody_declared_stops_the_site(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert every_topic_is_declared() == []
        monkeypatch.setattr(News, "topic", "potins")
        assert [problem.id for problem in every_topic_is_declared()] == ["notifications.E001"]


@pytest.mark.django_db
class TestOutbox:
    def test_each_is_told_as_they_like(self, django_assert_max_num_queries: Any) -> None:
        for rhythm in Rhythm:
            choose(rhythm, f"{rhythm}@exemple.fr")
        people = [f"{rhythm}@exemple.fr" for rhythm in Rhythm] + ["nobody-chose@exemple.fr"]
        with django_assert_max_num_queries(5):  # preferences, savepoint, messages, job, release
            notify_many((News(), person) for person in people)
        states = dict(Message.objects.values_list("to", "state"))
        assert states == {
            "immediate@exemple.fr": "waiting",
            "daily@exemple.fr": "held",
            "weekly@exemple.fr": "held",
            "nobody-chose@exemple.fr": "waiting",
        }

    def test_the_service_cannot_be_declined(self) -> None:
        for topic in rhythms_of(JEANNE):
            choose(Rhythm.NEVER, topic=topic)
        assert notify(Note.sample(), to=JEANNE) is not None
        assert notify(News(), to=JEANNE) is None

    def test_letters_differ_by_case_alone_are_one_address(self) -> None:
        choose(Rhythm.NEVER, "JEANNE@Exemple.fr")
        assert notify(News(), to="jeanne@exemple.fr") is None
        choose(Rhythm.DAILY)
        assert Preference.objects.get().rhythm == "daily"

    def test_a_letter_that_can_be_declined_says_how(self, server: Server) -> None:
        notify_many([(News(), JEANNE), (Note.sample(), JEANNE)])
        run_pending()
        news, note = server.accepted
        leave = news.extra_headers["List-Unsubscribe"].strip("<>")
        assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert leave in news.body
        assert "Régler tous mes courriels : https://trousse.example/preferences\n" in news.body
        assert links.read_leave_token(leave.rpartition("/")[2]) == ("jeanne@exemple.fr", "nouvelles")
        assert "List-Unsubscribe" not in note.extra_headers
        assert "Régler tous mes courriels" not in note.body

    def test_no_letter_opens_all_choices_but_the_one_that_was_asked_for(self, server: Server) -> None:
        """Letters are forwarded: whoever reads one may leave what it is about, and nothing else."""
        notify_many([(News(), JEANNE), (Digest.sample(), JEANNE)])
        preferences_link_send(address=JEANNE)
        run_pending()
        choices = re.compile(r"/preferences/(?!quitter/)[\w:-]+")
        assert [bool(choices.search(str(letter.body))) for letter in server.accepted] == [True, False, False]
        assert server.accepted[0].to == [JEANNE]


@pytest.mark.django_db
class TestSummaries:
    def test_what_was_held_leaves_in_one_letter(self, server: Server) -> None:
        choose(Rhythm.DAILY)
        with clock.frozen(NOON):
            notify_many([(News(title="Un"), JEANNE), (News(title="Deux"), JEANNE)])
            assert digests_write() == 0
        with clock.frozen(TOMORROW):
            notify(News(title="Trop tard pour celui-ci"), to=JEANNE)
            digests_send()
            run_pending()
            assert digests_write() == 0
        [letter] = server.accepted
        assert letter.subject == "Votre résumé : 2 nouvelles"
        assert "Les nouvelles des classes" in letter.body
        assert "- Un" in letter.body
        assert "Trop tard" not in letter.body
        assert "/projet/1" in letter.body
        assert (
            links.read_leave_token(letter.extra_headers["List-Unsubscribe"].strip("<>").rpartition("/")[2])[1] == "tout"
        )

    def test_an_address_typed_in_two_ways_is_one_person(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("trousse.platform.notifications.digests.PEOPLE", 1)
        choose(Rhythm.DAILY)
        with clock.frozen(NOON):
            notify_many([(News(title="Un"), "Jeanne@exemple.fr"), (News(title="Deux"), "jeanne@EXEMPLE.fr")])
        with clock.frozen(TOMORROW):
            assert digests_write() == 1
        [summary] = Message.objects.filter(kind="notifications.digest")
        assert (summary.to, len(summary.params["lines"])) == ("jeanne@exemple.fr", 2)

    def test_the_weekly_one_waits_for_monday(self) -> None:
        choose(Rhythm.WEEKLY)
        with clock.frozen(NOON):
            notify(News(), to=JEANNE)
        with clock.frozen(NOON + timedelta(days=5)):
            assert digests_write() == 0
        with clock.frozen(NOON + timedelta(days=6)):
            assert digests_write() == 1

    @pytest.mark.parametrize(("rhythm", "written"), [(Rhythm.IMMEDIATE, 1), (Rhythm.NEVER, 0)])
    def test_a_change_of_mind_is_heard(self, rhythm: Rhythm, written: int) -> None:
        choose(Rhythm.WEEKLY)
        with clock.frozen(NOON):
            notify(News(), to=JEANNE)
        choose(rhythm)
        with clock.frozen(NOON + timedelta(minutes=10)):
            assert digests_write() == written
        assert not Message.objects.filter(state=MessageState.HELD).exists()

    def test_a_message_without_words_holds_back_nobody(self, caplog: pytest.LogCaptureFixture) -> None:
        choose(Rhythm.DAILY)
        with clock.frozen(NOON):
            notify_many([(News(title="Un"), JEANNE), (News(title="Deux"), JEANNE)])
        Message.objects.filter(params__title="Un").update(params={"title": ""})
        with clock.frozen(TOMORROW):
            assert digests_write() == 1
            assert digests_write() == 0
        assert dict(Message.objects.order_by("pk").values_list("kind", "state")) == {
            "test.news": "grouped",
            "notifications.digest": "waiting",
        }
        failed = Message.objects.get(state=MessageState.FAILED)
        assert failed.last_error.startswith("ValueError: a subject has words")
        assert "cannot be put in a summary" in caplog.text

    def test_a_process_that_dies_leaves_everything_for_the_next(self) -> None:
        choose(Rhythm.DAILY)
        with clock.frozen(NOON):
            notify(News(), to=JEANNE)
        with clock.frozen(TOMORROW):
            with transaction.atomic():
                assert digests_write() == 1
                transaction.set_rollback(True)
            assert Message.objects.get().state == MessageState.HELD
            assert digests_write() == 1

    def test_many_people_take_several_transactions_and_get_one_letter_each(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("trousse.platform.notifications.digests.PEOPLE", 2)
        people = [f"{number}@exemple.fr" for number in range(5)]
        for person in people:
            choose(Rhythm.DAILY, person)
        with clock.frozen(NOON):
            notify_many((News(), person) for person in people)
        with clock.frozen(TOMORROW):
            assert digests_write() == 5
        summaries = Message.objects.filter(kind="notifications.digest")
        assert sorted(summaries.values_list("to", flat=True)) == people

    def test_what_waits_for_a_summary_is_never_purged(self) -> None:
        choose(Rhythm.WEEKLY)
        with clock.frozen(NOON - timedelta(days=1000)):
            notify(News(), to=JEANNE)
        messages_purge()
        assert Message.objects.count() == 1
