"""Two people at once, in real transactions on two connections."""

from datetime import date

import pytest

from tests.fundraising import make
from tests.fundraising.campaigns.test_at_once import at_once
from tests.platform.moderation.cases import HIDE, LEAVE, is_shown, moderator, report
from tests.platform.pictures.quick import add
from trousse.core.workflow import TransitionRefused
from trousse.platform.moderation.enums import ReportReason
from trousse.platform.moderation.models import Case, Decision
from trousse.platform.moderation.services import case_decide
from trousse.platform.parameters.models import DatedValue
from trousse.platform.pictures.errors import TooManyPictures
from trousse.platform.pictures.models import Picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_studio")]


def test_two_reports_are_one_case_and_two_decisions_are_one() -> None:
    picture = add(make.campaign().project)
    first, second = at_once(lambda: report(picture, ReportReason.MINOR), lambda: report(picture))
    assert first.pk == second.pk
    case = Case.objects.get()
    assert case.is_urgent
    assert case.hidden_at is not None
    assert not is_shown(picture)

    one, other = moderator(), moderator("Rachid")
    outcomes = at_once(
        lambda: case_decide(case=case, by=one, verdict=LEAVE), lambda: case_decide(case=case, by=other, verdict=HIDE)
    )
    assert {type(outcome) for outcome in outcomes} == {Case, TransitionRefused}
    assert is_shown(picture) is (Decision.objects.get().outcome == LEAVE.outcome)


def test_two_pictures_at_the_last_place() -> None:
    DatedValue.objects.create(key="pictures.most_per_subject", value=2, in_force_from=date(2020, 1, 1), note="essai")
    project = make.draft()
    add(project)
    outcomes = at_once(lambda: add(project, content=b"b"), lambda: add(project, content=b"c"))
    assert {type(outcome) for outcome in outcomes} == {Picture, TooManyPictures}
    assert sorted(Picture.objects.values_list("order", flat=True)) == [1, 2]
