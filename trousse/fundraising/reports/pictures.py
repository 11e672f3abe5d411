"""The pictures of a report: its holder arranges them, everybody sees them once it is published."""

from typing import Any

from django.urls import reverse

from trousse.fundraising.projects.perms import can_see_project
from trousse.fundraising.reports.models import Report
from trousse.people.schools.models import School
from trousse.platform.pictures.owners import Owner


def _report(report_id: str) -> Report | None:
    if not report_id.isdecimal():
        return None
    related = ("campaign__project__holder", "campaign__school")
    return Report.objects.select_related(*related).filter(pk=int(report_id)).first()


def _may_edit(user: Any, report_id: str) -> bool:
    report = _report(report_id)
    return report is not None and bool(user.is_authenticated) and report.campaign.project.holder_id == user.pk


def _may_see(user: Any, report_id: str) -> bool:
    """Whoever follows the project, once it was published: one that moderators hid is looked at with its pictures."""
    report = _report(report_id)
    if report is None or not report.is_published:
        return False
    return bool(user.is_authenticated) and can_see_project(user, report.campaign.project)


def _is_public(report_id: str) -> bool:
    report = _report(report_id)
    return report is not None and report.is_published and report.hidden_at is None


def _edit_url(report_id: str) -> str:
    return reverse("teacher:report", args=[int(report_id)]) + "#images"


def _url(report_id: str) -> str:
    report = _report(report_id)
    if report is None or not _is_public(report_id):
        return _edit_url(report_id)
    return reverse("public:project", args=[report.pk, report.campaign.slug]) + "#bilan"


def _author_email(report_id: str) -> str:
    report = _report(report_id)
    return report.campaign.project.holder.email if report else ""


def _school_of(report_id: str) -> School | None:
    report = _report(report_id)
    return report.campaign.school if report else None


REPORT_PICTURE = Owner(
    label="Image d’un bilan",
    may_edit=_may_edit,
    may_see=_may_see,
    is_public=_is_public,
    url=_url,
    edit_url=_edit_url,
    author_email=_author_email,
    school_of=_school_of,
)
