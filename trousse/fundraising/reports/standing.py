"""Whether a report still stands when the letter that tells it leaves."""

from collections.abc import Sequence

from trousse.fundraising.reports.models import Report
from trousse.platform.notifications.enums import Standing


def of_reports(campaign_ids: Sequence[int]) -> dict[int, Standing]:
    """What moderators hide waits until they show it again. One statement."""
    rows = Report.objects.filter(pk__in=campaign_ids).order_by().values_list("pk", "hidden_at")
    return {pk: Standing.WAITS if hidden_at else Standing.STANDS for pk, hidden_at in rows}
