"""An académie that is not open: one waits, it opens, everybody is told; and two hands on the last place."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.fundraising import make
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.waiting import link_in, mail
from tests.people.rollout.test_services import phase
from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.enums import Role
from trousse.people.rollout.models import Alert, Phase, Slot, Waiting

NEIGHBOUR = "odile.voisine@exemple.fr"
OUTCOME = re.compile("Votre projet est parti|Toutes les places de cette phase sont prises")


@pytest.fixture(autouse=True)
def _nothing_stays_closed(journey: Journey) -> Iterator[None]:
    """Phases hold for the whole site: other journeys find everything open again."""
    yield
    for model in (Waiting, Alert, Slot, Phase):
        model.objects.all().delete()


def test_waiting_for_an_academie_until_it_opens(journey: Journey) -> None:
    opens = clock.today() + timedelta(days=30)
    announced = phase(name="Printemps", starts_on=opens)
    project = make.draft(title="Un herbier des montagnes")
    team = Tour.of(journey, make.granted(Role.PLATFORM))
    teacher, neighbour = (journey.somebody(width=390, javascript=False) for _ in range(2))
    Tour(teacher).signs_in(project.holder)

    neighbour.goes_to("/academies/grenoble", "Académie de Grenoble")
    neighbour.reads("La plateforme y ouvre le")
    neighbour.types("Votre courriel", NEIGHBOUR)
    neighbour.presses("Me prévenir")
    neighbour.goes_to(link_in(mail(NEIGHBOUR, "rollout.alert_confirm"), "/academies/confirmer/"), "Être prévenu")
    neighbour.presses("Oui, prévenez-moi")
    neighbour.is_at("C’est noté")

    teacher.goes_to(f"/enseignant/projet/{project.pk}/soumettre")
    teacher.reads("Votre académie n’est pas encore ouverte", "Votre projet est enregistré")
    teacher.presses("M’inscrire sur la liste d’attente")
    teacher.reads("Vous êtes n° 1 sur la liste d’attente")

    team.opens("/pilotage", "Pilotage")
    team.visitor.reads("rien n’est ouvert aujourd’hui")
    team.opens("/pilotage/phases", "Phases")
    team.opens(f"/pilotage/phases/{announced.pk}", "Printemps")
    team.visitor.types("Premier jour", clock.today().isoformat())
    team.presses("Enregistrer la phase", "Phases")
    team.visitor.reads("En vigueur")

    assert "Grenoble" in mail(NEIGHBOUR, "rollout.opened").text
    mail(project.holder.email, "rollout.place")
    teacher.goes_to(f"/enseignant/projet/{project.pk}/soumettre")
    teacher.presses("Envoyer à l’instructeur")
    teacher.reads("Votre projet est parti.")
    assert not Waiting.objects.exists()
    assert team.misdeeds == []


def test_two_at_once_for_the_last_place(journey: Journey) -> None:
    phase(quota=1)
    projects = [make.draft(title=f"Le dernier cartable {number}") for number in (1, 2)]
    people = [journey.somebody() for _ in projects]
    for person, project in zip(people, projects, strict=True):
        Tour(person).signs_in(project.holder)
        person.goes_to(f"/enseignant/projet/{project.pk}/soumettre")
        person.button("Envoyer à l’instructeur").wait_for()

    for person in people:
        person.button("Envoyer à l’instructeur").click(no_wait_after=True)
    for person in people:
        expect(person.page.get_by_text(OUTCOME).first).to_be_visible()

    states = sorted(Project.objects.filter(pk__in=[each.pk for each in projects]).values_list("state", flat=True))
    assert states == sorted([ProjectState.DRAFT, ProjectState.SUBMITTED])
    assert Slot.objects.filter(freed_at=None).count() == 1
    [late] = [
        person
        for person, project in zip(people, projects, strict=True)
        if Project.objects.get(pk=project.pk).state == ProjectState.DRAFT
    ]
    late.reads("Votre projet reste enregistré")
    late.presses("M’inscrire sur la liste d’attente")
    late.reads("Vous êtes n° 1 sur la liste d’attente")
