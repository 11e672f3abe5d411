"""Pages that stand on their templates alone."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_of_a_breakdown_needs_nothing_but_itself(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        html = render_to_string("500.html")
    assert "Une panne de notre côté" in html


@pytest.mark.parametrize(
    "path", ["/comment-ca-marche", "/conditions", "/mentions-legales", "/donnees-personnelles", "/accessibilite"]
)
def test_every_page_carries_the_identity_and_one_title(client: Client, path: str) -> None:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert len(page.select("h1")) == 1
    foot = page.select_one("footer")
    assert foot is not None
    assert settings.SITE_LEGAL["orias"] in foot.text
    assert "Accessibilité\u00a0: non conforme" in foot.text


def test_an_unknown_address_says_so_kindly(client: Client) -> None:
    answer = client.get("/nulle-part")
    assert answer.status_code == 404
    assert "dans la trousse" in answer.content.decode()
    assert BeautifulSoup(answer.content, "html.parser").select_one("form[role=search]") is not None


def test_an_expired_form_says_that_nothing_was_sent() -> None:
    answer = Client(enforce_csrf_checks=True).post("/compte/connexion", {"email": "jeanne@exemple.fr"})
    assert answer.status_code == 403
    assert "rien n’a été envoyé" in answer.content.decode()
