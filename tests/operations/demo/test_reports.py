"""The demonstration shows reports, published, begun and late."""

from datetime import timedelta
from random import Random

import pytest
from django.db.models import F

from tests.fundraising.reports.test_reports import funded
from tests.operations.demo.test_dialogue import _staff
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.reports.models import Report, ReportIncome
from trousse.fundraising.reports.selectors import campaigns_late
from trousse.operations.demo import reports
from trousse.platform.pictures.models import Picture

pytestmark = pytest.mark.django_db


def test_published_begun_and_late() -> None:
    past = clock.now() - timedelta(days=60)
    for _ in range(6):
        Campaign.objects.filter(pk=funded().pk).update(closed_at=past)
    staff = _staff()
    reports.tell(Random(1), clock.now())
    assert Report.objects.exclude(published_at=None).exclude(told_at=None).count() == reports.PUBLISHED
    assert Report.objects.filter(published_at=None).count() == 1
    assert campaigns_late(staff.admin).count() == 2
    incomes = ReportIncome.objects.exclude(report__published_at=None)
    assert not incomes.filter(received_cents=None).exists()
    assert incomes.filter(received_cents__lt=F("planned_cents")).exists(), "one did not bring what was planned"
    assert Picture.objects.filter(subject_kind="report").count() == reports.PICTURED
