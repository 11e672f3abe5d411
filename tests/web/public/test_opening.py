"""An académie that is not open yet: when, and how to be told."""

import pytest
from django.test import Client

from tests.fundraising import make
from tests.people.rollout.test_services import phase
from tests.web.reading import page, words
from trousse.people.rollout.models import Alert
from trousse.people.schools.models import Academie
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> Academie:
    make.departement()
    phase(academies={Academie.objects.exclude(pk=make.academie().pk).earliest("pk").pk: None})
    return make.academie()


def test_the_catalogue_leads_there(client: Client, closed: Academie) -> None:
    empty = page(client.get("/projets?departement=73"))
    assert "pas encore ouverte dans cette académie" in words(empty.main)
    assert empty.select_one(f"a[href='/academies/{closed.slug}']") is not None


def test_asked_confirmed_noted(client: Client, closed: Academie) -> None:
    here = f"/academies/{closed.slug}"
    assert "n’y est pas encore ouverte" in words(page(client.get(here)).main)
    assert client.post(here, {"email": "nulle part"}).status_code == 422
    client.post(here, {"email": "jeanne@exemple.fr"})
    path = "/" + Message.objects.get(kind="rollout.alert_confirm").params["url"].split("/", 3)[3]
    client.get(path)
    assert Alert.objects.get().confirmed_at is None
    assert "C’est noté" in words(page(client.post(path)).h1)
    assert Alert.objects.get().confirmed_at is not None


def test_an_open_one_says_so(client: Client) -> None:
    make.academie()
    assert "proposent déjà leurs projets" in words(page(client.get("/academies/grenoble")).main)
    assert client.get("/academies/atlantide").status_code == 404
