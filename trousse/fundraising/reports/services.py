"""Writing reports: begun from the budget, saved with holes, published, told to donors, corrected."""

from collections.abc import Sequence

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.workflow import TransitionRefused
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.reports import jobs
from trousse.fundraising.reports.errors import NotYourReport, ReportIncomplete, ReportTooEarly
from trousse.fundraising.reports.models import Receipt, Report, ReportLine
from trousse.fundraising.reports.perms import can_publish_report
from trousse.fundraising.reports.rules import SpentLine
from trousse.fundraising.reports.selectors import missing_of, spent_lines
from trousse.fundraising.reports.transitions import ReportWorkflow
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.documents.services import document_delete, document_store

RECEIPT = "reports.receipt"
"""Nature of the documents."""


@transaction.atomic
def report_begin(*, campaign: Campaign, by: User) -> Report:
    """The report of a campaign that succeeded, with the expenses of its budget as lines. Begun once.

    Raises NotYourReport, ReportTooEarly.
    """
    if by.pk != campaign.project.holder_id:
        raise NotYourReport
    if campaign.state != CampaignState.SUCCEEDED:
        raise ReportTooEarly
    report, created = Report.objects.get_or_create(campaign=campaign, defaults={"pupils": campaign.pupils or None})
    if created:
        expenses = [entry for entry in budget_of(campaign.project) if entry.side is BudgetSide.EXPENSE]
        ReportLine.objects.bulk_create(
            ReportLine(report=report, order=place, label=entry.label, planned_cents=entry.amount.cents)
            for place, entry in enumerate(expenses)
        )
    return report


@transaction.atomic
def report_save(
    *, report: Report, by: User, story: str, pupils: int | None, explained: str, thanks: str, lines: Sequence[SpentLine]
) -> Report:
    """Keep what is written, with holes while it is a draft. A published one stays whole, and says it was corrected.

    Raises NotYourReport, or ReportIncomplete when a published report would lose what it needs.
    """
    locked = _locked(report, by)
    before = _told(locked)
    locked.story, locked.pupils = story.strip(), pupils
    locked.explained, locked.thanks = explained.strip(), thanks.strip()
    locked.save(update_fields=["story", "pupils", "explained", "thanks"])
    locked.lines.all().delete()
    ReportLine.objects.bulk_create(
        ReportLine(
            report=locked,
            order=place,
            label=line.label,
            planned_cents=line.planned.cents,
            spent_cents=line.spent.cents,
            note=line.note,
        )
        for place, line in enumerate(lines)
    )
    if locked.is_published and before != _told(locked):
        _correct(locked, by, before)
    return locked


@transaction.atomic
def report_publish(*, report: Report, by: User) -> Report:
    """Put it on the page; donors are told by a job.

    Raises TransitionRefused with what is missing, or TransitionForbidden.
    """
    published = ReportWorkflow.perform(
        ReportWorkflow.publish, report, actor=Actor.of_user(by), published_at=clock.now()
    )
    jobs.tell_reports.enqueue_once()
    return published


@transaction.atomic
def receipt_add(*, report: Report, by: User, name: str, content: bytes) -> Receipt:
    """Keep an invoice. Raises NotYourReport, DocumentRefused."""
    locked = _locked(report, by)
    document = document_store(kind=RECEIPT, name=name, content=content, actor=Actor.of_user(by))
    return Receipt.objects.create(report=locked, document=document)


@transaction.atomic
def receipt_remove(*, receipt: Receipt, by: User) -> None:
    """Take it away, while the report is a draft. Raises NotYourReport, TransitionRefused."""
    locked = _locked(receipt.report, by)
    if locked.is_published:
        raise TransitionRefused("Le bilan est publié : ses justificatifs restent.")
    document = receipt.document
    receipt.delete()
    document_delete(document=document, actor=Actor.of_user(by))


@transaction.atomic
def report_hide(*, report_id: int, actor: Actor, reason: str) -> None:
    """Moderators take it off the page, with the reason its class is told."""
    Report.objects.filter(pk=report_id, hidden_at=None).update(hidden_at=clock.now())
    record(verb="report.hide", subject=Report.objects.get(pk=report_id), actor=actor, reason=reason)


@transaction.atomic
def report_show(*, report_id: int, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    Report.objects.filter(pk=report_id).update(hidden_at=None)
    record(verb="report.show", subject=Report.objects.get(pk=report_id), actor=actor, reason=reason)


def _locked(report: Report, by: User) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("campaign__project").get(pk=report.pk)
    if not can_publish_report(by, locked):
        raise NotYourReport
    return locked


def _told(report: Report) -> dict[str, object]:
    """What it says, in JSON: for the journal of corrections."""
    lines = spent_lines(Report.objects.prefetch_related("lines").get(pk=report.pk))
    return {
        "story": report.story,
        "pupils": report.pupils,
        "explained": report.explained,
        "thanks": report.thanks,
        "lines": [[line.label, line.planned.cents, line.spent.cents, line.note] for line in lines],
    }


def _correct(report: Report, by: User, before: dict[str, object]) -> None:
    found = missing_of(Report.objects.select_related("campaign__project").get(pk=report.pk))
    if found:
        raise ReportIncomplete(f"Ce bilan est publié, il doit rester complet. {found[0].advice}")
    report.corrected_at = clock.now()
    report.save(update_fields=["corrected_at"])
    record(verb="report.correct", subject=report, actor=Actor.of_user(by), data=before)
