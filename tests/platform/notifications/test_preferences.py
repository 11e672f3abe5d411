"""What people want to read: chosen by address and topic, heard by the outbox, gathered in summaries."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.platform.notifications.conftest import Server
from tests.platform.notifications.note import News, Note
from tests.web.reading import page, words
from trousse.core import clock
from trousse.core.jobs import run_pending
from trousse.platform.notifications import links
from trousse.platform.notifications.checks import every_topic_is_declared
from trousse.platform.notifications.digests import digests_write
from trousse.platform.notifications.enums import MessageState, Rhythm
from trousse.platform.notifications.jobs import digests_send, messages_purge
from trousse.platform.notifications.models import Message, Preference
from trousse.platform.notifications.preferences import preferences_choose, rhythms_of
from trousse.platform.notifications.rules import summary_due_since
from trousse.platform.notifications.services import notify, notify_many

JEANNE = "Jeanne@exemple.fr"
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, in Paris
TOMORROW = NOON + timedelta(days=1)


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
        assert "Régler mes courriels" in news.body
        assert links.read_leave_token(leave.rpartition("/")[2]) == ("jeanne@exemple.fr", "nouvelles")
        assert "List-Unsubscribe" not in note.extra_headers
        assert "Régler mes courriels" not in note.body


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


@pytest.mark.django_db
class TestPages:
    def path(self, url: str) -> str:
        return urlsplit(url).path

    def test_choosing_by_the_link_of_a_letter(self, client: Client) -> None:
        here = self.path(links.preferences_url(JEANNE))
        assert "jeanne@exemple.fr" in words(page(client.get(here)).main)
        answer = client.post(here, {"nouvelles": "weekly", "alertes": "never"}, follow=True)
        assert "C’est noté" in words(page(answer))
        chosen = rhythms_of(JEANNE)
        assert (chosen["nouvelles"], chosen["alertes"], chosen["bilans"]) == ("weekly", "never", "immediate")

    def test_stopping_everything(self, client: Client) -> None:
        client.post(self.path(links.preferences_url(JEANNE)), {"nouvelles": "weekly", "tout": "1"})
        assert set(rhythms_of(JEANNE).values()) == {Rhythm.NEVER}

    def test_nonsense_is_refused_and_nothing_changes(self, client: Client) -> None:
        answer = client.post(self.path(links.preferences_url(JEANNE)), {"nouvelles": "parfois"})
        assert answer.status_code == 422
        assert "Choisissez l’un des quatre rythmes" in words(page(answer))
        assert not Preference.objects.exists()

    @pytest.mark.parametrize("path", ["/preferences/abc", "/preferences/quitter/abc"])
    def test_a_cut_link(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_looking_leaves_nothing(self, client: Client) -> None:
        here = self.path(links.leave_url(JEANNE, "nouvelles"))
        assert "Les nouvelles des classes" in words(page(client.get(here)).main)
        assert not Preference.objects.exists()

    @pytest.mark.parametrize(("topic", "left"), [("nouvelles", {"nouvelles"}), (links.ALL, None)])
    def test_one_click_of_a_mail_program(self, topic: str, left: set[str] | None) -> None:
        """Without cookie nor CSRF token; twice is once."""
        client = Client(enforce_csrf_checks=True)
        for _ in range(2):
            answer = client.post(self.path(links.leave_url(JEANNE, topic)), {"List-Unsubscribe": "One-Click"})
            assert answer.status_code == 200
        declined = {key for key, rhythm in rhythms_of(JEANNE).items() if rhythm is Rhythm.NEVER}
        assert declined == (left or set(rhythms_of(JEANNE)))

    def test_the_page_of_choices_asks_for_its_csrf_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post(self.path(links.preferences_url(JEANNE)), {"tout": "1"}).status_code == 403
