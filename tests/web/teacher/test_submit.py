"""Looking, then sending."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.people.rollout.test_services import phase
from trousse.core import clock, formats
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.people.rollout.services import slot_take
from trousse.people.schools.models import Academie

pytestmark = pytest.mark.django_db


def address(project: Project, page: str) -> str:
    return f"/enseignant/projet/{project.pk}/{page}"


def test_the_preview_is_the_public_page(client: Client) -> None:
    project = make.draft()
    client.force_login(project.holder)

    page = client.get(address(project, "apercu"))

    for words in ("Un potager pour l’école", "À quoi sert chaque euro", "Terre et bacs", "noindex", "Modifier"):
        assertContains(page, words)
    assertNotContains(page, "coop@exemple.fr")


def test_the_preview_of_an_empty_draft_holds(client: Client) -> None:
    project = make.draft(
        budget=(), title="", story="", learning="", theme=None, levels=[], opens_on=None, minimum_goal=None
    )
    client.force_login(project.holder)

    assert client.get(address(project, "apercu")).status_code == 200


def test_a_complete_project_says_what_happens_next(client: Client) -> None:
    project = make.draft()
    client.force_login(project.holder)

    page = client.get(address(project, "soumettre"))

    assertContains(page, "Envoyer à l’instructeur")
    assertContains(page, project.school.mail)
    assertContains(page, "coop@exemple.fr")


def test_without_directory_mailbox_the_reviewer_will_check(client: Client) -> None:
    project = make.draft(make.school(mail=""))
    client.force_login(project.holder)

    assertContains(client.get(address(project, "soumettre")), "l’instructeur la vérifiera")


def test_sending(client: Client) -> None:
    project = make.draft()
    client.force_login(project.holder)

    assertRedirects(client.post(address(project, "soumettre")), "/enseignant")

    project.refresh_from_db()
    assert project.state == ProjectState.SUBMITTED
    assertRedirects(client.post(address(project, "soumettre")), address(project, "apercu"))


def test_what_is_missing_leads_back_to_its_field(client: Client) -> None:
    project = make.draft(title="", minimum_goal=None)
    client.force_login(project.holder)

    page = client.get(address(project, "soumettre"))

    assertContains(page, "Encore 2\u00a0points avant d’envoyer")
    assertContains(page, f"/enseignant/projet/{project.pk}/etape/budget#id_minimum_goal")
    assertNotContains(page, "Envoyer à l’instructeur")


def test_an_incomplete_project_is_not_sent(client: Client) -> None:
    project = make.draft(title="")
    client.force_login(project.holder)

    page = client.post(address(project, "soumettre"))

    assertContains(page, "Ce n’est pas encore parti", status_code=409)
    assertContains(page, "Donnez un titre concret", status_code=409)
    project.refresh_from_db()
    assert project.state == ProjectState.DRAFT


class TestWaiting:
    def test_a_closed_academie_is_told_and_waited_for(self, client: Client) -> None:
        project = make.draft()
        phase(academies={Academie.objects.exclude(pk=make.academie().pk).earliest("pk").pk: None})
        client.force_login(project.holder)
        here = f"/enseignant/projet/{project.pk}"
        shown = client.get(f"{here}/soumettre")
        assertContains(shown, "Votre académie n’est pas encore ouverte")
        assertNotContains(shown, "Envoyer à l’instructeur")
        assertContains(client.post(f"{here}/soumettre"), "Votre projet reste enregistré", status_code=409)
        waited = client.post(f"{here}/attendre", follow=True)
        assertContains(waited, "Vous êtes n°&nbsp;1 sur la liste")
        assertContains(client.post(f"{here}/attendre", {"renoncer": "1"}, follow=True), "M’inscrire sur la liste")

    def test_the_day_is_told_as_soon_as_the_school_is_chosen(self, client: Client) -> None:
        opens = clock.today() + timedelta(days=30)
        phase(starts_on=opens)
        school = make.school()
        client.force_login(make.holder(school))
        begun = client.post("/enseignant/projet/nouveau", {"ecole": school.uai}, follow=True)
        assertContains(begun, f"Votre académie ouvre le {formats.day(opens)}")

    def test_whoever_comes_second_is_led_to_the_list(self, client: Client) -> None:
        project = make.draft()
        phase(quota=1)
        slot_take(school=project.school, key="project:another")
        client.force_login(project.holder)
        refused = client.post(f"/enseignant/projet/{project.pk}/soumettre")
        assertContains(refused, "Toutes les places de cette phase sont prises", status_code=409)
        assertContains(refused, "M’inscrire sur la liste d’attente", status_code=409)
        assertNotContains(refused, "Envoyer à l’instructeur", status_code=409)
