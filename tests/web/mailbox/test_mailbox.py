import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.platform.notifications.writing import written
from trousse.core import clock
from trousse.platform.notifications.base import registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.web.mailbox import views

pytestmark = pytest.mark.django_db

KIND = sorted(registry.keys())[0]


@pytest.fixture
def waiting() -> Message:
    """A message that has not left yet."""
    return written(registry.get(KIND).sample(), to="jeanne@exemple.fr")


@pytest.fixture
def sent() -> Message:
    """A message that left with words that its class would not write today."""
    return Message.objects.create(
        kind="old.kind",
        to="paul@exemple.fr",
        params={},
        state=MessageState.SENT,
        subject="Un ancien courriel",
        text="Voir https://trousse.example/ancien",
        html='<!DOCTYPE html><html lang="fr"><head><title>a</title></head><body style="margin:0">Ancien</body></html>',
        sent_at=clock.now(),
    )


def _page(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    return BeautifulSoup(response.content, "html.parser")


def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "Aucun courriel ici" in _page(client, reverse("mailbox:list")).get_text()


def test_messages_are_listed_newest_first(client: Client, waiting: Message, sent: Message) -> None:
    rows = [row.get_text(" ", strip=True) for row in _page(client, reverse("mailbox:list")).select("tbody tr")]
    assert len(rows) == 2
    assert "Un ancien courriel" in rows[0]
    assert "paul@exemple.fr" in rows[0]
    assert "envoyé" in rows[0]
    assert "à envoyer" in rows[1]


def test_messages_are_searched_by_recipient_and_filtered_by_state(
    client: Client, waiting: Message, sent: Message
) -> None:
    found = _page(client, f"{reverse('mailbox:list')}?destinataire=jeanne")
    assert [row.get_text() for row in found.select("tbody tr td:nth-of-type(1)")] == ["jeanne@exemple.fr"]
    assert found.select_one("input[name=destinataire]")["value"] == "jeanne"  # type: ignore[index]
    by_state = _page(client, f"{reverse('mailbox:list')}?etat=sent")
    assert "paul@exemple.fr" in by_state.get_text()
    assert "jeanne@exemple.fr" not in by_state.get_text()
    assert len(_page(client, f"{reverse('mailbox:list')}?etat=nonsense").select("tbody tr")) == 2


def test_a_long_mailbox_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch, waiting: Message) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1)
    written(registry.get(KIND).sample(), to="lea@exemple.fr")
    second = _page(client, f"{reverse('mailbox:list')}?destinataire=exemple&page=2")
    assert "jeanne@exemple.fr" in second.get_text()
    assert "destinataire=exemple" in str(second.select_one("a[rel=prev]"))


def test_a_message_is_shown_in_both_forms_before_it_leaves(client: Client, waiting: Message) -> None:
    page = _page(client, reverse("mailbox:message", args=[waiting.pk]))
    frame = page.select_one("iframe")
    assert frame is not None
    assert frame["src"] == reverse("mailbox:message_html", args=[waiting.pk])
    assert "allow-scripts" not in str(frame["sandbox"])
    assert "jeanne@exemple.fr" in page.get_text()
    assert "ORIAS" in page.select_one("pre").get_text()  # type: ignore[union-attr]


def test_a_message_that_left_is_shown_as_it_left(client: Client, sent: Message) -> None:
    page = _page(client, reverse("mailbox:message", args=[sent.pk]))
    assert page.select_one("pre a")["href"] == "https://trousse.example/ancien"  # type: ignore[index]
    assert b"Ancien" in client.get(reverse("mailbox:message_html", args=[sent.pk])).content


def test_a_message_without_words_any_more_is_told(client: Client, waiting: Message) -> None:
    Message.objects.update(kind="old.kind")
    assert "n’a plus de texte" in _page(client, reverse("mailbox:message", args=[waiting.pk])).get_text()
    assert client.get(reverse("mailbox:message_html", args=[waiting.pk])).status_code == 404


def test_only_the_frame_may_style_itself_and_only_in_our_pages(client: Client, waiting: Message) -> None:
    for url in (reverse("mailbox:message_html", args=[waiting.pk]), reverse("mailbox:sample_html", args=[KIND])):
        response = client.get(url)
        policy = response.headers["Content-Security-Policy"]
        assert "style-src 'unsafe-inline'" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'self'" in policy
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert b'<base target="_top">' in response.content


def test_the_gallery_shows_every_message_of_the_product(client: Client) -> None:
    links = {link["href"] for link in _page(client, reverse("mailbox:gallery")).select("tbody a")}
    assert links == {reverse("mailbox:sample", args=[kind]) for kind, _class in registry.items()}


@pytest.mark.parametrize("kind", sorted(registry.keys()))
def test_each_sample_has_its_page(client: Client, kind: str) -> None:
    page = _page(client, reverse("mailbox:sample", args=[kind]))
    assert page.select_one("h1")
    assert re.search(r"\S", page.select_one("pre").get_text())  # type: ignore[union-attr]


def test_what_does_not_exist_is_a_404(client: Client) -> None:
    for name, argument in (("sample", "no.such"), ("sample_html", "no.such"), ("message", 0), ("message_html", 0)):
        assert client.get(reverse(f"mailbox:{name}", args=[argument])).status_code == 404


def test_the_mailbox_does_not_exist_in_production(settings: Any) -> None:
    for view in (views.message_list, views.message, views.gallery, views.sample, views.message_html, views.sample_html):
        assert view.access.audience == "not in production"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "nature"),
    [
        ("donation.thanks", "fait partie du service"),
        ("dialogue.news", "peut se refuser : les nouvelles des classes"),
        ("notifications.digest", "peut se refuser"),
    ],
)
def test_the_gallery_says_what_one_may_decline(client: Client, kind: str, nature: str) -> None:
    [row] = [
        row
        for row in _page(client, reverse("mailbox:gallery")).select("tbody tr")
        if row.select("td")[-1].get_text(strip=True) == kind
    ]
    cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
    assert nature in cells
