"""Where the demonstration is open: a phase in force, an académie without place left, one still to come."""

from datetime import timedelta

from trousse.core import clock, jobs
from trousse.fundraising.projects.enums import LevelGroup, ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.services import project_create
from trousse.operations.demo import people
from trousse.operations.demo.places import PLACES, school_at
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.services import alert_confirm, phase_save, slot_take, wait_join
from trousse.people.schools.models import Academie

YEAR = timedelta(days=210)
SOON = timedelta(days=45)
FULL = "Clermont-Ferrand"
COMING = "Mayotte"
WAITING = (("Lison", "Sorel"), ("Anselme", "Perrin"))
CURIOUS = ("odile.voisine@donateur.example", "hana.ancienne@donateur.example")


def open_up() -> None:
    """Called once the season is played, so that no project of the demonstration meets a closed door."""
    handed_in = Project.objects.exclude(submitted_at=None).exclude(state=ProjectState.REFUSED)
    places: dict[str, int | None] = dict.fromkeys(
        Academie.objects.exclude(name=COMING).values_list("pk", flat=True), None
    )
    full = Academie.objects.get(name=FULL)
    places[full.pk] = max(handed_in.filter(school__departement__academie=full).count(), 1)
    today = clock.today()
    phase_save(
        phase=None,
        name="Cette année scolaire",
        starts_on=today - YEAR,
        ends_on=None,
        quota=None,
        academies=places,
        actor=people.ACTOR,
    )
    for project in handed_in.select_related("school__departement__academie").order_by("pk"):
        slot_take(school=project.school, key=key_of(project.pk))
    phase_save(
        phase=None,
        name="Partout en France",
        starts_on=today + SOON,
        ends_on=None,
        quota=None,
        academies={},
        actor=people.ACTOR,
    )
    _wait()
    jobs.run_pending()


def _wait() -> None:
    """Two teachers wait for a place, two people for an académie."""
    [place] = [each for each in PLACES if each.departement == "63"]
    for (first, last), group in zip(WAITING, (LevelGroup.ELEMENTAIRE, LevelGroup.COLLEGE), strict=True):
        school = school_at(place, group)
        holder = people.holder(first, last, school)
        draft = project_create(holder=holder, school=school)
        wait_join(user=holder, school=school, key=key_of(draft.pk))
    for email in CURIOUS:
        alert_confirm(code=Academie.objects.get(name=COMING).pk, email=email)
