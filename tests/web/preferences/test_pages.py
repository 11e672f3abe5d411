"""Choosing what to read, by a letter's link or in one's account; leaving with one click."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.fundraising import make
from tests.web.reading import page, words
from trousse.people.accounts.enums import Role
from trousse.platform.notifications import links
from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.models import Message, Preference
from trousse.platform.notifications.preferences import preferences_choose, rhythms_of

pytestmark = pytest.mark.django_db

JEANNE = "Jeanne@exemple.fr"


def _path(url: str) -> str:
    return urlsplit(url).path


def test_choosing_by_the_link_of_a_letter(client: Client) -> None:
    here = _path(links.preferences_url(JEANNE))
    assert "jeanne@exemple.fr" in words(page(client.get(here)).main)
    answer = client.post(here, {"nouvelles": "weekly", "alertes": "never"}, follow=True)
    assert "C’est noté" in words(page(answer))
    chosen = rhythms_of(JEANNE)
    assert (chosen["nouvelles"], chosen["alertes"], chosen["bilans"]) == ("weekly", "never", "immediate")


def test_a_forwarded_letter_changes_only_what_it_is_about(client: Client) -> None:
    """Neither the page that leaves a topic nor what it says afterwards leads to all choices of that address."""
    here = _path(links.leave_url(JEANNE, "nouvelles"))
    for answer in (client.get(here), client.post(here), client.post(here, {"rythme": "weekly"})):
        assert not page(answer).select("a[href*='/preferences/']")
    assert {key for key, rhythm in rhythms_of(JEANNE).items() if rhythm is not Rhythm.IMMEDIATE} == {"nouvelles"}


def test_rather_a_summary(client: Client) -> None:
    here = _path(links.leave_url(JEANNE, "nouvelles"))
    assert "dans un résumé, le lundi" in words(page(client.post(here, {"rythme": "weekly"})).main)
    assert rhythms_of(JEANNE)["nouvelles"] is Rhythm.WEEKLY
    client.post(here)
    assert rhythms_of(JEANNE)["nouvelles"] is Rhythm.NEVER
    assert client.post(_path(links.leave_url(JEANNE, links.ALL)), {"rythme": "weekly"}).status_code == 200
    assert rhythms_of(JEANNE)["bilans"] is Rhythm.IMMEDIATE


def test_the_link_is_sent_to_who_asks(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.post("/preferences", {"email": "jeanne"}).status_code == 422
    answer = client.post("/preferences", {"email": JEANNE})
    assert "Le lien vient de partir" in words(page(answer).main)
    [letter] = Message.objects.filter(kind="notifications.preferences_link")
    assert letter.to == JEANNE
    assert client.get(_path(letter.params["url"])).status_code == 200
    later = time.time() + timedelta(hours=49).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(_path(letter.params["url"])).status_code == 410


def test_nobody_fills_a_mailbox(client: Client) -> None:
    for number in range(5):
        client.post("/preferences", {"email": JEANNE}, REMOTE_ADDR=f"198.51.100.{number}")
    answer = client.post("/preferences", {"email": JEANNE.lower()}, REMOTE_ADDR="198.51.100.9")
    assert answer.status_code == 429
    assert Message.objects.filter(kind="notifications.preferences_link").count() == 5


def test_stopping_everything(client: Client) -> None:
    client.post(_path(links.preferences_url(JEANNE)), {"nouvelles": "weekly", "tout": "1"})
    assert set(rhythms_of(JEANNE).values()) == {Rhythm.NEVER}


def test_nonsense_is_refused_and_nothing_changes(client: Client) -> None:
    answer = client.post(_path(links.preferences_url(JEANNE)), {"nouvelles": "parfois"})
    assert answer.status_code == 422
    assert "Choisissez l’un des quatre rythmes" in words(page(answer))
    assert not Preference.objects.exists()


@pytest.mark.parametrize("path", ["/preferences/abc", "/preferences/quitter/abc"])
def test_a_cut_link(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_looking_leaves_nothing(client: Client) -> None:
    here = _path(links.leave_url(JEANNE, "nouvelles"))
    assert "Les nouvelles des classes" in words(page(client.get(here)).main)
    assert not Preference.objects.exists()


@pytest.mark.parametrize(("topic", "left"), [("nouvelles", {"nouvelles"}), (links.ALL, {"bilans"})])
def test_one_click_of_a_mail_program(topic: str, left: set[str]) -> None:
    """Without cookie nor CSRF token; twice is once. Who leaves the summaries keeps what they read at once."""
    preferences_choose(address=JEANNE, rhythms={"bilans": Rhythm.WEEKLY})
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(_path(links.leave_url(JEANNE, topic)), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    declined = {key for key, rhythm in rhythms_of(JEANNE).items() if rhythm is Rhythm.NEVER}
    assert declined == left


def test_a_mail_provider_leaves_for_all_its_readers(client: Client) -> None:
    """From one address of its servers, however many they are."""
    for number in range(70):
        reader = links.leave_url(f"lecteur{number}@exemple.fr", "nouvelles")
        assert client.post(_path(reader), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.filter(rhythm=Rhythm.NEVER).count() == 70


def test_the_page_of_choices_asks_for_its_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(_path(links.preferences_url(JEANNE)), {"tout": "1"}).status_code == 403


def test_in_my_account(client: Client) -> None:
    assert client.get("/compte/preferences").status_code == 302
    user = make.granted(Role.PLATFORM, first_name="Alix")
    client.force_login(user)
    form = page(client.get("/compte/preferences"))
    assert user.email in words(form.main)
    assert "Ce qui part toujours" in words(form.main)
    client.post("/compte/preferences", {"conseils": "daily"})
    assert rhythms_of(user.email)["conseils"] is Rhythm.DAILY


def test_one_link_opens_one_page() -> None:
    """The link that leaves a topic does not open all choices, nor the other way round."""
    leave, choose = (
        url.rpartition("/")[2] for url in (links.leave_url(JEANNE, "nouvelles"), links.preferences_url(JEANNE))
    )
    client = Client()
    assert client.get(f"/preferences/{leave}").status_code == 404
    assert client.post(f"/preferences/quitter/{choose}").status_code == 404
    assert not Preference.objects.exists()
