"""One project: read, then decide. Nothing that was written is ever lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.fundraising.reports.test_reports import published
from tests.platform.pictures.quick import add
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide, ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.fundraising.projects.services import project_update
from trousse.fundraising.review.criteria import grid_on
from trousse.fundraising.review.enums import LinkPurpose, RecipientSource
from trousse.fundraising.review.models import AccessLink, HeadFile
from trousse.fundraising.review.selectors import remarks_of
from trousse.fundraising.review.services import head_decline, project_send_back, project_submit
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db

BIG = (BudgetEntry(BudgetSide.EXPENSE, "Studio", Euro.of(9_000)),)


@pytest.fixture
def reviewer(client: Client) -> User:
    user = make.reviewer()
    client.force_login(user)
    return user


def here(project: Project, page: str = "") -> str:
    return f"/instruction/{project.pk}{page}"


def decide(client: Client, project: Project, outcome: str, **typed: Any) -> Any:
    """With « oui » to every criterion, unless ``typed`` says otherwise."""
    yes = {f"critere_{criterion.code}": "oui" for criterion in grid_on(clock.today()).criteria}
    return client.post(here(project), {"outcome": outcome, "head_choice": "annuaire", **yes, **typed})


def test_shows_the_public_part_and_what_the_public_will_not_see(client: Client, reviewer: User) -> None:
    project = make.submitted(ceiling_reason="")

    page = client.get(here(project))

    for words in ("Un potager pour l’école", "Terre et bacs", "coop@exemple.fr", project.school.mail, "Soumission"):
        assertContains(page, words)


def test_a_corrected_project_is_shown_beside_what_it_was(client: Client, reviewer: User) -> None:
    project = make.submitted()
    assertNotContains(client.get(here(project)), "Ce qui a changé")
    project_send_back(project=project, reviewer=reviewer, remarks={"summary": "Dites quels légumes."})
    project = Project.objects.get(pk=project.pk)
    corrected = make.changes(summary="Les élèves font pousser les tomates de la cantine.")
    project_update(project=project, user=project.holder, version=project.version, changes=corrected, budget=make.BUDGET)
    project_submit(project=Project.objects.get(pk=project.pk), user=project.holder)

    page = client.get(here(project))

    assertContains(page, "Ce qui a changé depuis la soumission 1")
    assertContains(page, '<del><span class="vh">[retiré : </span>légumes<span class="vh">]</span></del>', html=True)
    assertContains(page, '<ins><span class="vh">[ajouté : </span>tomates<span class="vh">]</span></ins>', html=True)
    assertNotContains(page, 'changement__titre">Budget')


def test_accepting_writes_to_the_directory(client: Client, reviewer: User) -> None:
    project = make.submitted()

    assertRedirects(decide(client, project, "accepted", text="Bravo."), "/instruction")

    project.refresh_from_db()
    assert project.state == ProjectState.ACCEPTED
    assert project.head_file.recipient == project.school.mail
    assert project.head_file.recipient_source == RecipientSource.DIRECTORY


def test_an_acceptance_answers_every_criterion(client: Client, reviewer: User) -> None:
    project = make.submitted()

    page = decide(client, project, "accepted", critere_tous="", critere_trace="non", mot_eleves="Toute l’école.")

    assertContains(page, "Répondez par oui ou par non.", status_code=422)
    assertContains(page, "Dites en quelques mots pourquoi", status_code=422)
    assertContains(page, "Toute l’école.", status_code=422)
    assertContains(page, "<title>2\u00a0erreurs\u00a0: ", status_code=422)
    project.refresh_from_db()
    assert project.state == ProjectState.SUBMITTED


def test_a_required_criterion_that_is_not_met_is_no_acceptance(client: Client, reviewer: User) -> None:
    page = decide(client, make.submitted(), "accepted", critere_valeurs="non", mot_valeurs="Une réserve.")
    assertContains(page, "Sans ce critère, le projet ne peut pas être accepté", status_code=422)


def test_the_grid_asks_nothing_of_another_outcome(client: Client, reviewer: User) -> None:
    unanswered = {f"critere_{criterion.code}": "" for criterion in grid_on(clock.today()).criteria}
    answer = decide(client, make.submitted(), "sent_back", remark_title="Plus court", **unanswered)
    assertRedirects(answer, "/instruction")


def test_the_answers_stay_in_the_file(client: Client, reviewer: User) -> None:
    project = make.submitted()
    decide(client, project, "accepted", critere_trace="non", mot_trace="Une journée à vivre.")

    page = client.get(here(project))

    assertContains(page, "8\u00a0critères remplis sur 9")
    assertContains(page, "Une journée à vivre.")


@pytest.mark.usefixtures("quick_studio")
def test_a_reviewer_sees_every_picture_and_which_ones_will_not_show(client: Client, reviewer: User) -> None:
    project = make.submitted()
    published, waiting = add(project), add(project, minors=True)

    page = client.get(here(project))

    assertContains(page, f"/images/{published.pk}/")
    assertContains(page, f"/images/{waiting.pk}/")
    assertContains(page, "Attestation attendue")
    assertContains(page, "Images qui ne paraissent pas")


def test_another_address_must_be_checked_first(client: Client, reviewer: User) -> None:
    project = make.submitted(head_email="proposee@exemple.fr")
    other = {"head_choice": "autre", "head_other": "direction@exemple.fr"}

    assertContains(client.get(here(project)), "Proposée par le porteur\u00a0: proposee@exemple.fr")
    page = decide(client, project, "accepted", **other)
    assertContains(page, "Cochez cette case une fois l’adresse vérifiée.", status_code=422)
    assertContains(decide(client, project, "accepted", head_choice="autre"), "une fois vérifiée", status_code=422)

    decide(client, project, "accepted", **other, head_checked="on")
    file = HeadFile.objects.get(project=project)
    assert (file.recipient, file.recipient_source) == ("direction@exemple.fr", RecipientSource.CONFIRMED)


def test_without_directory_mailbox_an_address_is_asked(client: Client, reviewer: User) -> None:
    project = make.submitted(make.school(mail=""))

    assertContains(client.get(here(project)), "L’annuaire ne donne pas d’adresse")
    assertContains(decide(client, project, "accepted"), "Écrivez l’adresse de la direction", status_code=422)
    decide(client, project, "accepted", head_other="direction@exemple.fr", head_checked="on")
    project.refresh_from_db()
    assert project.state == ProjectState.ACCEPTED


def test_a_minimum_above_the_ceiling_takes_an_exception(client: Client, reviewer: User) -> None:
    project = make.submitted(
        budget=BIG, minimum_goal=Euro.of(6_000), optimum_goal=Euro.of(9_000), ceiling_reason="Le studio coûte cher."
    )

    assertContains(client.get(here(project)), "Le studio coûte cher.")
    assertContains(decide(client, project, "accepted"), "accordez l’exception", status_code=422)
    assertRedirects(decide(client, project, "accepted", grant_exception="on"), "/instruction")


def test_sending_back_takes_a_remark(client: Client, reviewer: User) -> None:
    project = make.submitted()

    page = decide(client, project, "sent_back", text="À revoir")
    assertContains(page, "Écrivez au moins une remarque", status_code=422)
    assertContains(page, "<title>1\u00a0erreur\u00a0: ", status_code=422)

    decide(client, project, "sent_back", remark_budget="Ajoutez le devis.", text="Presque.")
    project.refresh_from_db()
    assert remarks_of(project) == {"budget": "Ajoutez le devis."}


def test_refusing_takes_a_reason_and_words(client: Client, reviewer: User) -> None:
    project = make.submitted()

    page = decide(client, project, "refused", remark_title="Plus court")
    assertContains(page, "Choisissez un motif.", status_code=422)
    assertContains(page, "Expliquez votre refus", status_code=422)
    assertContains(page, "Plus court", status_code=422)
    assertContains(page, "1\u00a0remarque", status_code=422)

    decide(client, project, "refused", reason_code="budget", text="Les sommes ne tombent pas.")
    project.refresh_from_db()
    assert project.state == ProjectState.REFUSED


def test_remarks_are_not_forgotten_in_an_acceptance(client: Client, reviewer: User) -> None:
    project = make.submitted()

    page = decide(client, project, "accepted", remark_title="Plus court")

    assertContains(page, "Vous avez écrit des remarques", status_code=422)
    project.refresh_from_db()
    assert project.state == ProjectState.SUBMITTED


def test_no_outcome_is_no_decision(client: Client, reviewer: User) -> None:
    assertContains(decide(client, make.submitted(), ""), "Choisissez une des trois issues.", status_code=422)


def test_a_decision_that_comes_too_late_says_so_and_changes_nothing(client: Client, reviewer: User) -> None:
    project = make.submitted()
    make.accept(project, make.reviewer(first_name="Autre"))

    page = decide(client, project, "sent_back", remark_title="Plus court")

    assertContains(page, "Cette étape est déjà passée", status_code=409)
    project.refresh_from_db()
    assert project.state == ProjectState.ACCEPTED


def test_earlier_decisions_stay_in_sight(client: Client, reviewer: User) -> None:
    project = make.submitted()
    project_send_back(project=project, reviewer=reviewer, remarks={"title": "Plus court."}, text="Presque.")

    page = client.get(here(project))

    for words in ("Décision précédente", "Plus court.", "Presque.", "Le porteur le corrige"):
        assertContains(page, words)
    assertNotContains(page, "Envoyer ma décision")


def test_ones_own_project_cannot_be_decided(client: Client, reviewer: User) -> None:
    project = make.submitted()
    Project.objects.filter(pk=project.pk).update(holder=reviewer)

    assertContains(client.get(here(project)), "quelqu’un d’autre le lira")
    assert decide(client, project, "accepted").status_code == 403


def test_another_academie_finds_nothing(client: Client) -> None:
    project = make.accepted()
    client.force_login(make.reviewer(make.academie("09", "Lille", "ac-lille.fr")))

    assert client.get(here(project)).status_code == 404
    assert decide(client, project, "accepted").status_code == 404
    assert client.post(here(project, "/liens"), {"lien": "head"}).status_code == 404
    assert client.get(here(project, "/piece/direction")).status_code == 404


def test_drafts_are_nobody_elses_business(client: Client, reviewer: User) -> None:
    assert client.get(here(make.draft())).status_code == 404


def test_holders_do_not_enter(client: Client) -> None:
    project = make.submitted()
    client.force_login(project.holder)
    assert client.get(here(project)).status_code == 403


def test_links_are_sent_again_to_the_same_or_another_address(client: Client, reviewer: User) -> None:
    project = make.accepted()

    assertContains(client.get(here(project)), "La direction n’a pas encore répondu")
    client.post(here(project, "/liens"), {"lien": "head"})
    assert AccessLink.objects.get(project=project, purpose="head", revoked_at=None).email == project.school.mail
    client.post(here(project, "/liens"), {"lien": "manager", "email": "autre@exemple.fr"})
    assert AccessLink.objects.get(project=project, purpose="manager", revoked_at=None).email == "autre@exemple.fr"
    page = client.post(here(project, "/liens"), {"lien": "head", "email": "direction@"})
    assertContains(page, "Il manque quelque chose à cette adresse", status_code=422)


def test_a_head_who_declined_is_quoted_and_the_decision_comes_back(client: Client, reviewer: User) -> None:
    project = make.accepted()
    token = make.token(project, LinkPurpose.HEAD)
    head_decline(token=token, name="Paul Martin", role="Directeur", reason="Pas encore voté.")

    page = client.get(here(project))

    assertContains(page, "Pas encore voté.")
    assertContains(page, "Envoyer ma décision")


def test_the_joined_act_is_handed_over_as_a_file(client: Client, reviewer: User, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    project = make.accepted()
    assert client.get(here(project, "/piece/direction")).status_code == 404
    act = SimpleUploadedFile("délibération.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    client.post(
        reverse("head:attest", args=[make.token(project, LinkPurpose.HEAD)]),
        {
            "answer": "attester",
            "name": "Paul Martin",
            "role": "Directeur",
            "sure": "on",
            "ien_on": "2026-01-12",
            "ien_reference": "Courriel",
            "dasen_on": "2026-01-13",
            "dasen_reference": "Courriel",
            "document": act,
        },
    )

    assertContains(client.get(here(project)), "Pièce jointe par la direction")
    response = client.get(here(project, "/piece/direction"))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert client.get(here(project, "/piece/quelqu-un")).status_code == 404


def test_a_published_report_is_one_link_away(client: Client, reviewer: User) -> None:
    assertNotContains(client.get(here(make.accepted())), "/bilans/")
    report = published()
    assertContains(client.get(here(report.campaign.project)), f'href="/instruction/bilans/{report.pk}"')
