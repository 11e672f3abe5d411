"""Real transactions, real threads: two donors at the last euro, the same news at once, a closing campaign."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.giving import builders
from tests.giving.builders import HANDLER
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignNotOpen, NoRoomLeft
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refunds import campaign_give_back
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund
from trousse.money.payments.models import Payment, Refund
from trousse.operations.books import check

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once() -> Iterator[Callable[..., None]]:
    """Run these together, each in its thread and on its own connection; whatever they raise fails the test."""
    errors: list[BaseException] = []

    def run(*acts: Callable[[], object]) -> None:
        start = threading.Barrier(len(acts))

        def act_in_thread(act: Callable[[], object]) -> None:
            try:
                start.wait(timeout=20)
                act()
            except BaseException as error:  # noqa: BLE001  (handed to the test's own thread)
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=act_in_thread, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert errors == []

    yield run
    assert check().problems == ()


def arrive(*gifts: Donation) -> Callable[[], None]:
    """These payments come in, in one transaction."""

    def act() -> None:
        with transaction.atomic():
            HANDLER.on_paid(builders.paid(*gifts))

    return act


def test_many_donors_want_the_last_euros(at_once: Callable[..., None]) -> None:
    campaign = builders.campaign(minimum=10, optimum=100)
    refused: list[Euro] = []

    def give() -> None:
        try:
            builders.start(Campaign.objects.get(pk=campaign.pk), 30)
        except NoRoomLeft as full:
            refused.append(full.room)

    at_once(*[give] * 6)
    assert Donation.objects.count() == 3
    assert refused == [Euro.of(10)] * 3


def test_a_frantic_double_click_is_one_gift(at_once: Callable[..., None]) -> None:
    campaign, key, who = builders.campaign(), uuid4(), builders.donor()

    def click() -> None:
        builders.start(Campaign.objects.get(pk=campaign.pk), 20, key=key, who=who)

    at_once(*[click] * 5)
    assert (Donation.objects.count(), Payment.objects.count()) == (1, 1)


def test_the_same_news_on_two_workers_counts_once(at_once: Callable[..., None]) -> None:
    campaign = builders.campaign()
    gifts = [builders.start(campaign, 10) for _ in range(6)]
    with transaction.atomic():
        payments = builders.paid(*gifts)

    def told() -> None:
        with transaction.atomic():
            mine = Payment.objects.select_for_update(of=("self",), no_key=True)
            HANDLER.on_paid(list(mine.filter(pk__in=[payment.pk for payment in payments]).order_by("pk")))

    at_once(told, told, told)
    campaign.refresh_from_db()
    assert campaign.raised_cents == 6_000
    assert set(builders.states(gifts)) == {DonationState.SETTLED}


def test_batches_that_cross_wait_for_each_other(at_once: Callable[..., None]) -> None:
    first, second = builders.campaign(optimum=5_000), builders.campaign(optimum=5_000)
    fund = open_fund()
    destinations: list[Campaign | Fund] = [first, second, fund]
    gifts = [builders.start(destinations[number % 3], 10) for number in range(24)]
    at_once(*[arrive(*gifts[worker::4]) for worker in range(4)])
    assert set(builders.states(gifts)) == {DonationState.SETTLED}
    assert open_fund().received == Euro.of(80)


def test_gifts_start_and_arrive_while_the_campaign_closes(at_once: Callable[..., None]) -> None:
    campaign = builders.campaign(minimum=900)
    gifts = [builders.start(campaign, 10) for _ in range(8)]

    def close() -> None:
        with clock.frozen(clock.now() + timedelta(days=12)):
            campaign_close(campaign_id=campaign.pk)
        campaign_give_back(campaign.pk)

    def another() -> None:
        for _ in range(3):
            try:
                builders.start(Campaign.objects.get(pk=campaign.pk), 10)
            except CampaignNotOpen:
                return

    at_once(arrive(*gifts[:4]), close, arrive(*gifts[4:]), another, another)
    campaign.refresh_from_db()
    assert campaign.state in {CampaignState.FAILED, CampaignState.REFUNDED}
    campaign_give_back(campaign.pk)
    assert set(builders.states(gifts)) == {DonationState.REFUNDING}, "counted or not, each goes back"
    builders.finish_all_refunds()
    assert set(builders.states(gifts)) == {DonationState.REFUNDED}


def test_a_campaign_is_given_back_by_two_workers_once(at_once: Callable[..., None]) -> None:
    campaign = builders.campaign()
    builders.settle(*[builders.start(campaign, 10) for _ in range(6)])
    with clock.frozen(clock.now() + timedelta(days=12)):
        campaign_close(campaign_id=campaign.pk)
    at_once(*[lambda: campaign_give_back(campaign.pk)] * 3)
    assert Refund.objects.count() == 6
