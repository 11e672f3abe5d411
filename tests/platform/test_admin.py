"""What staff may look at and what they may decide, in the admin pages of the platform."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.platform.documents.samples import PDF
from tests.platform.notifications.writing import written
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.audit.models import Event
from trousse.platform.documents.services import document_store
from trousse.platform.notifications.base import registry
from trousse.platform.notifications.enums import MessageState
from trousse.platform.notifications.models import Message
from trousse.platform.parameters.models import DatedValue

pytestmark = pytest.mark.django_db

READ_ONLY = ["audit_event", "documents_document", "notifications_message"]
KIND = sorted(registry.keys())[0]


@pytest.fixture
def staff(client: Client) -> Client:
    """Somebody who may do everything that the admin allows."""
    user = get_user_model().objects.create_superuser(email="equipe@exemple.fr", password="long and only for tests")
    client.force_login(user)
    return client


@pytest.fixture
def message() -> Message:
    """A message, a document and the event that tells of it."""
    document_store(kind="attestation", name="a.pdf", content=PDF, actor=Actor.system("tests"))
    return written(registry.get(KIND).sample(), to="jeanne@exemple.fr")


@pytest.mark.parametrize("model", READ_ONLY)
def test_lists_are_read_and_nothing_can_be_written(staff: Client, message: Message, model: str) -> None:
    assert staff.get(reverse(f"admin:{model}_changelist")).status_code == 200
    assert staff.get(reverse(f"admin:{model}_add")).status_code == 403


def test_an_event_is_read_and_never_deleted(staff: Client, message: Message) -> None:
    event = Event.objects.first()
    assert event is not None
    page = reverse("admin:audit_event_change", args=[event.pk])
    assert b"document.store" in staff.get(page).content
    assert staff.post(page, {"verb": "x"}).status_code == 403
    assert staff.post(reverse("admin:audit_event_delete", args=[event.pk]), {"post": "yes"}).status_code == 403


def test_the_words_of_a_message_are_not_shown(staff: Client, message: Message) -> None:
    page = staff.get(reverse("admin:notifications_message_change", args=[message.pk])).content.decode()
    assert "jeanne@exemple.fr" in page
    assert "params" not in page
    assert "Bonjour" not in page


def test_a_failed_message_is_put_back_in_the_queue(staff: Client, message: Message) -> None:
    Message.objects.update(state=MessageState.FAILED)
    choice = {"action": "send_again", "_selected_action": [message.pk]}
    staff.post(reverse("admin:notifications_message_changelist"), choice)
    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    again: Any = staff.post(reverse("admin:notifications_message_changelist"), choice, follow=True)
    assert "ne peut pas être renvoyé" in again.content.decode()


def _value(day: date, value: str = "600") -> dict[str, str]:
    return {"key": "notifications.keep_days", "value": value, "in_force_from": f"{day:%d/%m/%Y}", "note": "Comité"}


def test_a_value_to_come_is_decided_and_told(staff: Client) -> None:
    staff.post(reverse("admin:parameters_datedvalue_add"), _value(date(clock.today().year + 1, 1, 1)))
    assert DatedValue.objects.get().value == 600
    event = Event.objects.get()
    assert (event.verb, event.actor_kind, event.data["from"], event.data["to"]) == ("parameter.set", "user", 400, 600)


@pytest.mark.parametrize(
    ("day", "value", "said"), [(1, "6", "au moins 30"), (1, '"600"', "entier"), (-1, "600", "à venir")]
)
def test_an_impossible_value_says_why(staff: Client, day: int, value: str, said: str) -> None:
    when = date(clock.today().year + day, 1, 1)
    page = staff.post(reverse("admin:parameters_datedvalue_add"), _value(when, value))
    assert page.status_code == 200
    assert said in page.content.decode()
    assert not DatedValue.objects.exists()


def test_only_a_value_to_come_is_withdrawn(staff: Client) -> None:
    year = clock.today().year
    to_come, past = (
        DatedValue.objects.create(key="notifications.keep_days", value=90, in_force_from=date(y, 1, 1), note="Comité")
        for y in (year + 1, year - 1)
    )
    assert staff.get(reverse("admin:parameters_datedvalue_changelist")).status_code == 200
    for dated in (to_come, past):
        staff.post(reverse("admin:parameters_datedvalue_delete", args=[dated.pk]), {"post": "yes"})
    assert list(DatedValue.objects.all()) == [past]
