"""The demonstration shows a project that came back corrected, a deputy who answers and one to confirm."""

from datetime import timedelta

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.models import HeadFile
from trousse.fundraising.review.selectors import resubmission_of
from trousse.fundraising.review.services import project_send_back
from trousse.operations.demo import reviewing

pytestmark = pytest.mark.django_db


def test_every_depth_of_the_review() -> None:
    now, reviewer = clock.now(), make.reviewer()
    with clock.frozen(now - timedelta(days=5)):
        returned = [make.submitted(title=title) for title in ("Semer", "Grimper")]
        for project in returned:
            project_send_back(project=project, reviewer=reviewer, remarks={"summary": "Dites pour qui."})
        for _number in range(3):
            make.accepted()

    reviewing.deepen(now)

    found = [resubmission_of(Project.objects.get(pk=project.pk)) for project in returned]
    assert found[0] is None
    assert found[1] is not None
    assert {change.field for change in found[1].changes} >= {"summary"}
    files = list(HeadFile.objects.order_by("pk"))
    assert [file.is_delegated for file in files] == [True, False, False]
    assert [file.awaits_confirmation for file in files] == [False, True, False]


def test_a_season_without_waiting_files_says_nothing() -> None:
    reviewing.deepen(clock.now())
