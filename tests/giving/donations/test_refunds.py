"""Money on its way back: failed campaigns, cancelled gifts, desk refunds, charge-backs; interrupted, or told twice."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.giving import builders
from tests.people.factories import grant, make_user
from trousse.core import clock, jobs
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.services import Ask, grants_post
from trousse.giving.donations import outcomes, refunds
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.errors import RefundImpossible
from trousse.giving.donations.jobs import campaigns_refund
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refunds import campaign_give_back, donation_refund
from trousse.giving.funds.selectors import open_fund
from trousse.money.ledger import accounts, selectors
from trousse.money.payments.enums import RefundState
from trousse.money.payments.models import Refund
from trousse.operations.books import check
from trousse.people.accounts.enums import Role
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_hold() -> Iterator[None]:
    """Whatever a test did, no cent is lost."""
    yield
    assert check().problems == ()


def close(campaign: Campaign) -> None:
    """The deadline passes, grace included."""
    with clock.frozen(clock.now() + timedelta(days=12)):
        assert campaign_close(campaign_id=campaign.pk)
    campaign.refresh_from_db()


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=f"donation.{kind}").order_by("pk"))


def reload(*gifts: Donation) -> None:
    for gift in gifts:
        gift.refresh_from_db()


class TestFailedCampaign:
    def test_every_gift_goes_back_and_the_books_close(self) -> None:
        campaign = builders.campaign(minimum=900)
        gifts = [builders.give(campaign, euros) for euros in (20, 50, 35)]
        close(campaign)
        assert campaign.state == CampaignState.FAILED
        assert campaign_give_back(campaign.pk) == 3
        assert builders.states(gifts) == ["refunding"] * 3
        assert selectors.balance(accounts.campaign(campaign.pk)) == Euro(0)
        assert selectors.balance(accounts.refunds_due()) == Euro.of(105)
        assert sorted(refund.key for refund in Refund.objects.all()) == sorted(f"failed:{gift.pk}" for gift in gifts)
        campaign.refresh_from_db()
        assert (campaign.state, campaign.raised_cents) == (CampaignState.FAILED, 0)
        assert campaign.raised == Euro.of(105), "the page still says what had been reached"
        assert [message.params["raised"] for message in mails("campaign_failed")] == [10500] * 3

        builders.finish_all_refunds()
        assert builders.states(gifts) == ["refunded"] * 3
        assert selectors.balance(accounts.refunds_due()) == selectors.balance(accounts.psp("systempay")) == Euro(0)
        assert [message.params["whole"] for message in mails("refunded")] == [True] * 3
        jobs.run_pending()
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.REFUNDED

    def test_again_and_again_changes_nothing(self) -> None:
        campaign = builders.campaign()
        builders.give(campaign)
        close(campaign)
        assert [campaign_give_back(campaign.pk) for _ in range(3)] == [1, 0, 0]
        assert Refund.objects.count() == len(mails("campaign_failed")) == 1
        builders.finish_all_refunds()
        assert campaign_give_back(campaign.pk) == 0
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.REFUNDED
        assert campaign_give_back(campaign.pk) == 0

    def test_a_worker_killed_half_way_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(refunds, "BATCH", 2)
        campaign = builders.campaign()
        gifts = [builders.give(campaign, 10) for _ in range(5)]
        close(campaign)
        refunds._give_back_batch(campaign.pk)
        assert sorted(builders.states(gifts)) == ["refunding"] * 2 + ["settled"] * 3
        assert check().ok
        assert campaign_give_back(campaign.pk) == 3
        assert Refund.objects.count() == 5

    def test_one_batch_that_breaks_is_undone_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign)
        close(campaign)

        def broken(_news: Any) -> None:
            raise OSError("the worker dies here")

        monkeypatch.setattr(refunds, "notify_many", broken)
        with pytest.raises(OSError, match="dies"):
            campaign_give_back(campaign.pk)
        monkeypatch.undo()
        assert builders.states([gift]) == ["settled"]
        assert not Refund.objects.exists()
        assert campaign_give_back(campaign.pk) == 1

    def test_statements_do_not_grow_with_the_gifts(self) -> None:
        counts = []
        for how_many in (1, 3, 15):  # the first one opens the account of what is owed
            campaign = builders.campaign()
            builders.settle(*[builders.start(campaign, 10) for _ in range(how_many)])
            close(campaign)
            with CaptureQueriesContext(connection) as queries:
                assert campaign_give_back(campaign.pk) == how_many
            counts.append(len(queries))
        assert counts[1] == counts[2]

    def test_a_campaign_that_nobody_helped_is_over_at_once(self) -> None:
        campaign = builders.campaign()
        close(campaign)
        campaigns_refund()
        jobs.run_pending()
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.REFUNDED

    def test_a_refused_refund_stays_owed_and_keeps_the_campaign_open(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign)
        close(campaign)
        campaign_give_back(campaign.pk)
        Refund.objects.update(state=RefundState.FAILED, last_error="La banque du donateur a refusé.")
        campaign_give_back(campaign.pk)
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.FAILED
        assert selectors.balance(accounts.refunds_due()) == gift.taken

    def test_a_payment_that_arrives_after_the_end_goes_back(self) -> None:
        campaign = builders.campaign()
        builders.give(campaign)
        late = builders.start(campaign, 30)
        close(campaign)
        builders.settle(late)
        assert (late.state, late.taken) == (DonationState.REFUNDING, Euro(0))
        [message] = mails("not_taken")
        assert message.params["full"] is False
        campaign_give_back(campaign.pk)
        builders.finish_all_refunds()
        jobs.run_pending()
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.REFUNDED

    def test_a_gift_with_an_excess_is_over_only_when_all_is_back(self) -> None:
        campaign = builders.campaign()
        gift = builders.start(campaign, 20)
        builders.settle(gift, cents=2500)
        close(campaign)
        campaign_give_back(campaign.pk)
        excess, rest = Refund.objects.order_by("pk")
        builders.finish_refunds(excess)
        reload(gift)
        assert (gift.state, gift.refunded) == (DonationState.REFUNDING, Euro.of(5))
        builders.finish_refunds(rest)
        reload(gift)
        assert (gift.state, gift.refunded) == (DonationState.REFUNDED, Euro.of(25))
        assert [message.params["whole"] for message in mails("refunded")] == [False, True]


class TestSuccess:
    def test_donors_are_told_once_each(self) -> None:
        campaign = builders.campaign(minimum=30, optimum=500)
        who = builders.donor()
        builders.give(campaign, 20, who=who)
        builders.give(campaign, 30, who=who)
        other = builders.give(campaign, 40)
        close(campaign)
        assert campaign.state == CampaignState.SUCCEEDED
        assert outcomes.campaigns_to_tell() == [campaign.pk]
        assert outcomes.outcome_tell(campaign.pk) == 2
        assert outcomes.outcome_tell(campaign.pk) == 0
        assert outcomes.campaigns_to_tell() == []
        told = {message.to: message.params for message in mails("campaign_succeeded")}
        assert {email: facts["amount"] for email, facts in told.items()} == {who.email: 5000, other.email: 4000}
        assert told[other.email]["optimum_reached"] is False

    def test_a_campaign_in_progress_has_nothing_to_tell(self) -> None:
        campaign = builders.campaign()
        builders.give(campaign)
        assert outcomes.campaigns_to_tell() == []
        assert outcomes.outcome_tell(campaign.pk) == 0


class TestCancel:
    @pytest.fixture
    def finance(self) -> Actor:
        person = make_user()
        grant(person, Role.FINANCE)
        return Actor.of_user(person)

    def test_finance_gives_a_gift_back(self, finance: Actor) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign)
        donation_refund(donation=gift, actor=finance, reason="Vous vous étiez trompée de projet.")
        reload(gift)
        assert gift.state == DonationState.REFUNDING
        assert Refund.objects.get().key == f"cancelled:{gift.pk}"
        assert Campaign.objects.get(pk=campaign.pk).raised_cents == 0
        assert mails("cancelled")[0].params["reason"] == "Vous vous étiez trompée de projet."
        builders.finish_all_refunds()
        assert builders.states([gift]) == ["refunded"]

    def test_from_a_fund(self, finance: Actor) -> None:
        gift = builders.give(open_fund(), 30)
        donation_refund(donation=gift, actor=finance, reason="Erreur")
        fund = open_fund()
        assert (fund.received, fund.balance, fund.gifts_count) == (Euro(0), Euro(0), 0)

    def test_twice_is_refused_and_changes_nothing(self, finance: Actor) -> None:
        gift = builders.give(builders.campaign())
        donation_refund(donation=gift, actor=finance, reason="Erreur")
        with pytest.raises(RefundImpossible), transaction.atomic():
            donation_refund(donation=gift, actor=finance, reason="Erreur")
        assert Refund.objects.count() == 1

    def test_a_reason_is_needed(self, finance: Actor) -> None:
        gift = builders.give(builders.campaign())
        with pytest.raises(TransitionRefused), transaction.atomic():
            donation_refund(donation=gift, actor=finance, reason="  ")
        assert builders.states([gift]) == ["settled"]

    def test_not_by_anybody_and_not_for_oneself(self) -> None:
        someone, cashier = make_user(), make_user("caisse@exemple.fr")
        grant(cashier, Role.FINANCE)
        gift = builders.give(builders.campaign(), who=builders.donor(email="caisse@exemple.fr"))
        for person in (someone, cashier):
            with pytest.raises(TransitionForbidden), transaction.atomic():
                donation_refund(donation=gift, actor=Actor.of_user(person), reason="Erreur")
        assert not Refund.objects.exists()

    def test_not_once_the_money_is_promised(self, finance: Actor) -> None:
        campaign = builders.campaign(minimum=10, optimum=20)
        gift = builders.give(campaign, 20)
        with pytest.raises(RefundImpossible, match="promis"), transaction.atomic():
            donation_refund(donation=gift, actor=finance, reason="Erreur")

    def test_not_once_the_campaign_failed_since_it_comes_back_anyway(self, finance: Actor) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign)
        close(campaign)
        with pytest.raises(RefundImpossible, match="d’eux-mêmes"), transaction.atomic():
            donation_refund(donation=gift, actor=finance, reason="Erreur")


class TestDeskRefunds:
    """Somebody used the bank's own desk: we learn of it when it is done."""

    def test_of_a_whole_gift(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign, 20)
        builders.desk_refund(gift, 2000)
        assert (gift.state, gift.refunded) == (DonationState.REFUNDED, Euro.of(20))
        assert Campaign.objects.get(pk=campaign.pk).raised_cents == 0
        assert mails("refunded")[0].params["whole"] is True

    @pytest.mark.parametrize("to_fund", [True, False])
    def test_of_a_part(self, to_fund: bool) -> None:
        destination = open_fund() if to_fund else builders.campaign()
        gift = builders.give(destination, 20)
        builders.desk_refund(gift, 500)
        assert (gift.state, gift.standing, gift.refunded) == (DonationState.SETTLED, Euro.of(15), Euro.of(5))
        builders.desk_refund(gift, 700)
        assert gift.standing == Euro.of(8)
        assert mails("refunded")[0].params["whole"] is False

    def test_of_a_part_then_the_campaign_fails(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign, 20)
        builders.desk_refund(gift, 500)
        close(campaign)
        campaign_give_back(campaign.pk)
        assert Refund.objects.get(key=f"failed:{gift.pk}").amount_cents == 1500
        builders.finish_all_refunds()
        reload(gift)
        assert (gift.state, gift.refunded) == (DonationState.REFUNDED, Euro.of(20))

    def test_of_more_than_stands_takes_what_was_owed_too(self) -> None:
        gift = builders.start(builders.campaign(), 20)
        builders.settle(gift, cents=2500)
        builders.desk_refund(gift, 2500)
        assert (gift.state, gift.standing) == (DonationState.REFUNDED, Euro(0))
        assert selectors.balance(accounts.suspense()) == Euro(0)

    def test_of_money_that_a_fund_has_given_already(self) -> None:
        gift = builders.give(open_fund(), 20)
        spend(open_fund().pk, 1500)
        builders.desk_refund(gift, 2000)
        assert selectors.balance(accounts.suspense()) == Euro.of(15), "a person must look"
        assert gift.refunded == Euro.of(20)


