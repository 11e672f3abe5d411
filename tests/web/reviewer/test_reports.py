"""Late reports, for the académie."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.fundraising import make
from tests.fundraising.reports.test_reports import funded
from tests.web.reading import page, words
from trousse.core import clock

pytestmark = pytest.mark.django_db


def test_the_longest_late_first(client: Client) -> None:
    campaign = funded()
    client.force_login(make.reviewer())
    assert "Aucun bilan en retard" in words(page(client.get("/instruction/bilans")).main)
    with clock.frozen(clock.now() + timedelta(days=200)):
        told = words(page(client.get("/instruction/bilans")).main)
    assert campaign.title in told
    assert "20 jours de retard" in told
