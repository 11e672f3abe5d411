"""Reading reports: those of a class, those that are late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaigns_visible_to
from trousse.fundraising.reports import rules
from trousse.fundraising.reports.enums import ReportState
from trousse.fundraising.reports.errors import ReportMissing
from trousse.fundraising.reports.models import Receipt, Report
from trousse.fundraising.reports.perms import can_read_receipts
from trousse.people.accounts.models import User
from trousse.platform.parameters.selectors import integer

WHOLE = ("lines", "incomes")
"""Loaded with a report that is read."""


@dataclass(frozen=True)
class DueReport:
    """A report that is expected: whose, for which day, and whether that day is past."""

    campaign: Campaign
    due_on: date
    is_started: bool

    @property
    def days_late(self) -> int:
        return max((clock.today() - self.due_on).days, 0)


def report_of(campaign: Campaign) -> Report | None:
    return Report.objects.filter(campaign=campaign).prefetch_related(*WHOLE).first()


def report_public(campaign: Campaign) -> Report | None:
    """What everybody reads: one statement, three when there is a report."""
    return (
        Report.objects.filter(campaign=campaign, state=ReportState.PUBLISHED, hidden_at=None)
        .prefetch_related(*WHOLE)
        .first()
    )


def spent_lines(report: Report) -> list[rules.SpentLine]:
    return [rules.SpentLine(line.label, line.planned, line.spent, line.note) for line in report.lines.all()]


def income_lines(report: Report) -> list[rules.IncomeLine]:
    return [rules.IncomeLine(line.label, line.planned, line.received, line.note) for line in report.incomes.all()]


def content_of(report: Report) -> rules.ReportContent:
    """What is stored, as its holder wrote it."""
    return rules.ReportContent(
        story=report.story,
        pupils=report.pupils,
        explained=report.explained,
        thanks=report.thanks,
        lines=tuple(spent_lines(report)),
        incomes=tuple(income_lines(report)),
    )


def collected(campaign: Campaign) -> Euro:
    """What the campaign brought: gifts that were returned since are not in it."""
    return Euro(campaign.raised_cents)


def missing_of(report: Report) -> list[rules.Missing]:
    """What keeps it from being published."""
    return rules.missing(content_of(report), raised=collected(report.campaign))


def due_on(campaign: Campaign) -> date | None:
    """The day on which the report of a campaign that succeeded is expected."""
    if campaign.state != CampaignState.SUCCEEDED or campaign.closed_at is None:
        return None
    return rules.due_on(clock.paris_day(campaign.closed_at), integer("reports.due_days"))


def late_since(campaign_ids: Collection[int]) -> dict[int, datetime]:
    """The day on which a report that is still not there was expected; those in time are left out. One statement."""
    days = integer("reports.due_days")
    over = campaigns_without_report(closed_before=clock.now() - timedelta(days=days)).filter(pk__in=campaign_ids)
    return {
        pk: clock.start_of_day(rules.due_on(clock.paris_day(closed_at), days))
        for pk, closed_at in over.values_list("pk", "closed_at")
        if closed_at is not None
    }


def campaigns_without_report(*, closed_before: datetime) -> QuerySet[Campaign]:
    """Campaigns that succeeded before a moment and whose report is not published, the oldest first."""
    return (
        Campaign.objects.filter(state=CampaignState.SUCCEEDED, closed_at__lt=closed_before)
        .exclude(report__state=ReportState.PUBLISHED)
        .order_by("closed_at", "pk")
    )


def campaigns_late(user: User) -> QuerySet[Campaign]:
    """Those whose report is late, among the projects that ``user`` follows (reviewer, coach, platform team)."""
    late = clock.now() - timedelta(days=integer("reports.due_days"))
    return campaigns_without_report(closed_before=late).filter(pk__in=campaigns_visible_to(user).values("pk"))


def due_reports(ids: Sequence[int]) -> list[DueReport]:
    """What a page shows of these campaigns, in their order. Sorting identifiers alone keeps long lists quick."""
    found = Campaign.objects.select_related("project", "school", "report").defer("search_text").in_bulk(ids)
    return [as_due(found[pk]) for pk in ids]


def as_due(campaign: Campaign) -> DueReport:
    day = due_on(campaign)
    assert day is not None, "only campaigns that succeeded are due"
    return DueReport(campaign, day, hasattr(campaign, "report"))


def report_is_published(campaign_pk: int) -> bool:
    return Report.objects.filter(pk=campaign_pk, state=ReportState.PUBLISHED).exists()


def reports_followed_by(user: User) -> QuerySet[Report]:
    """Published ones, of the projects that ``user`` follows, the newest first; those that moderators hid as well."""
    return Report.objects.filter(
        state=ReportState.PUBLISHED, campaign__in=campaigns_visible_to(user).values("pk")
    ).order_by("-published_at", "-pk")


def followed_reports(ids: Sequence[int]) -> list[Report]:
    """What a page shows of these reports, in their order; ``pieces`` counts their receipts. One statement."""
    shown = Report.objects.select_related("campaign__school").defer("campaign__search_text", "story")
    found = shown.annotate(pieces=Count("receipts")).in_bulk(ids)
    return [found[pk] for pk in ids]


def report_followed(user: User, pk: int) -> Report:
    """Whole, with its campaign and school. Raises ReportMissing for whoever does not follow the project."""
    related = ("campaign__project__school", "campaign__school")
    found = reports_followed_by(user).select_related(*related).prefetch_related(*WHOLE).filter(pk=pk).first()
    if found is None:
        raise ReportMissing
    return found


def receipts_of(report: Report) -> QuerySet[Receipt]:
    """With their documents, in the order they came."""
    return report.receipts.select_related("document")


def receipt_to_read(user: User, report_pk: int, pk: int) -> Receipt:
    """An invoice of a report, for whoever may read it. Raises ReportMissing for everybody else."""
    related = ("document", "report__campaign__project__school")
    found = Receipt.objects.select_related(*related).filter(report=report_pk, pk=pk).first()
    if found is None or not can_read_receipts(user, found.report):
        raise ReportMissing
    return found
