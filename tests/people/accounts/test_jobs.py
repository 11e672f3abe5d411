"""Sessions that are over do not stay."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from trousse.core import clock
from trousse.people.accounts.jobs import forget_sessions

pytestmark = pytest.mark.django_db


def test_answers_that_waited_for_a_sign_in_go_with_their_session(client: Client) -> None:
    client.post("/enseignant/projet/1/etape/projet", {"title": "Écrit trop tard"})
    assert Session.objects.count() == 1

    forget_sessions()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=clock.now() - timedelta(minutes=1))
    forget_sessions()

    assert not Session.objects.exists()
