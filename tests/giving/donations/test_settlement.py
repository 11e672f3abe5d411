"""What the bank's answer does to a gift: once, twice, late, too much, too little, in any company."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.giving import builders
from tests.giving.builders import HANDLER
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.selectors import room_left
from trousse.giving.donations.enums import DonationState
from trousse.giving.funds.models import Fund
from trousse.giving.funds.selectors import open_fund
from trousse.money.ledger import accounts, selectors
from trousse.money.ledger.models import Entry
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.models import Refund
from trousse.operations.books import check
from trousse.platform.audit.models import Event
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db

PSP = accounts.psp("systempay")


@pytest.fixture(autouse=True)
def books_hold() -> Any:
    """Whatever a test did, no cent is lost."""
    yield
    assert check().problems == ()


def raised(campaign: Campaign) -> Euro:
    return Euro(Campaign.objects.get(pk=campaign.pk).raised_cents)


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"donation.{kind}").order_by("pk"))


class TestToAProject:
    def test_the_gift_is_counted_everywhere_at_once(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign, 20)
        assert (gift.state, gift.paid, gift.taken, gift.excess) == ("settled", Euro.of(20), Euro.of(20), Euro(0))
        assert gift.settled_at is not None
        assert raised(campaign) == selectors.balance(accounts.campaign(campaign.pk)) == Euro.of(20)
        assert selectors.balance(PSP) == Euro.of(20)
        supporter = Supporter.objects.get(campaign=campaign)
        assert (supporter.donation_key, supporter.first_name, supporter.named) == (gift.key, "Jeanne", True)
        campaign.refresh_from_db()
        assert room_left(campaign) == Euro.of(1480), "the reservation has become a gift"

    def test_it_is_logged_and_audited_without_a_name(self) -> None:
        gift = builders.give(builders.campaign())
        [log] = gift.log.all()
        assert (log.transition, log.actor_kind, log.actor_id) == ("settle", "provider", "systempay")
        event = Event.objects.get(verb="donation.settle")
        assert event.subject_id == str(gift.pk)
        assert gift.email not in str(event.data)

    def test_the_donor_is_thanked_and_told_what_comes_next(self) -> None:
        gift = builders.give(builders.campaign(minimum=900), 20)
        [message] = mails("thanks")
        assert message.to == gift.email
        assert (message.params["amount"], message.params["minimum_reached"]) == (2000, False)
        assert message.params["follow_url"].startswith("http")

    def test_the_optimum_closes_the_campaign(self) -> None:
        campaign = builders.campaign(minimum=10, optimum=100)
        builders.give(campaign, 100)
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.SUCCEEDED
        assert mails("thanks")[0].params["complete"] is True

    def test_told_twice_it_counts_once(self) -> None:
        campaign = builders.campaign()
        gift = builders.start(campaign, 20)
        with transaction.atomic():
            payments = builders.paid(gift)
            HANDLER.on_paid(payments * 2)
            HANDLER.on_paid(payments)
        assert raised(campaign) == selectors.balance(PSP) == Euro.of(20)
        assert Entry.objects.count() == 1
        assert len(mails("thanks")) == 1


class TestToAFund:
    def test_the_gift_waits_in_the_fund(self) -> None:
        gift = builders.give(open_fund(), 30)
        builders.give(open_fund(), 12)
        fund = open_fund()
        assert gift.state == DonationState.SETTLED
        assert (fund.received, fund.balance, fund.gifts_count) == (Euro.of(42), Euro.of(42), 2)
        assert selectors.balance(accounts.fund(fund.pk)) == Euro.of(42)
        assert [message.params["fund"] for message in mails("thanks_fund")] == ["Fonds de solidarité"] * 2


class TestDisorder:
    @pytest.mark.parametrize("ended", [PaymentState.FAILED, PaymentState.ABANDONED, PaymentState.EXPIRED])
    def test_a_success_after_giving_up_counts_all_the_same(self, ended: PaymentState) -> None:
        campaign = builders.campaign()
        gift = builders.start(campaign, 20)
        builders.give_up(gift, state=ended)
        assert gift.state == DonationState.NOT_PAID
        assert room_left(campaign) == Euro.of(1500)
        builders.settle(gift)
        assert gift.state == DonationState.SETTLED
        assert raised(campaign) == Euro.of(20)

    def test_a_late_success_takes_what_room_is_left(self) -> None:
        campaign = builders.campaign(minimum=10, optimum=100)
        late = builders.start(campaign, 60)
        builders.give_up(late)
        builders.give(campaign, 70)
        builders.settle(late)
        assert (late.state, late.taken, late.excess) == (DonationState.SETTLED, Euro.of(30), Euro.of(30))
        assert raised(campaign) == Euro.of(100)
        assert selectors.balance(accounts.refunds_due()) == Euro.of(30)
        refund = Refund.objects.get()
        assert (refund.key, refund.amount_cents) == (f"excess:{late.pk}", 3000)
        assert mails("thanks")[-1].params["excess"] == 3000

    def test_a_late_success_that_finds_no_room_goes_back_whole(self) -> None:
        campaign = builders.campaign(minimum=10, optimum=100)
        late = builders.start(campaign, 60)
        builders.give_up(late)
        builders.give(campaign, 100)
        builders.settle(late)
        assert (late.state, late.taken) == (DonationState.REFUNDING, Euro(0))
        assert Refund.objects.get().key == f"closed:{late.pk}"
        [message] = mails("not_taken")
        assert (message.to, message.params["full"]) == (late.email, True)
        builders.finish_all_refunds()
        late.refresh_from_db()
        assert (late.state, late.refunded) == (DonationState.REFUNDED, Euro.of(60))

    def test_a_refusal_after_the_success_changes_nothing(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign)
        with transaction.atomic():
            HANDLER.on_not_paid([gift.payment] if gift.payment else [])
        gift.refresh_from_db()
        assert gift.state == DonationState.SETTLED
        assert raised(campaign) == Euro.of(20)

    def test_giving_up_an_old_payment_does_not_end_the_new_one(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        old = builders.start(campaign, 20, key=key, who=who)
        new = builders.start(campaign, 50, key=key, who=who)
        builders.give_up(old)
        new.refresh_from_db()
        assert new.state == DonationState.STARTED
        assert room_left(campaign) == Euro.of(1450)


class TestTwoPaymentsOfOneGift:
    def test_the_first_to_arrive_counts_and_the_second_goes_back(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        first = builders.start(campaign, 20, key=key, who=who)
        second = builders.start(campaign, 50, key=key, who=who)
        builders.settle(first)  # the page that was left open
        assert (first.paid, first.taken) == (Euro.of(20), Euro.of(20))
        with transaction.atomic():
            payments = builders.paid(second)
            HANDLER.on_paid(payments)
            HANDLER.on_paid(payments)
        assert raised(campaign) == Euro.of(20)
        assert selectors.balance(PSP) == Euro.of(70)
        assert selectors.balance(accounts.refunds_due()) == Euro.of(50)
        assert [refund.key for refund in Refund.objects.all()] == [f"twice:{second.payment_id}"]
        assert len(mails("paid_twice")) == 1
        builders.finish_all_refunds()
        first.refresh_from_db()
        assert (first.state, first.refunded) == (DonationState.SETTLED, Euro(0))
        assert mails("refunded")[0].params["whole"] is False

    def test_both_in_one_batch(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        first = builders.start(campaign, 20, key=key, who=who)
        second = builders.start(campaign, 50, key=key, who=who)
        with transaction.atomic():
            HANDLER.on_paid(builders.paid(first, second))
        assert raised(campaign) == Euro.of(20)
        assert Refund.objects.get().amount_cents == 5000


class TestAnotherAmountThanOrdered:
    def test_less_is_taken_as_it_came(self) -> None:
        campaign = builders.campaign()
        gift = builders.start(campaign, 20)
        builders.settle(gift, cents=1500)
        assert (gift.state, gift.amount, gift.paid, gift.taken) == ("settled", Euro.of(20), Euro.of(15), Euro.of(15))
        assert raised(campaign) == Euro.of(15)

    @pytest.mark.parametrize("to_fund", [True, False])
    def test_more_than_ordered_goes_back(self, to_fund: bool) -> None:
        gift = builders.start(open_fund() if to_fund else builders.campaign(), 20)
        builders.settle(gift, cents=2500)
        assert (gift.taken, gift.excess) == (Euro.of(20), Euro.of(5))
        assert selectors.balance(accounts.refunds_due()) == Euro.of(5)


class TestBatches:
    def test_a_mixed_batch(self) -> None:
        first, second = builders.campaign(minimum=10, optimum=50), builders.campaign()
        gifts = [builders.start(first, 30), builders.start(second, 40), builders.start(open_fund(), 25)]
        late = builders.start(first, 20)
        builders.give_up(late)
        filler = builders.start(first, 20)
        builders.settle(*gifts, filler, late)
        assert builders.states([*gifts, filler, late]) == ["settled"] * 4 + ["refunding"]
        assert (raised(first), raised(second), open_fund().received) == (Euro.of(50), Euro.of(40), Euro.of(25))
        assert selectors.balance(PSP) == Euro.of(135)

    def test_statements_do_not_grow_with_the_batch(self) -> None:
        campaigns, fund = [builders.campaign(optimum=90_000) for _ in range(3)], open_fund()
        builders.settle(builders.start(fund), *[builders.start(campaign) for campaign in campaigns])
        counts = []
        for how_many in (4, 60):
            gifts = [builders.start(campaigns[n % 3] if n % 4 else fund, 10) for n in range(how_many)]
            with transaction.atomic():
                payments = builders.paid(*gifts)
                with CaptureQueriesContext(connection) as queries:
                    HANDLER.on_paid(payments)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 30

    def test_the_same_campaign_and_fund_many_times(self) -> None:
        campaign, fund = builders.campaign(), open_fund()
        gifts = [builders.start(campaign if n % 2 else fund, 10) for n in range(20)]
        builders.settle(*gifts)
        assert raised(campaign) == Euro.of(100)
        assert Fund.objects.get(pk=fund.pk).gifts_count == 10
