"""A draft that nobody takes up again does not stay for ever."""

from datetime import timedelta

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.jobs import forget
from trousse.fundraising.projects.models import Project, ProjectClass
from trousse.people.rollout.models import Waiting
from trousse.people.rollout.rules import key_of
from trousse.people.rollout.services import wait_join
from trousse.platform.audit.models import Event
from trousse.platform.parameters.selectors import integer

pytestmark = pytest.mark.django_db


def _untouched(project: Project, days: int) -> None:
    Project.objects.filter(pk=project.pk).update(updated_at=clock.now() - timedelta(days=days))


def test_an_old_draft_goes_with_its_classes_and_its_turn() -> None:
    kept, old = make.draft(), make.draft()
    wait_join(user=old.holder, school=old.school, key=key_of(old.pk))
    limit = integer("projects.keep_drafts_days")
    _untouched(kept, limit - 1)
    _untouched(old, limit + 1)

    forget()
    forget()

    assert list(Project.objects.all()) == [kept]
    assert not ProjectClass.objects.filter(project_id=old.pk).exists()
    assert not Waiting.objects.exists()
    assert Event.objects.filter(verb="project.forget", subject_id=str(old.pk)).count() == 1


def test_what_was_handed_in_stays_with_its_accounts() -> None:
    project = make.submitted()
    _untouched(project, 5_000)

    forget()

    assert Project.objects.filter(pk=project.pk).exists()
