"""Pictures of projects, made quickly."""

from datetime import timedelta

from tests.fundraising import make
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.models import Project
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.rules import Attestation
from trousse.platform.pictures.services import picture_add

ALT = "Des mains d’élèves plantent un semis de radis"


def attestation(days: int = 100, **fields: object) -> Attestation:
    today = clock.today()
    given: dict[str, object] = {"name": "Nadia", "on": today, "scope": "La page du projet"}
    return Attestation(**{**given, "expires_on": today + timedelta(days=days), **fields})  # type: ignore[arg-type]


def add(
    project: Project, *, minors: bool = False, attested: Attestation | None = None, content: bytes = b"a"
) -> Picture:
    return picture_add(
        subject_kind="project",
        subject_id=project.pk,
        content=content,
        alt=ALT,
        minors=minors,
        attestation=attested,
        actor=Actor.of_user(project.holder),
    )


def moderator() -> User:
    return make.granted(Role.PLATFORM, first_name="Ines")
