"""The manager completes the receiving body by a link, without account."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import LinkPurpose, ManagerState
from trousse.fundraising.review.models import AccessLink, ManagerFile
from trousse.fundraising.review.services import head_decline
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.models import BankAccount

pytestmark = pytest.mark.django_db

ANSWER = {
    "kind": "coop",
    "legal_name": "OCCE de la Savoie",
    "siren": "775 685 019",
    "address": "1 rue des Écoles",
    "postcode": "73130",
    "town": "Saint-Avre",
    "issues_receipts": "oui",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "holder_name": "OCCE 73",
    "manager_name": "Paul Durand",
}


def address(project: Project) -> str:
    return reverse("manager:complete", args=[make.token(project, LinkPurpose.MANAGER)])


def test_the_page_says_what_is_asked_and_stays_private(client: Client) -> None:
    page = client.get(address(make.accepted()))

    for words in ("Un potager pour l’école", "Coopérative scolaire", "SIREN", "IBAN", 'value="Paul"', "checked"):
        assertContains(page, words)
    assertNotContains(page, "EPLE")
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_completing(client: Client) -> None:
    project = make.accepted()

    link = address(project)  # once: a token carries the second at which it was signed

    assertRedirects(client.post(link, ANSWER), link)

    file = ManagerFile.objects.get(project=project)
    assert file.state == ManagerState.COMPLETED
    assert file.body is not None
    assert file.body.entity.siren == "775685019"
    assert file.body.manager_name == "Paul Durand"
    assert BankAccount.objects.get().state == AccountState.PROPOSED
    page = client.get(address(project))
    for words in ("C’est enregistré, merci", "OCCE de la Savoie", "FR76 •••• 0189", "À vérifier"):
        assertContains(page, words)
    assertNotContains(page, "3000 6000")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("siren", "775685018", "Ce numéro n’est pas juste."),
        ("iban", "FR7630006000011234567890188", "Cet IBAN n’est pas juste."),
        ("iban", "RIB de la coopérative", "Cet IBAN n’est pas juste."),
        ("postcode", "7313", "Cinq chiffres"),
        ("kind", "fse", "Choisissez une structure"),
        ("issues_receipts", "", "Répondez par oui ou par non."),
        ("holder_name", "", "Recopiez le nom du titulaire"),
        ("legal_name", " ", "Recopiez la raison sociale"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(client: Client, field: str, typed: str, words: str) -> None:
    project = make.accepted()

    page = client.post(address(project), {**ANSWER, field: typed})

    assertContains(page, "<title>1\u00a0erreur\u00a0: ", status_code=422)
    assertContains(page, words, status_code=422)
    assertContains(page, 'value="1 rue des Écoles"', status_code=422)
    assert ManagerFile.objects.get(project=project).state == ManagerState.WAITING


def test_the_bank_statement_is_kept(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    project = make.accepted()
    bad = SimpleUploadedFile("rib.txt", b"FR76", content_type="text/plain")
    good = SimpleUploadedFile("rib.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")

    assert client.post(address(project), {**ANSWER, "document": bad}).status_code == 422
    client.post(address(project), {**ANSWER, "document": good})
    assert ManagerFile.objects.get(project=project).document is not None


def test_what_the_school_declared_before_is_known_but_the_iban_is_typed_again(client: Client) -> None:
    first = make.accepted()
    make.complete(first)
    second = make.accepted(first.school, title="Un verger")

    page = client.get(address(second))

    assertContains(page, 'value="OCCE de la Savoie"')
    assertContains(page, 'value="775685019"')
    assertNotContains(page, make.IBAN)


def test_twice_is_once(client: Client) -> None:
    project = make.accepted()
    client.post(address(project), ANSWER)

    client.post(address(project), {**ANSWER, "legal_name": "Autre chose"})
    assert BankAccount.objects.count() == 1


def test_nothing_is_asked_while_the_project_is_back_in_review(client: Client) -> None:
    project = make.accepted()
    link = address(project)
    head_decline(token=make.token(project, LinkPurpose.HEAD), name="Paule", role="Directrice", reason="Pas voté.")

    assert client.get(link).status_code == 410
    assert client.post(f"{link}/nouveau-lien").status_code == 409


def test_an_expired_link_offers_another_to_the_same_address(client: Client) -> None:
    project = make.accepted()
    old = address(project)
    AccessLink.objects.filter(project=project).update(
        created_at=clock.now() - timedelta(days=40), expires_at=clock.now() - timedelta(days=1)
    )

    assertContains(client.get(old), "M’envoyer un nouveau lien", status_code=410)
    assertContains(client.post(f"{old}/nouveau-lien"), "Un nouveau lien est parti")
    assert AccessLink.objects.get(project=project, purpose="manager", revoked_at=None).email == "coop@exemple.fr"


def test_the_heads_link_does_not_open_the_managers_page(client: Client) -> None:
    token = make.token(make.accepted(), LinkPurpose.HEAD)

    assert client.get(f"/gestionnaire/{token}").status_code == 404
    assert client.get("/gestionnaire/n-importe-quoi").status_code == 404
