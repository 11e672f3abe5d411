"""The yearly figures of the review, to read and to take away."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.review.annual import AnnualReport, AnnualRow, annual_report, report_years
from trousse.fundraising.review.answers import Answered, Retained, Tally, annual_retained, annual_tally
from trousse.fundraising.review.criteria import Criterion
from trousse.fundraising.review.enums import RefusalReason
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.web.access import GET, requires
from trousse.web.components.cards import Crumb
from trousse.web.components.spreadsheet import spreadsheet
from trousse.web.reviewer.here import signed_in_user

HEADINGS = (
    "Académie",
    "Projets reçus",
    "Soumissions",
    "Projets retenus",
    "Rendus avec remarques",
    "Refusés",
    "Délai médian (jours)",
    "Délai le plus long (jours)",
    *(f"Refus : {reason.label}" for reason in RefusalReason),
)
RETAINED_HEADINGS = ("Projet", "Titre", "Académie", "Établissement", "Retenu le", "Grille")


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET)
def annual(request: HttpRequest) -> HttpResponse:
    """One year, this one by default; ``format=csv`` or ``json`` for the same figures in a file.

    ``format=criteres``: each project that was retained, against each published criterion (art. R.548-5 4° a CMF).
    """
    user = signed_in_user(request)
    years = report_years(user)
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else clock.today().year
    report = annual_report(user, year)
    match request.GET.get("format"):
        case "csv":
            rows = (_cells(row) for row in (*report.rows, report.total))
            return spreadsheet(f"instruction-{year}.csv", [HEADINGS, *rows])
        case "criteres":
            return _projects(user, report)
        case "json":
            response = JsonResponse(_everything(report, annual_tally(user, year)))
            response["Content-Disposition"] = f'attachment; filename="instruction-{year}.json"'
            return response
    crumbs = [Crumb("Projets à instruire", reverse("reviewer:queue")), Crumb("Rapport annuel")]
    context = {"report": report, "years": years, "crumbs": crumbs, "tallies": annual_tally(user, year)}
    return render(request, "reviewer/annual.html", context)


def _everything(report: AnnualReport, tallies: Sequence[Tally]) -> dict[str, Any]:
    return {
        "year": report.year,
        "rows": [_facts(row) for row in (*report.rows, report.total)],
        "criteria": [
            {
                "grid": tally.grid.version,
                "criterion": tally.criterion.code,
                "label": tally.criterion.label,
                "met": tally.met,
                "unmet": tally.unmet,
            }
            for tally in tallies
        ],
    }


def _projects(user: User, report: AnnualReport) -> HttpResponse:
    """A line a project that was retained: its answer to each criterion, « oui » or « non », with the word given."""
    asked = [(tally.grid.version, tally.criterion) for tally in annual_tally(user, report.year)]
    headings = [f"{criterion.label} ({version})" for version, criterion in asked]
    rows = (_retained(project, asked) for project in annual_retained(user, report.year))
    return spreadsheet(f"criteres-{report.year}.csv", [(*RETAINED_HEADINGS, *headings), *rows])


def _retained(project: Retained, asked: Sequence[tuple[str, Criterion]]) -> list[object]:
    grid = project.answered
    said = {(grid.grid.version, line.criterion.code): line for line in grid.lines} if grid else {}
    lines = [said.get((version, criterion.code)) for version, criterion in asked]
    return [
        project.pk,
        project.title,
        project.academie,
        project.school,
        project.accepted_on.isoformat(),
        grid.grid.version if grid else "",
        *(_in_words(line) if line else "" for line in lines),
    ]


def _in_words(line: Answered) -> str:
    return " : ".join(filter(None, ("oui" if line.met else "non", line.note)))


def _cells(row: AnnualRow) -> list[Any]:
    return [
        row.academie,
        row.received,
        row.submissions,
        row.retained,
        row.sent_back,
        row.refused_count,
        _decimal(row.median_days),
        _decimal(row.longest_days),
        *(count for _reason, count in row.refusals()),
    ]


def _decimal(days: float | None) -> str:
    return "" if days is None else f"{days:.1f}".replace(".", ",")


def _facts(row: AnnualRow) -> dict[str, Any]:
    return {
        "academie": row.academie,
        "received": row.received,
        "submissions": row.submissions,
        "retained": row.retained,
        "sent_back": row.sent_back,
        "refused": row.refused_count,
        "refused_by_reason": {reason.value: count for reason, count in row.refusals()},
        "median_days": row.median_days,
        "longest_days": row.longest_days,
    }
