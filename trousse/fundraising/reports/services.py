"""Writing reports: begun from the budget, saved with holes, published, told to donors, corrected."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import TransitionRefused
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.selectors import budget_of
from trousse.fundraising.reports import jobs
from trousse.fundraising.reports.errors import (
    NotYourReport,
    ReportChanged,
    ReportIncomplete,
    ReportTooEarly,
    TooManyReceipts,
)
from trousse.fundraising.reports.models import Receipt, Report, ReportIncome, ReportLine
from trousse.fundraising.reports.perms import can_publish_report
from trousse.fundraising.reports.rules import IncomeLine, ReportContent, SpentLine, missing
from trousse.fundraising.reports.selectors import collected, content_of
from trousse.fundraising.reports.transitions import ReportWorkflow
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.documents.services import document_delete, document_store
from trousse.platform.parameters.selectors import integer

RECEIPT = "reports.receipt"
"""Nature of the documents."""


@transaction.atomic
def report_begin(*, campaign: Campaign, by: User) -> Report:
    """The report of a campaign that succeeded, with the lines of its budget to answer. Begun once.

    Raises NotYourReport, ReportTooEarly.
    """
    if by.pk != campaign.project.holder_id:
        raise NotYourReport
    if campaign.state != CampaignState.SUCCEEDED:
        raise ReportTooEarly
    report, created = Report.objects.get_or_create(campaign=campaign, defaults={"pupils": campaign.pupils or None})
    if created:
        budget = budget_of(campaign.project)
        expenses = [entry for entry in budget if entry.side is BudgetSide.EXPENSE]
        incomes = [entry for entry in budget if entry.side is BudgetSide.INCOME]
        _replace_lines(report, [SpentLine(entry.label, entry.amount, Euro.zero()) for entry in expenses])
        _replace_incomes(report, [IncomeLine(entry.label, entry.amount, None) for entry in incomes])
    return report


@transaction.atomic
def report_save(*, report: Report, by: User, version: int, content: ReportContent) -> Report:
    """Keep what is written over ``version``, the one the form was opened with; a draft may have holes.

    A published one stays whole, and says it was corrected. The same content sent twice is saved once. Raises
    NotYourReport, ReportChanged when somebody saved something else since, or ReportIncomplete when a published report
    would lose what it needs.
    """
    locked = _locked(report, by)
    written, stored = _tidy(content), content_of(locked)
    differing = written.differing(stored)
    if not differing:
        return locked
    if locked.version != version:
        raise ReportChanged(locked, stored, differing)
    locked.story, locked.pupils = written.story, written.pupils
    locked.explained, locked.thanks = written.explained, written.thanks
    locked.version += 1
    locked.save(update_fields=["story", "pupils", "explained", "thanks", "version"])
    if "lines" in differing:
        _replace_lines(locked, written.lines)
    if "incomes" in differing:
        _replace_incomes(locked, written.incomes)
    if locked.is_published:
        _correct(locked, by, written, stored)
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
    """Keep an invoice, once: the same one again gives back the first. Raises NotYourReport, TooManyReceipts,
    DocumentRefused.
    """
    locked = _locked(report, by)
    actor = Actor.of_user(by)
    document = document_store(kind=RECEIPT, name=name, content=content, actor=actor)
    same = locked.receipts.select_related("document").filter(document__sha256=document.sha256).first()
    if same is not None:
        document_delete(document=document, actor=actor)
        return same
    most = integer("reports.most_receipts")
    if locked.receipts.count() >= most:
        raise TooManyReceipts(f"Il y a déjà {most} pièces, c’est le plus possible. Réunissez-en plusieurs dans un PDF.")
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


def _tidy(content: ReportContent) -> ReportContent:
    return replace(
        content,
        story=content.story.strip(),
        explained=content.explained.strip(),
        thanks=content.thanks.strip(),
        lines=tuple(content.lines),
        incomes=tuple(content.incomes),
    )


def _replace_lines(report: Report, lines: Sequence[SpentLine]) -> None:
    report.lines.all().delete()
    ReportLine.objects.bulk_create(
        ReportLine(
            report=report,
            order=place,
            label=line.label,
            planned_cents=line.planned.cents,
            spent_cents=line.spent.cents,
            note=line.note,
        )
        for place, line in enumerate(lines)
    )


def _replace_incomes(report: Report, incomes: Sequence[IncomeLine]) -> None:
    report.incomes.all().delete()
    ReportIncome.objects.bulk_create(
        ReportIncome(
            report=report,
            order=place,
            label=income.label,
            planned_cents=income.planned.cents,
            received_cents=None if income.received is None else income.received.cents,
            note=income.note,
        )
        for place, income in enumerate(incomes)
    )


def _correct(report: Report, by: User, written: ReportContent, before: ReportContent) -> None:
    """In the open: the page says when, the journal says what it was."""
    found = missing(written, raised=collected(report.campaign))
    if found:
        raise ReportIncomplete(f"Ce bilan est publié, il doit rester complet. {found[0].advice}")
    report.corrected_at = clock.now()
    report.save(update_fields=["corrected_at"])
    record(verb="report.correct", subject=report, actor=Actor.of_user(by), data=_in_json(before))


def _in_json(content: ReportContent) -> dict[str, object]:
    return {
        "story": content.story,
        "pupils": content.pupils,
        "explained": content.explained,
        "thanks": content.thanks,
        "lines": [[line.label, line.planned.cents, line.spent.cents, line.note] for line in content.lines],
        "incomes": [
            [income.label, income.planned.cents, income.received.cents if income.received is not None else None]
            for income in content.incomes
        ],
    }
