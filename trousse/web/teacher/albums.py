"""What the dashboard says of pictures, and what there is to do about them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import albums_of
from trousse.web.components.cards import Task
from trousse.web.components.project_cards import UNTITLED
from trousse.web.components.typography import day, plural
from trousse.web.teacher.boards import Album


def albums_by_project(projects: Sequence[Project]) -> dict[int, Album]:
    """One for each project that was not refused; one statement, whatever their number."""
    kept = [project for project in projects if project.state != ProjectState.REFUSED]
    pictures = albums_of("project", [project.pk for project in kept])
    return {project.pk: _album(project, pictures[str(project.pk)]) for project in kept}


def tasks_of_albums(albums: Iterable[Album]) -> Iterator[Task]:
    """Attest what waits, renew what ends soon."""
    for album in albums:
        if album.waiting:
            waits = plural(album.waiting, "image reste cachée,images restent cachées")
            yield Task("Attester l’accord des parents", f"{album.title}\u00a0: {waits} en attendant.", album.url)
        if album.ends_on:
            text = f"{album.title}\u00a0: une image disparaît après le {day(album.ends_on)}."
            yield Task("Renouveler l’accord des parents", text, album.url)


def _album(project: Project, pictures: Sequence[Picture]) -> Album:
    shown = [picture for picture in pictures if picture.is_published and picture.attestation_is_valid()]
    soon = clock.today() + timedelta(days=integer("pictures.reminder_days"))
    ends = [picture.attestation_expires_on for picture in shown if picture.attestation_expires_on]
    return Album(
        title=project.title or UNTITLED,
        url=reverse("teacher:project_pictures", args=[project.pk]),
        shown=len(shown),
        waiting=sum(picture.is_pending or picture.is_expired for picture in pictures),
        ends_on=min((last for last in ends if last <= soon), default=None),
    )