class TestChargeBacks:
    def test_of_a_counted_gift(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign, 20)
        builders.charge_back(gift)
        assert (gift.state, gift.standing) == (DonationState.CHARGED_BACK, Euro(0))
        assert Campaign.objects.get(pk=campaign.pk).raised_cents == 0
        assert selectors.balance(accounts.psp("systempay")) == Euro(0)
        assert len(mails("charged_back")) == 1

    def test_told_twice(self) -> None:
        gift = builders.give(open_fund(), 20)
        builders.charge_back(gift)
        builders.charge_back(gift)
        assert open_fund().received == Euro(0)
        assert len(mails("charged_back")) == 1

    def test_of_a_gift_already_on_its_way_back(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign, 20)
        close(campaign)
        campaign_give_back(campaign.pk)
        builders.charge_back(gift)
        assert gift.state == DonationState.CHARGED_BACK
        assert Refund.objects.get().state == RefundState.FAILED, "it is not given back twice"
        assert selectors.balance(accounts.refunds_due()) == Euro(0)
        assert campaign_give_back(campaign.pk) == 0
        campaign.refresh_from_db()
        assert campaign.state == CampaignState.REFUNDED

    def test_then_the_refund_goes_through_all_the_same(self) -> None:
        campaign = builders.campaign()
        gift = builders.give(campaign, 20)
        close(campaign)
        campaign_give_back(campaign.pk)
        refund = Refund.objects.get()
        builders.give(open_fund(), 100)
        builders.charge_back(gift)
        refund.refresh_from_db()
        builders.finish_refunds(refund)
        reload(gift)
        assert gift.state == DonationState.CHARGED_BACK
        assert selectors.balance(accounts.suspense()) == Euro.of(20), "lost, until a person has looked"
        assert selectors.balance(accounts.refunds_due()) == Euro(0)

    def test_of_what_is_left_after_a_refund(self) -> None:
        gift = builders.give(builders.campaign(), 20)
        builders.desk_refund(gift, 500)
        builders.charge_back(gift)
        assert selectors.balance(accounts.psp("systempay")) == Euro(0)
        assert gift.standing == Euro(0)

    def test_of_money_that_a_fund_has_given_already(self) -> None:
        gift = builders.give(open_fund(), 20)
        spend(open_fund().pk, 1500)
        builders.charge_back(gift)
        assert selectors.balance(accounts.suspense()) == Euro.of(15)
        assert (gift.state, gift.standing) == (DonationState.CHARGED_BACK, Euro.of(15))

    def test_of_a_second_payment(self) -> None:
        campaign, who = builders.campaign(), builders.donor()
        first = builders.start(campaign, 20, who=who)
        second = builders.start(campaign, 50, key=first.checkout_key, who=who)
        builders.settle(first)
        builders.settle(second)
        double = Refund.objects.get().payment
        gift = Donation.objects.get()
        gift.payment = double
        builders.charge_back(gift)
        assert builders.states([gift]) == ["settled"], "the gift that counts is not touched"
        assert selectors.balance(accounts.psp("systempay")) == Euro.of(20)


def spend(fund_id: int, cents: int) -> None:
    """A grant of the fund to some project."""
    wanted = Ask(
        key="grant:spent", fund_id=fund_id, campaign_id=builders.campaign().pk, amount=Euro(cents), kind=GrantKind.SEED
    )
    grants_post([wanted], actor=Actor.system("tests"))
