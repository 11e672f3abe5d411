"""What the donor who let us choose reads: every cent of the gift, where it is, where it was."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.giving import builders
from tests.giving.allocation.grants import grant
from tests.web.reading import page, words
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.allocation.selectors import gift_uses
from trousse.giving.allocation.services import grants_return
from trousse.giving.donations import links
from trousse.giving.donations.models import Donation
from trousse.giving.donations.trace import StepCode, donation_trace

pytestmark = pytest.mark.django_db


def way(gift: Donation) -> list[tuple[StepCode, int]]:
    """Steps after the gift joined its fund, with their cents."""
    trace = donation_trace(gift, gift_uses(gift))
    return [(step.code, step.amount.cents if step.amount else 0) for step in trace.steps[2:]]


def test_a_part_helps_and_the_rest_waits() -> None:
    campaign = builders.campaign(minimum=100)
    gift = builders.give(euros=50)
    grant(campaign, 30)
    assert way(gift) == [(StepCode.AT_WORK, 3000), (StepCode.WAITING, 2000), (StepCode.NEXT, 0)]


def test_all_of_it_is_at_work() -> None:
    gift = builders.give(euros=50)
    grant(builders.campaign(minimum=100), 50)
    assert way(gift) == [(StepCode.AT_WORK, 5000)]


def test_what_came_home_goes_out_again() -> None:
    failed, other = builders.campaign(minimum=100), builders.campaign(minimum=100)
    gift = builders.give(euros=50)
    grant(failed, 50)
    assert failed.closes_at is not None
    with clock.frozen(failed.closes_at + timedelta(days=1)):
        campaign_close(campaign_id=failed.pk)
    grants_return(failed.pk)
    assert way(gift) == [
        (StepCode.AT_WORK, 5000),
        (StepCode.CAME_HOME, 5000),
        (StepCode.WAITING, 5000),
        (StepCode.NEXT, 0),
    ]
    grant(other, 20)
    told = [use.amount for use in gift_uses(gift) if not use.came_home_at]
    assert told == [Euro.of(20)]


def test_a_gift_to_a_project_has_no_uses() -> None:
    assert gift_uses(builders.give(builders.campaign())) == []


def test_its_page_names_the_project_and_links_to_it(client: Client) -> None:
    campaign = builders.campaign(minimum=100)
    gift = builders.give(euros=50)
    grant(campaign, 7)
    answer = client.get(f"/mon-don/{links.follow_token(gift)}")
    told = words(page(answer).main)
    assert f"Il aide « {campaign.title} »" in told
    assert "7,00 €" in told or "7 €" in told
    assert page(answer).select_one(f"a[href='/projet/{campaign.pk}-{campaign.slug}']")
