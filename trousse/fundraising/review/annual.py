"""The yearly figures of the review: what was received, retained, refused and why, and how long it took.

A crowdfunding intermediary reports them before 30 June (art. R548-4 II CMF). They come from submissions and decisions,
which are never deleted, and not from the projects as they ended.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Min, Q, QuerySet

from trousse.core import clock
from trousse.fundraising.review.enums import Outcome, RefusalReason
from trousse.fundraising.review.models import Decision, Submission
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import schools_of

NOWHERE = "Sans académie"


@dataclass
class AnnualRow:
    """One académie in one year. A project counts once in ``received`` and ``retained``, however often it came back."""

    academie: str
    received: int = 0
    submissions: int = 0
    retained: int = 0
    sent_back: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)

    @property
    def refused_count(self) -> int:
        return self.refused.total()

    @property
    def median_days(self) -> float | None:
        """Days from a submission to its answer: half were quicker. None without an answer."""
        return round(statistics.median(self.delays), 1) if self.delays else None

    @property
    def longest_days(self) -> float | None:
        return round(max(self.delays), 1) if self.delays else None

    def refusals(self) -> list[tuple[RefusalReason, int]]:
        """Every reason of the list, also those that were never given."""
        return [(reason, self.refused[reason.value]) for reason in RefusalReason]


@dataclass(frozen=True)
class AnnualReport:
    """One calendar year in Paris: a row per académie by name, and their sum."""

    year: int
    rows: tuple[AnnualRow, ...]
    total: AnnualRow

    @property
    def lines(self) -> tuple[AnnualRow, ...]:
        """The rows, then their sum when there are several."""
        return (*self.rows, self.total) if len(self.rows) > 1 else self.rows


def annual_report(user: User, year: int) -> AnnualReport:
    """Of the schools that ``user`` reviews or, for the platform team, of all. Two statements, whatever the number.

    A project counts in the year of its first submission, a decision in the year in which it was taken; one that was
    accepted again after the head had declined is retained once.
    """
    start = clock.start_of_day(date(year, 1, 1))
    end = clock.start_of_day(date(year + 1, 1, 1))
    rows: dict[str, AnnualRow] = {}
    for academie, number in _submissions(user, start, end):
        row = _row(rows, academie)
        row.submissions += 1
        row.received += number == 1
    retained: dict[str, set[int]] = defaultdict(set)
    for academie, project, outcome, reason, wait in _decisions(user, start, end):
        row = _row(rows, academie)
        row.delays.append(wait / timedelta(days=1))
        if outcome == Outcome.ACCEPTED:
            retained[row.academie].add(project)
        elif outcome == Outcome.SENT_BACK:
            row.sent_back += 1
        else:
            row.refused[reason] += 1
    for name, projects in retained.items():
        rows[name].retained = len(projects)
    ordered = tuple(sorted(rows.values(), key=lambda row: row.academie))
    return AnnualReport(year, ordered, _sum(ordered))


def report_years(user: User) -> list[int]:
    """From the year of the first submission to this one, newest first. One statement."""
    first = Submission.objects.filter(reviewed_by(user)).aggregate(first=Min("at"))["first"]
    today = clock.today().year
    return list(range(today, (clock.paris_day(first).year if first else today) - 1, -1))


def reviewed_by(user: User, project: str = "project") -> Q:
    """What is about projects that ``user`` reviews, or of all for the platform team. ``project``: the path to them."""
    school = f"{project}__school__in"
    return Q((school, schools_of(user, Role.REVIEWER))) | Q((school, schools_of(user, Role.PLATFORM)))


def _submissions(user: User, start: datetime, end: datetime) -> QuerySet[Submission, tuple[str | None, int]]:
    found = Submission.objects.filter(reviewed_by(user), at__gte=start, at__lt=end).order_by()
    return found.values_list("project__school__departement__academie__name", "number")


def _decisions(
    user: User, start: datetime, end: datetime
) -> QuerySet[Decision, tuple[str | None, int, str, str, timedelta]]:
    theirs = Submission.objects.filter(reviewed_by(user))
    found = Decision.objects.filter(submission__in=theirs, at__gte=start, at__lt=end).order_by()
    return found.annotate(wait=F("at") - F("submission__at")).values_list(
        "submission__project__school__departement__academie__name",
        "submission__project",
        "outcome",
        "reason_code",
        "wait",
    )


def _row(rows: dict[str, AnnualRow], academie: str | None) -> AnnualRow:
    name = academie or NOWHERE
    return rows.setdefault(name, AnnualRow(name))


def _sum(rows: Iterable[AnnualRow]) -> AnnualRow:
    total = AnnualRow("Ensemble")
    for row in rows:
        total.received += row.received
        total.submissions += row.submissions
        total.retained += row.retained
        total.sent_back += row.sent_back
        total.refused += row.refused
        total.delays += row.delays
    return total
