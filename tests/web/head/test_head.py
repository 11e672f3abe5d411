"""The head attests by a link, without account."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import HeadState, LinkPurpose
from trousse.fundraising.review.models import AccessLink, HeadFile
from trousse.platform.parameters.models import DatedValue

pytestmark = pytest.mark.django_db

ANSWER = {
    "answer": "attester",
    "name": "Paule Martin",
    "role": "Directrice",
    "sure": "on",
    "ien_on": "2026-01-12",
    "ien_reference": "Courriel du 12",
    "dasen_on": "2026-01-20",
    "dasen_reference": "2026-34",
}


def address(project: Project) -> str:
    return reverse("head:attest", args=[make.token(project, LinkPurpose.HEAD)])


def test_the_page_says_what_is_asked_and_stays_private(client: Client) -> None:
    project = make.accepted(head_name="Paule Martin")

    page = client.get(address(project))

    for words in ("Nadia a besoin", "Un potager pour l’école", "(IEN)", "(DASEN)", "Lire le projet en entier"):
        assertContains(page, words)
    assertContains(page, 'value="Paule Martin"')
    assertContains(page, "ce dossier attend la direction et le gestionnaire")
    assertNotContains(page, "(CA)")
    assertNotContains(page, "coop@exemple.fr")
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]


def test_the_second_degree_attests_its_board(client: Client) -> None:
    page = client.get(address(make.accepted(make.college(), body_kind="eple")))

    assertContains(page, "Acte du conseil d’administration")
    assertNotContains(page, "IEN")


def test_attesting(client: Client) -> None:
    project = make.accepted()

    link = address(project)  # once: a token carries the second at which it was signed

    assertRedirects(client.post(link, ANSWER), link)

    file = HeadFile.objects.get(project=project)
    assert (file.state, file.attested_name, file.attested_role) == (HeadState.ATTESTED, "Paule Martin", "Directrice")
    assert [act["authority"] for act in file.acts] == ["ien", "dasen"]
    page = client.get(address(project))
    for words in ("C’est attesté, merci", "Paule Martin, Directrice", "Courriel du 12"):
        assertContains(page, words)
    assertNotContains(page, "<form")


def test_twice_is_once(client: Client) -> None:
    project = make.accepted()
    client.post(address(project), ANSWER)

    assertContains(client.post(address(project), {**ANSWER, "name": "Quelqu’un d’autre"}), "Paule Martin")
    assert HeadFile.objects.get(project=project).attested_name == "Paule Martin"


def test_what_is_missing_is_told_beside_its_field(client: Client) -> None:
    project = make.accepted()

    page = client.post(address(project), {"answer": "attester", "role": "Directrice", "ien_on": "hier"})

    assertContains(page, "<title>6\u00a0erreurs\u00a0: ", status_code=422)
    for words in ("Écrivez un jour comme", "DASEN\u00a0: donnez la date", "Indiquez votre nom", "Cochez cette case"):
        assertContains(page, words, status_code=422)
    assertContains(page, 'value="hier"', status_code=422)
    assertContains(page, 'value="Directrice"', status_code=422)


def test_an_act_of_the_future_is_refused(client: Client) -> None:
    project = make.accepted()
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    page = client.post(address(project), {**ANSWER, "ien_on": tomorrow})

    assertContains(page, "cette date est à venir", status_code=422)
    assertContains(page, 'value="2026-34"', status_code=422)


def test_a_file_that_is_no_document_is_refused(client: Client) -> None:
    project = make.accepted()
    file = SimpleUploadedFile("acte.exe", b"MZ not a document", content_type="application/octet-stream")

    page = client.post(address(project), {**ANSWER, "document": file})

    assert page.status_code == 422
    assertContains(page, "champ--erreur", status_code=422)
    assert HeadFile.objects.get(project=project).state == HeadState.WAITING


def test_the_act_itself_may_be_required(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    DatedValue.objects.create(
        key="review.act_document_required", value=True, in_force_from=clock.today(), note="Pour essai"
    )
    project = make.accepted()

    assertContains(client.post(address(project), ANSWER), "Joignez l’acte ou l’avis", status_code=422)
    act = SimpleUploadedFile("acte.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    client.post(address(project), {**ANSWER, "document": act})
    assert HeadFile.objects.get(project=project).document is not None


def test_declining_takes_a_reason(client: Client) -> None:
    project = make.accepted()
    answer = {"answer": "refuser", "name": "Paule Martin", "role": "Directrice", "reason": ""}

    assertContains(client.post(address(project), answer), "Dites pourquoi", status_code=422)
    response = client.post(address(project), {**answer, "reason": "Pas encore voté."}, follow=True)

    assertContains(response, "Votre réponse est enregistrée")
    assertContains(response, "Pas encore voté.")
    project.refresh_from_db()
    assert project.state == ProjectState.SUBMITTED


def test_an_expired_link_offers_another_to_the_same_address(client: Client) -> None:
    project = make.accepted()
    old = address(project)
    AccessLink.objects.filter(project=project).update(
        created_at=clock.now() - timedelta(days=40), expires_at=clock.now() - timedelta(days=1)
    )

    page = client.get(old)
    assertContains(page, "Ce lien n’est plus valable", status_code=410)
    assertContains(page, "M’envoyer un nouveau lien", status_code=410)
    assertNotContains(page, project.school.mail, status_code=410)
    assert page["Referrer-Policy"] == "strict-origin"

    renewed = client.post(f"{old}/nouveau-lien", {"email": "ailleurs@exemple.fr"})
    assertContains(renewed, "Un nouveau lien est parti")
    assertNotContains(renewed, project.school.mail)
    assert AccessLink.objects.get(project=project, purpose="head", revoked_at=None).email == project.school.mail
    assert client.get(address(project)).status_code == 200


def test_a_replaced_link_opens_nothing(client: Client) -> None:
    project = make.accepted()
    old = address(project)
    client.post(f"{old}/nouveau-lien")

    assertContains(client.get(old), "Ce lien a été remplacé", status_code=410)
    assert client.post(old, ANSWER).status_code == 410
    assert HeadFile.objects.get(project=project).state == HeadState.WAITING


def test_once_answered_no_new_link_is_sent(client: Client) -> None:
    project = make.accepted()
    client.post(address(project), ANSWER)

    assert client.post(f"{address(project)}/nouveau-lien").status_code == 409


@pytest.mark.parametrize("token", ["n-importe-quoi", "a:b:c"])
def test_a_made_up_link_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/direction/{token}").status_code == 404
    assert client.post(f"/direction/{token}/nouveau-lien").status_code == 404


def test_the_managers_link_does_not_open_the_heads_page(client: Client) -> None:
    project = make.accepted()
    token = make.token(project, LinkPurpose.MANAGER)

    assert client.get(f"/direction/{token}").status_code == 404


def test_answers_are_limited(client: Client) -> None:
    project = make.accepted()
    statuses = [client.post(address(project), {"answer": "attester"}).status_code for _ in range(31)]

    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {422}


def test_the_form_is_accepted_with_its_csrf_token(client: Client) -> None:
    project = make.accepted()
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(project), ANSWER).status_code == 403
    strict.get(address(project))
    token = strict.cookies["csrftoken"].value
    assert strict.post(address(project), {**ANSWER, "csrfmiddlewaretoken": token}).status_code == 302
