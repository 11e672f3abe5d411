"""The life of a report as a table. Once published it is corrected, never taken back."""

from trousse.core.workflow import Transition, Workflow
from trousse.fundraising.reports import perms
from trousse.fundraising.reports.enums import ReportState
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.selectors import missing_of


def is_whole(report: Report) -> str | None:
    """Nothing essential is missing."""
    found = missing_of(report)
    return found[0].advice if found else None


class ReportWorkflow(Workflow[Report]):
    """From the holder's draft to the page that donors read."""

    model = "reports.Report"
    log = "reports.ReportLog"
    states = ReportState

    publish = Transition(
        {ReportState.DRAFT},
        ReportState.PUBLISHED,
        allowed=perms.can_publish_report,
        guard=is_whole,
        label="Publication",
    )
