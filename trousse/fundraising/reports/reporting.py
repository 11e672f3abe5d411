"""A published report as moderation sees it."""

from django.urls import reverse

from trousse.core.actors import Actor
from trousse.fundraising.reports.enums import ReportState
from trousse.fundraising.reports.errors import ReportMissing
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.services import report_hide, report_show
from trousse.people.schools.models import School
from trousse.platform.moderation.reportables import Reportable


def _report(report_id: str) -> Report:
    """Raises ReportMissing."""
    found = Report.objects.select_related("campaign__project__holder", "campaign__school")
    published = found.filter(state=ReportState.PUBLISHED)
    report = published.filter(pk=int(report_id)).first() if report_id.isdecimal() else None
    if report is None:
        raise ReportMissing
    return report


def _url(report_id: str) -> str:
    campaign = _report(report_id).campaign
    return reverse("public:project", args=[campaign.pk, campaign.slug]) + "#bilan"


def _hide(report_id: str, actor: Actor, reason: str) -> None:
    report_hide(report_id=_report(report_id).pk, actor=actor, reason=reason)


def _show(report_id: str, actor: Actor, reason: str) -> None:
    report_show(report_id=_report(report_id).pk, actor=actor, reason=reason)


def _school(report_id: str) -> School:
    return _report(report_id).campaign.school


REPORT = Reportable(
    label="Bilan",
    title=lambda report_id: f"Bilan : {_report(report_id).campaign.title}",
    url=_url,
    hide=_hide,
    show=_show,
    author_emails=lambda report_id: [_report(report_id).campaign.project.holder.email],
    school_of=_school,
    excerpt=lambda report_id: _report(report_id).story,
)
