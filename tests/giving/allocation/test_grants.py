"""Money of funds into campaigns and home again: gauge, fund, ledger, parts of gifts and letters tell the same."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.giving import builders
from tests.giving.allocation.grants import ACTOR, ask, grant
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.allocation.jobs import grants_return
from trousse.giving.allocation.models import Grant, GrantPart
from trousse.giving.allocation.services import grants_post
from trousse.giving.donations.refunds import campaign_give_back
from trousse.giving.funds.errors import FundOverdrawn
from trousse.giving.funds.selectors import open_fund
from trousse.money.ledger import accounts
from trousse.money.ledger.selectors import balance
from trousse.operations.books import check
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books() -> Iterator[None]:
    """Whatever a test does, every figure agrees afterwards."""
    yield
    assert check().problems == ()


def parts(made: Grant) -> list[tuple[int, int]]:
    """(gift, cents) of what it is made of now."""
    live = GrantPart.objects.filter(grant=made, ended_at=None).order_by("pk")
    return list(live.values_list("donation_id", "amount_cents"))


def fail(campaign: Campaign) -> None:
    """Its deadline passes under the minimum."""
    assert campaign.closes_at is not None
    with clock.frozen(campaign.closes_at + timedelta(days=1)):
        campaign_close(campaign_id=campaign.pk)


def told(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def test_a_grant_moves_the_gauge_the_fund_and_the_ledger() -> None:
    campaign = builders.campaign(minimum=100)
    builders.give(euros=80)
    made = grant(campaign, 60)
    campaign.refresh_from_db()
    fund = open_fund()
    assert (campaign.raised, campaign.granted) == (Euro.of(60), Euro.of(60))
    assert (fund.received, fund.balance, fund.given) == (Euro.of(80), Euro.of(20), Euro.of(60))
    assert balance(accounts.campaign(campaign.pk)) == Euro.of(60)
    assert made.amount == Euro.of(60)
    assert campaign.supporters_count == 0


def test_the_same_key_gives_once() -> None:
    campaign = builders.campaign(minimum=100)
    builders.give(euros=80)
    wanted = ask(campaign, 30)
    assert len(grants_post([wanted, wanted], actor=ACTOR)) == 1
    assert grants_post([wanted], actor=ACTOR) == []
    assert Grant.objects.count() == 1


def test_nothing_goes_beyond_the_minimum() -> None:
    campaign = builders.campaign(minimum=100, optimum=500)
    builders.give(campaign, 70)
    builders.give(euros=80)
    made = grants_post([ask(campaign, 25), ask(campaign, 25)], actor=ACTOR)
    assert [each.amount for each in made] == [Euro.of(25), Euro.of(5)]
    assert grants_post([ask(campaign, 10)], actor=ACTOR) == []
    assert open_fund().balance == Euro.of(50)


def test_room_promised_to_donors_stays_theirs() -> None:
    campaign = builders.campaign(minimum=100, optimum=100)
    builders.start(campaign, 40)
    builders.give(euros=100)
    assert grant(campaign, 100).amount == Euro.of(60)


def test_a_fund_is_never_overspent_and_then_nothing_is_given() -> None:
    one, two = builders.campaign(minimum=100), builders.campaign(minimum=100)
    builders.give(euros=80)
    with pytest.raises(FundOverdrawn):
        grants_post([ask(one, 50), ask(two, 50)], actor=ACTOR)
    assert Grant.objects.count() == 0
    one.refresh_from_db()
    assert one.raised == Euro.zero()


@pytest.mark.parametrize("state", [CampaignState.SCHEDULED, CampaignState.SUSPENDED])
def test_only_what_collects_is_helped(state: CampaignState) -> None:
    campaign = builders.campaign(minimum=100)
    dates = {"opened_at": None, "closes_at": None} if state == "scheduled" else {"suspended_at": clock.now()}
    Campaign.objects.filter(pk=campaign.pk).update(state=state, **dates)
    builders.give(euros=80)
    assert grants_post([ask(campaign, 50)], actor=ACTOR) == []


def test_gifts_are_used_first_in_first_out_to_the_cent() -> None:
    campaign, other = builders.campaign(minimum=100), builders.campaign(minimum=100)
    first, second, third = (builders.give(euros=20) for _ in range(3))
    made = grants_post([ask(campaign, 30), ask(other, 25)], actor=ACTOR)
    assert parts(made[0]) == [(first.pk, 2000), (second.pk, 1000)]
    assert parts(made[1]) == [(second.pk, 1000), (third.pk, 1500)]


def test_each_donor_is_told_once_and_so_is_each_holder() -> None:
    one, two = builders.campaign(minimum=100), builders.campaign(minimum=100)
    who = builders.donor(email="claire@exemple.fr")
    builders.give(euros=20, who=who)
    builders.give(euros=20, who=who)
    grants_post([ask(one, 30), ask(two, 10)], actor=ACTOR)
    assert told("allocation.gift_at_work") == ["claire@exemple.fr"]
    assert sorted(told("allocation.grant_to_holder")) == sorted([one.project.holder.email, two.project.holder.email])
    letter = Message.objects.get(kind="allocation.gift_at_work")
    assert [line["amount"] for line in letter.params["lines"]] == [Euro.of(30).format(), Euro.of(10).format()]


def test_money_of_a_failed_project_comes_home_and_helps_again() -> None:
    campaign, other = builders.campaign(minimum=100), builders.campaign(minimum=100)
    gift = builders.give(campaign, 20)
    unearmarked = builders.give(euros=50)
    made = grant(campaign, 40)
    fail(campaign)
    grants_return()
    grants_return()
    campaign.refresh_from_db()
    made.refresh_from_db()
    assert campaign.state == CampaignState.FAILED
    assert (campaign.raised_cents, campaign.granted_cents) == (2000, 0)
    assert made.returned_cents == 4000
    assert (open_fund().balance, open_fund().given) == (Euro.of(50), Euro.zero())
    assert parts(made) == []
    assert told("allocation.gift_came_home") == [unearmarked.email]
    assert parts(grant(other, 45)) == [(unearmarked.pk, 4500)]
    campaign_give_back(campaign.pk)
    builders.finish_all_refunds()
    gift.refresh_from_db()
    campaign_give_back(campaign.pk)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.REFUNDED


def test_a_failed_campaign_that_only_funds_helped_is_over_at_once() -> None:
    campaign = builders.campaign(minimum=100)
    builders.give(euros=50)
    grant(campaign, 40)
    fail(campaign)
    grants_return()
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.REFUNDED


def test_a_used_gift_taken_back_by_its_bank_is_replaced_by_the_next_one() -> None:
    campaign, other = builders.campaign(minimum=100), builders.campaign(minimum=100)
    first, second = builders.give(euros=30), builders.give(euros=60)
    made = grant(campaign, 30)
    assert parts(made) == [(first.pk, 3000)]
    builders.charge_back(first)
    later = grant(other, 30)
    assert parts(made) == [(second.pk, 3000)]
    assert parts(later) == [(second.pk, 3000)]


def test_a_campaign_that_reaches_its_optimum_closes() -> None:
    campaign = builders.campaign(minimum=100, optimum=100)
    builders.give(euros=100)
    grant(campaign, 100)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.SUCCEEDED
