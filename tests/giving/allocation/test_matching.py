"""Gifts are doubled as they come: once each, whatever the bank says twice, late or takes back."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.giving import builders
from tests.giving.allocation.grants import grant
from tests.giving.allocation.mandates import in_force
from tests.giving.funds.patron import deposit, doubling_fund, patron_fund
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.allocation import jobs, services
from trousse.giving.allocation.enums import GrantKind, MandateState
from trousse.giving.allocation.impact import impact_of
from trousse.giving.allocation.matching import doubling_offer
from trousse.giving.allocation.models import Grant, Mandate
from trousse.giving.allocation.selectors import gift_uses
from trousse.giving.allocation.services.acting import mandates_lock
from trousse.giving.allocation.together import doublings_together, told_in_public
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.operations.books import check
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def books() -> Iterator[None]:
    """Whatever a test does, every figure agrees afterwards."""
    yield
    assert check().problems == ()


def matches_of(campaign: Campaign) -> list[Euro]:
    """In the order of the gifts."""
    return [each.amount for each in Grant.objects.filter(campaign=campaign, kind="match").order_by("matched_gift_id")]


class TestDoubling:
    def test_each_gift_once_with_a_published_reason(self) -> None:
        fund, campaign, mandate = doubling_fund(), builders.campaign(minimum=100), in_force()
        gift = builders.give(campaign, 20)
        jobs.gifts_double()
        jobs.gifts_double()
        [made] = Grant.objects.all()
        assert (made.key, made.kind) == (f"grant:match:{gift.pk}:{fund.pk}", GrantKind.MATCH)
        assert (made.amount, made.matched_gift_id, made.mandate_id) == (Euro.of(20), gift.pk, mandate.pk)
        assert made.reason.startswith("Un euro pour un euro")
        campaign.refresh_from_db()
        mandate.refresh_from_db()
        assert (campaign.raised, campaign.granted, mandate.spent) == (Euro.of(40), Euro.of(20), Euro.of(20))

    def test_until_the_minimum_and_no_further(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=100)
        in_force()
        for euros in (30, 35):
            builders.give(campaign, euros)
        jobs.gifts_double()
        builders.give(campaign, 50)
        jobs.gifts_double()
        assert matches_of(campaign) == [Euro.of(30), Euro.of(5)]

    def test_while_there_is_something_left_and_again_when_more_comes(self) -> None:
        fund, campaign = doubling_fund(25), builders.campaign(minimum=900)
        in_force()
        for _ in range(2):
            builders.give(campaign, 20)
        jobs.gifts_double()
        assert matches_of(campaign) == [Euro.of(20), Euro.of(5)]
        builders.give(campaign, 30)
        deposit(fund, 100)
        jobs.gifts_double()
        assert matches_of(campaign)[2:] == [Euro.of(30)]

    def test_within_the_agreement(self) -> None:
        doubling_fund(cap=Euro.of(50), least=Euro.of(10))
        campaign = builders.campaign(minimum=900)
        in_force()
        for euros in (8, 30, 30):
            builders.give(campaign, euros)
        jobs.gifts_double()
        assert matches_of(campaign) == [Euro.of(30), Euro.of(20)]

    def test_only_under_a_mandate_for_it_and_from_its_beginning(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        builders.give(campaign, 20)
        in_force(kinds=frozenset({GrantKind.SEED}))
        jobs.gifts_double()
        assert matches_of(campaign) == []
        in_force()
        jobs.gifts_double()
        assert matches_of(campaign) == []
        builders.give(campaign, 15)
        jobs.gifts_double()
        assert matches_of(campaign) == [Euro.of(15)]

    def test_the_envelope_is_the_end(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        mandate = in_force(envelope=Euro.of(25), project_cap=Euro.of(25), grant_cap=Euro.of(25))
        for _ in range(3):
            builders.give(campaign, 20)
        jobs.gifts_double()
        mandate.refresh_from_db()
        assert matches_of(campaign) == [Euro.of(20), Euro.of(5)]
        assert mandate.state == MandateState.EXHAUSTED

    def test_neither_a_grant_nor_money_that_names_no_project(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        builders.give(euros=50)
        grant(campaign, 40)
        jobs.gifts_double()
        assert Grant.objects.filter(kind="match").count() == 0

    def test_two_workers_at_once_double_a_gift_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The slower read its gifts before the faster was done, and would have chosen the other fund."""
        for euros in (20, 60):
            doubling_fund(euros)
        campaign = builders.campaign(minimum=900)
        in_force()
        for _ in range(2):
            builders.give(campaign, 20)
        door = "trousse.giving.allocation.services.matching.mandates_lock"

        def outrun(mandates: Iterable[Mandate]) -> list[Mandate]:
            monkeypatch.setattr(door, mandates_lock)
            assert services.gifts_double() == 2
            return mandates_lock(mandates)

        monkeypatch.setattr(door, outrun)
        assert services.gifts_double() == 0
        assert matches_of(campaign) == [Euro.of(20)] * 2

    def test_a_fund_that_promised_nothing_of_the_sort_doubles_nothing(self) -> None:
        patron_fund(restriction=Restriction(), limits=FundLimits())
        in_force()
        builders.give(builders.campaign(minimum=900), 20)
        assert services.gifts_double() == 0


