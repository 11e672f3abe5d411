"""Reading how projects answer the published selection criteria, with the words of the day of the decision."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray

from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.annual import NOWHERE, reviewed_by
from trousse.fundraising.review.criteria import Criterion, Grid, grid_of
from trousse.fundraising.review.enums import Outcome
from trousse.fundraising.review.models import CriterionAnswer, Decision
from trousse.people.accounts.models import User

Said = tuple[str, bool, str]
"""The code of a criterion, whether it is met, and the word given."""
AT_ONCE = 500
"""Decisions fetched together for an export."""


@dataclass(frozen=True)
class Answered:
    """One criterion as it was published, and the answer."""

    criterion: Criterion
    met: bool
    note: str

    @property
    def label(self) -> str:
        return self.criterion.label


@dataclass(frozen=True)
class AnsweredGrid:
    """The whole grid of an acceptance, in its order."""

    grid: Grid
    lines: tuple[Answered, ...]

    @property
    def met_count(self) -> int:
        return sum(line.met for line in self.lines)


@dataclass(frozen=True)
class Tally:
    """How many of the projects retained in a year meet a criterion, and how many were retained without it."""

    grid: Grid
    criterion: Criterion
    met: int
    unmet: int


@dataclass(frozen=True)
class Retained:
    """A project retained in a year, and what it answered."""

    pk: int
    title: str
    academie: str
    school: str
    accepted_on: date
    answered: AnsweredGrid | None


def answered_grid(decision: Decision) -> AnsweredGrid | None:
    """None when the decision answers no grid. Costs no query when ``answers`` were loaded with it."""
    if not decision.grid:
        return None
    return _whole(grid_of(decision.grid), _said(decision.answers.all()))


def answers_of(project: Project) -> AnsweredGrid | None:
    """How the project answers the criteria: those of its last acceptance. One statement."""
    accepted = Decision.objects.filter(submission__project=project, outcome=Outcome.ACCEPTED)
    latest = accepted.order_by("-at", "-pk").values("pk")[:1]
    answers = list(CriterionAnswer.objects.filter(decision=Subquery(latest)).select_related("decision"))
    return _whole(grid_of(answers[0].decision.grid), _said(answers)) if answers else None


def annual_tally(user: User, year: int) -> list[Tally]:
    """Every criterion of every grid that was answered in ``year``, in their order, over the projects that ``user``
    reviews. A project that was accepted again after its head had declined counts once, with its last answers.
    """
    last = retained_in(user, year)
    met: Counter[tuple[str, str]] = Counter()
    unmet: Counter[tuple[str, str]] = Counter()
    answers = CriterionAnswer.objects.filter(decision__in=last.values("pk")).order_by()
    counted = answers.values_list("decision__grid", "criterion", "met").annotate(count=Count("pk"))
    for version, code, is_met, count in counted:
        (met if is_met else unmet)[version, code] += count
    versions = sorted({version for version, _code in (*met, *unmet)})
    return [
        Tally(grid, criterion, met[version, criterion.code], unmet[version, criterion.code])
        for version, grid in ((version, grid_of(version)) for version in versions)
        for criterion in grid.criteria
    ]


def retained_in(user: User, year: int) -> QuerySet[Decision]:
    """The last acceptance of each project that was accepted in that year (Paris), by project."""
    start, end = clock.start_of_day(date(year, 1, 1)), clock.start_of_day(date(year + 1, 1, 1))
    accepted = Decision.objects.filter(outcome=Outcome.ACCEPTED, at__gte=start, at__lt=end)
    theirs = accepted.filter(reviewed_by(user, "submission__project"))
    return theirs.order_by("submission__project_id", "-at", "-pk").distinct("submission__project_id")


def annual_retained(user: User, year: int) -> Iterator[Retained]:
    """One a project, for an export: one statement, read by portions, however many there are."""
    project = "submission__project"
    said = CriterionAnswer.objects.filter(decision=OuterRef("pk")).order_by("pk")
    answers = ArraySubquery(said.values(line=JSONArray("criterion", "met", "note")))
    rows = (
        retained_in(user, year)
        .annotate(lines=answers)
        .values_list(
            f"{project}_id",
            f"{project}__title",
            f"{project}__school__departement__academie__name",
            f"{project}__school__name",
            f"{project}__school__commune_name",
            "at",
            "grid",
            "lines",
        )
    )
    for pk, title, academie, school, town, at, version, lines in rows.iterator(chunk_size=AT_ONCE):
        yield Retained(
            pk=pk,
            title=title,
            academie=academie or NOWHERE,
            school=f"{school} ({town})" if town else school,
            accepted_on=clock.paris_day(at),
            answered=_whole(grid_of(version), map(tuple, lines)) if version else None,
        )


def _whole(grid: Grid, said: Iterable[Said]) -> AnsweredGrid:
    known = {criterion.code: criterion for criterion in grid.criteria}
    return AnsweredGrid(grid, tuple(Answered(known[code], met, note) for code, met, note in said))


def _said(answers: Iterable[CriterionAnswer]) -> Iterator[Said]:
    return ((answer.criterion, answer.met, answer.note) for answer in answers)
