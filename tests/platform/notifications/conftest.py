from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from tests.platform.notifications.note import News, Note
from trousse.platform.notifications.base import registry

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def known_note(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """`Note` and `News` are registered and their templates are found, for these tests only."""
    for notification in (Note, News):
        monkeypatch.setitem(registry._entries, notification.kind, notification)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [TEMPLATES, *engine["DIRS"]]}]
    settings.BASE_URL = "https://trousse.example"


class Server:
    """Stands in for a mail server: keeps what it accepts, refuses as told."""

    def __init__(self) -> None:
        self.accepted: list[EmailMessage] = []
        self.refusals: dict[str, Exception] = {}
        self.closed = 0

    def send_messages(self, emails: list[EmailMessage]) -> int:
        for email in emails:
            refusal = self.refusals.get(email.to[0])
            if refusal:
                raise refusal
            self.accepted.append(email)
        return len(emails)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """The mail server that `delivery` talks to."""
    stand_in = Server()
    monkeypatch.setattr("trousse.platform.notifications.delivery.get_connection", lambda: stand_in)
    return stand_in