class TestWhatBanksSay:
    def test_twice(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        gift = builders.start(campaign, 20)
        with transaction.atomic():
            payments = builders.paid(gift)
            builders.HANDLER.on_paid(payments)
        jobs.gifts_double()
        with transaction.atomic():
            builders.HANDLER.on_paid(payments)
        jobs.gifts_double()
        assert matches_of(campaign) == [Euro.of(20)]

    def test_late_and_still_in_time(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        gift = builders.start(campaign, 20)
        builders.give_up(gift)
        jobs.gifts_double()
        builders.settle(gift)
        jobs.gifts_double()
        assert matches_of(campaign) == [Euro.of(20)]

    def test_late_when_it_is_over(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=20)
        in_force()
        builders.give(campaign, 20)
        jobs.gifts_double()
        assert matches_of(campaign) == []

    def test_taken_back_before_it_was_doubled(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        builders.charge_back(builders.give(campaign, 20))
        jobs.gifts_double()
        assert matches_of(campaign) == []

    def test_taken_back_afterwards_the_fund_gets_its_part_back_once(self) -> None:
        fund, campaign = doubling_fund(), builders.campaign(minimum=900)
        in_force()
        gift, other = builders.give(campaign, 20), builders.give(campaign, 30)
        jobs.gifts_double()
        builders.charge_back(gift)
        jobs.gifts_double()
        jobs.gifts_double()
        campaign.refresh_from_db()
        fund.refresh_from_db()
        assert (campaign.raised, campaign.granted) == (Euro.of(60), Euro.of(30))
        assert fund.balance == Euro.of(270)
        assert Grant.objects.get(matched_gift=gift).returned_at is not None
        assert Grant.objects.get(matched_gift=other).returned_at is None
        assert [each.amount for each in told_in_public(Grant.objects.all())] == [Euro.of(30)]
        assert [each.amount for each in impact_of(fund).helps] == [Euro.of(30)]

    def test_taken_back_in_part_nothing_changes(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        gift = builders.give(campaign, 20)
        jobs.gifts_double()
        builders.desk_refund(gift, 500)
        jobs.gifts_double()
        assert Grant.objects.get().returned_at is None

    def test_when_the_campaign_fails_it_comes_home_with_the_rest(self) -> None:
        fund, campaign = doubling_fund(), builders.campaign(minimum=900)
        in_force()
        builders.give(campaign, 20)
        jobs.gifts_double()
        campaign.refresh_from_db()
        assert campaign.closes_at is not None
        with clock.frozen(campaign.closes_at + DAY):
            campaign_close(campaign_id=campaign.pk)
            jobs.grants_return()
        fund.refresh_from_db()
        assert fund.balance == Euro.of(300)


class TestTelling:
    def test_the_holder_is_told_once_and_no_sum(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        for _ in range(2):
            builders.give(campaign, 20)
            jobs.gifts_double()
        told = Message.objects.filter(to=campaign.project.holder.email, kind__startswith="allocation.")
        assert [letter.kind for letter in told] == ["allocation.doubling_to_holder"]

    def test_the_donor_sees_it_on_the_way_of_the_gift(self) -> None:
        fund, campaign = doubling_fund(), builders.campaign(minimum=900)
        in_force()
        gift = builders.give(campaign, 20)
        jobs.gifts_double()
        [use] = gift_uses(gift)
        assert (use.amount, use.title) == (Euro.of(20), fund.name)

    def test_in_public_doublings_are_one_sum(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        for _ in range(3):
            builders.give(campaign, 20)
        jobs.gifts_double()
        [told] = doublings_together(Grant.objects.filter(campaign=campaign))
        assert told.amount == Euro.of(60)
        assert matches_of(campaign) == [Euro.of(20)] * 3

    def test_what_is_offered_is_what_the_next_gift_brings(self) -> None:
        fund, campaign = doubling_fund(50), builders.campaign(minimum=900)
        assert doubling_offer(campaign) is None
        in_force()
        found = doubling_offer(campaign)
        assert found is not None
        assert (found[0], found[1].left) == (fund, 5_000)
        builders.give(campaign, 40)
        jobs.gifts_double()
        found = doubling_offer(campaign)
        assert found is not None
        assert found[1].left == 1_000


class TestPostgres:
    def test_a_gift_is_doubled_once_whoever_writes(self) -> None:
        doubling_fund()
        campaign = builders.campaign(minimum=900)
        in_force()
        builders.give(campaign, 20)
        jobs.gifts_double()
        made = Grant.objects.get()
        facts = {"fund": made.fund, "campaign": campaign, "kind": "match", "amount_cents": 1, "mandate": made.mandate}
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(key="grant:match:again", matched_gift=made.matched_gift, **facts)
