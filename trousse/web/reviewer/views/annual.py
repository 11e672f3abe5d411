"""The yearly figures of the review, to read and to take away."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.review.annual import AnnualReport, AnnualRow, annual_report, report_years
from trousse.fundraising.review.enums import RefusalReason
from trousse.people.accounts.enums import Role
from trousse.web.access import GET, requires
from trousse.web.components.cards import Crumb
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


@requires(Role.REVIEWER, Role.PLATFORM, methods=GET)
def annual(request: HttpRequest) -> HttpResponse:
    """One year, this one by default; ``format=csv`` or ``json`` for the same figures in a file."""
    user = signed_in_user(request)
    years = report_years(user)
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else clock.today().year
    report = annual_report(user, year)
    match request.GET.get("format"):
        case "csv":
            return _csv(report)
        case "json":
            response = JsonResponse({"year": year, "rows": [_facts(row) for row in (*report.rows, report.total)]})
            response["Content-Disposition"] = f'attachment; filename="instruction-{year}.json"'
            return response
    crumbs = [Crumb("Projets à instruire", reverse("reviewer:queue")), Crumb("Rapport annuel")]
    return render(request, "reviewer/annual.html", {"report": report, "years": years, "crumbs": crumbs})


def _csv(report: AnnualReport) -> HttpResponse:
    """UTF-8 with its mark, semicolons: what French spreadsheets open. No cell is written by a visitor."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="instruction-{report.year}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows(_cells(row) for row in (*report.rows, report.total))
    return response


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
