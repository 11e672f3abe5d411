"""A report that moderators hide after its letters were written: they wait."""

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.notifications import ReportPublished
from trousse.platform.notifications.enums import Standing


@pytest.mark.django_db
def test_letters_wait_while_their_report_is_hidden() -> None:
    shown, hidden = (Report.objects.create(campaign=make.campaign()) for _ in range(2))
    Report.objects.filter(pk=hidden.pk).update(hidden_at=clock.now())
    older: dict[str, object] = {}
    standings = ReportPublished.standings([{"campaign_id": shown.pk}, {"campaign_id": hidden.pk}, older])
    assert standings == [Standing.STANDS, Standing.WAITS, Standing.STANDS]
