"""From an error to the page that says what happened and what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from config import urls as real_urls
from tests.web.reading import page, words
from trousse.core.errors import BusinessError, Forbidden, Gone, Invalid, Missing, TooMany
from trousse.web.access import GET_POST, public

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

ERRORS: dict[str, Exception] = {
    "business": BusinessError("La collecte est terminée : rien n’a été payé."),
    "forbidden": Forbidden("Réservé à l’académie."),
    "missing": Missing("Ce projet n’existe plus."),
    "gone": Gone("Ce lien a expiré le 12."),
    "invalid": Invalid("Il manque une date."),
    "many": TooMany("Réessayez dans 3 minutes."),
    "not-found": Http404(),
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation(),
    "bug": ZeroDivisionError(),
}


@public(methods=GET_POST)
def failing(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


handler400, handler403, handler404, handler500 = (
    real_urls.handler400,
    real_urls.handler403,
    real_urls.handler404,
    real_urls.handler500,
)
urlpatterns = [path("", include(real_urls.urlpatterns)), path("essai/<str:name>", failing)]

Get = Callable[..., Any]


@pytest.fixture
def polite(client: Client) -> Client:
    """Answers a failure as the site would, instead of raising it in the test."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("name", "status", "title", "says"),
    [
        ("business", 409, "Ce n’est pas possible maintenant", "La collecte est terminée : rien n’a été payé."),
        ("forbidden", 403, "Cette page est réservée", "Réservé à l’académie."),
        ("missing", 404, "Cette page n’est pas dans la trousse", "Ce projet n’existe plus."),
        ("gone", 410, "Ce lien n’est plus valable", "Ce lien a expiré le 12."),
        ("invalid", 422, "Quelque chose ne va pas", "Il manque une date."),
        ("many", 429, "Un instant, s’il vous plaît", "Réessayez dans 3 minutes."),
        ("not-found", 404, "Cette page n’est pas dans la trousse", "elle n’est sûrement pas loin"),
        ("denied", 403, "Cette page est réservée", "Il faut y être invité"),
        ("suspicious", 400, "n’est pas arrivée entière", "Rien n’a été enregistré"),
        ("bug", 500, "Une panne de notre côté", "un don parti est un don reçu"),
    ],
)
def test_every_status_has_its_page(polite: Client, name: str, status: int, title: str, says: str) -> None:
    answer = polite.get(f"/essai/{name}")
    assert answer.status_code == status
    shown = page(answer)
    assert title in words(shown.h1)
    assert says in words(shown.main)
    assert len(shown.select("h1")) == 1
    assert shown.select_one("meta[name=robots][content=noindex]") is not None
    assert shown.select_one("main a[href='/']") is not None


def test_what_is_lost_can_be_searched_for(polite: Client) -> None:
    assert page(polite.get("/essai/missing")).select_one("main form[role=search]") is not None
    assert page(polite.get("/essai/business")).select_one("main form[role=search]") is None


def test_spaces_hold_before_a_colon(polite: Client) -> None:
    assert "terminée\u00a0: rien" in polite.get("/essai/business").content.decode()


def test_htmx_receives_the_words_alone(polite: Client) -> None:
    shown = page(polite.get("/essai/business", headers={"HX-Request": "true"}))
    assert shown.select("html, header, footer") == []
    assert "La collecte est terminée" in words(shown)
    shown = page(polite.get("/essai/not-found", headers={"HX-Request": "true"}))
    assert "Rien n’a été enregistré" in words(shown)


class TestWhatWasTyped:
    def test_it_can_be_sent_again_later(self, polite: Client) -> None:
        sent = {"name": ["Jeanne"], "levels": ["cm1", "cm2"], "word": ["<b>Bravo</b>\nà tous"]}
        form = page(polite.post("/essai/many", sent)).select_one("main form[method=post]")
        assert form is not None
        assert form.get("action") is None, "to the same address"
        kept = [(field["name"], field["value"]) for field in form.select("input")][1:]
        assert kept == [
            *(("name", "Jeanne"), ("levels", "cm1"), ("levels", "cm2")),
            ("word", "<b>Bravo</b>\nà tous"),
        ]

    def test_a_file_cannot_be_given_back(self, polite: Client) -> None:
        answer = polite.post("/essai/many", {"name": "Jeanne", "file": SimpleUploadedFile("a.pdf", b"%PDF")})
        assert page(answer).select("main form[method=post]") == []

    def test_a_refusal_that_waiting_does_not_mend_offers_nothing(self, polite: Client) -> None:
        assert page(polite.post("/essai/business", {"name": "Jeanne"})).select("main form[method=post]") == []

    def test_reading_too_much_has_nothing_to_send(self, polite: Client) -> None:
        assert page(polite.get("/essai/many")).select("main form[method=post]") == []


def test_a_host_that_is_not_ours_is_refused_with_a_page(polite: Client) -> None:
    """Raised before anybody knows who is there: the page must hold all the same."""
    answer = polite.get("/", headers={"Host": "ailleurs.example"})
    assert answer.status_code == 400
    assert "n’est pas arrivée entière" in words(page(answer).h1)


def test_a_bug_tells_nothing_of_itself(polite: Client) -> None:
    text = polite.get("/essai/bug").content.decode()
    assert "ZeroDivision" not in text
    assert "Traceback" not in text
