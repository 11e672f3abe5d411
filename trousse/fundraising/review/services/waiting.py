"""Reviewers are told what has just come into their queue, and once more of what has become late.

Each submission remembers that it was told (``told_at``) and recalled (``late_told_at``), in the transaction that writes
the letters: a job that dies or runs twice tells nobody twice. One letter a person, however many projects.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from trousse.core import clock
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review import messages
from trousse.fundraising.review.models import Submission
from trousse.fundraising.review.selectors import late_since, queue_of, reviewers

BATCH = 200


@transaction.atomic
def reviewers_tell() -> int:
    """Tell of the submissions that nobody was told of. Returns how many there were."""
    fresh = _locked(Submission.objects.filter(told_at=None))
    _tell(fresh, late=False)
    Submission.objects.filter(pk__in=[submission.pk for submission in fresh]).update(told_at=clock.now())
    return len(fresh)


@transaction.atomic
def reviewers_remind() -> int:
    """Recall, once each, the submissions that have waited longer than ``review.late_days``. Returns how many."""
    now = clock.now()
    late = _locked(Submission.objects.filter(late_told_at=None, project__state_since__lt=late_since(now)))
    _tell(late, late=True)
    Submission.objects.filter(pk__in=[submission.pk for submission in late]).update(late_told_at=now)
    return len(late)


def _locked(submissions: QuerySet[Submission]) -> list[Submission]:
    waiting = submissions.filter(project__state=ProjectState.SUBMITTED).order_by("pk")
    return list(waiting.select_for_update(of=("self",), skip_locked=True)[:BATCH])


def _tell(submissions: Sequence[Submission], *, late: bool) -> None:
    projects = {submission.project_id for submission in submissions}
    if not projects:
        return
    for reviewer in reviewers():
        theirs: list[Project] = list(queue_of(reviewer).filter(pk__in=projects))
        if theirs:
            messages.tell_waiting(reviewer, theirs, late=late)
