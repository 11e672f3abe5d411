"""Reviewers hear of what waits for them: once when it comes, once when it is late, in one letter."""

from datetime import timedelta

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.review.enums import RefusalReason
from trousse.fundraising.review.notifications import ProjectsWaiting
from trousse.fundraising.review.services import project_refuse, reviewers_remind, reviewers_tell
from trousse.people.accounts.models import User
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import render

pytestmark = pytest.mark.django_db


def letters(to: User) -> list[Message]:
    return list(Message.objects.filter(kind="review.waiting", to=to.email).order_by("pk"))


def test_one_letter_for_several_and_only_once() -> None:
    grenoble, lille = make.reviewer(), make.reviewer(make.academie("09", "Lille", "ac-lille.fr"))
    make.submitted(title="Semer")
    make.submitted(title="Grimper")

    assert reviewers_tell() == 2
    assert reviewers_tell() == 0

    [letter] = letters(grenoble)
    assert letter.params["count"] == 2
    assert letters(lille) == []


def test_what_was_answered_meanwhile_is_not_told() -> None:
    reviewer = make.reviewer()
    project = make.submitted()
    project_refuse(project=project, reviewer=reviewer, reason_code=RefusalReason.OTHER, text="Non.")

    assert reviewers_tell() == 0


def test_late_ones_are_recalled_once() -> None:
    reviewer = make.reviewer()
    make.submitted()
    reviewers_tell()
    assert reviewers_remind() == 0

    with clock.frozen(clock.now() + timedelta(days=11)):
        assert reviewers_remind() == 1
        assert reviewers_remind() == 0

    assert [letter.params["late"] for letter in letters(reviewer)] == [False, True]


def test_a_long_list_says_there_are_others() -> None:
    told = ProjectsWaiting(projects=("Semer", "Grimper"), count=12, late=True, url="/instruction")

    letter = render(told)

    assert "12 projets attendent depuis trop longtemps" in letter.subject
    assert "et d’autres encore" in letter.text
