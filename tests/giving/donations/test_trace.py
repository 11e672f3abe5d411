"""The way of a gift, as its donor reads it at every moment of its life."""

from datetime import timedelta

import pytest

from tests.giving import builders
from tests.people.factories import grant, make_user
from trousse.core import clock
from trousse.core.links import LinkInvalid
from trousse.core.money import Euro
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.donations import links
from trousse.giving.donations.errors import DonationMissing
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refunds import campaign_give_back
from trousse.giving.donations.selectors import (
    StepCode,
    StepState,
    donation_by_checkout_key,
    donation_by_follow_token,
    donation_trace,
    donations_of_email,
    donations_of_user,
    donations_visible_to,
)
from trousse.giving.funds.selectors import open_fund
from trousse.money.payments.enums import RefundState
from trousse.money.payments.models import Refund
from trousse.people.accounts.enums import Role

pytestmark = pytest.mark.django_db

DONE, CURRENT, COMING = StepState.DONE, StepState.CURRENT, StepState.COMING


def way(gift: Donation) -> list[tuple[StepCode, StepState]]:
    fresh = donation_by_follow_token(links.follow_token(gift))
    trace = donation_trace(fresh)
    assert trace.what_next.endswith(".")
    assert all(step.label for step in trace.steps)
    assert trace.destination_name == str(gift.destination)
    return [(step.code, step.state) for step in trace.steps]


def fail(gift: Donation) -> None:
    with clock.frozen(clock.now() + timedelta(days=12)):
        assert gift.campaign_id
        campaign_close(campaign_id=gift.campaign_id)


def test_waiting_for_the_bank() -> None:
    gift = builders.start(builders.campaign())
    assert way(gift) == [(StepCode.PAYMENT, CURRENT)]


def test_not_paid() -> None:
    gift = builders.start(builders.campaign())
    builders.give_up(gift)
    assert way(gift) == [(StepCode.PAYMENT, DONE)]
    assert "Rien n’a été débité" in donation_trace(gift).what_next


def test_counted_while_the_campaign_goes_on() -> None:
    gift = builders.give(builders.campaign(minimum=900))
    assert way(gift) == [
        (StepCode.PAYMENT, DONE),
        (StepCode.COUNTED, DONE),
        (StepCode.CAMPAIGN, CURRENT),
        (StepCode.NEXT, COMING),
    ]
    assert "tout vous est rendu" in donation_trace(gift).what_next


def test_once_the_minimum_is_reached_nothing_is_at_risk() -> None:
    gift = builders.give(builders.campaign(minimum=20))
    assert "aura lieu" in donation_trace(donation_by_follow_token(links.follow_token(gift))).what_next


def test_the_campaign_succeeded() -> None:
    gift = builders.give(builders.campaign(minimum=10, optimum=20))
    assert way(gift)[2:] == [(StepCode.CAMPAIGN, DONE), (StepCode.NEXT, CURRENT)]


def test_the_campaign_failed_and_the_gift_comes_back() -> None:
    gift = builders.give(builders.campaign())
    fail(gift)
    assert way(gift)[2:] == [(StepCode.CAMPAIGN, DONE), (StepCode.REFUND, CURRENT)]
    assert gift.campaign_id
    campaign_give_back(gift.campaign_id)
    assert way(gift)[2:] == [(StepCode.CAMPAIGN, DONE), (StepCode.REFUND, CURRENT)]
    builders.finish_all_refunds()
    assert way(gift)[2:] == [(StepCode.CAMPAIGN, DONE), (StepCode.REFUND, DONE)]


def test_a_refund_that_the_bank_refused_says_so() -> None:
    gift = builders.give(builders.campaign())
    fail(gift)
    assert gift.campaign_id
    campaign_give_back(gift.campaign_id)
    Refund.objects.update(state=RefundState.FAILED, last_error="Carte fermée")
    gift.refresh_from_db()
    assert "n’a pas pu" in donation_trace(gift).steps[-1].label


def test_an_excess_is_told_beside_what_was_counted() -> None:
    gift = builders.start(builders.campaign(), 20)
    builders.settle(gift, cents=2500)
    steps = donation_trace(gift).steps
    assert [(step.code, step.amount) for step in steps[:3]] == [
        (StepCode.PAYMENT, Euro.of(25)),
        (StepCode.COUNTED, Euro.of(20)),
        (StepCode.REFUND, Euro.of(5)),
    ]


def test_waiting_in_a_fund() -> None:
    gift = builders.give(open_fund(), 25)
    assert way(gift) == [
        (StepCode.PAYMENT, DONE),
        (StepCode.COUNTED, DONE),
        (StepCode.WAITING, CURRENT),
        (StepCode.NEXT, COMING),
    ]
    assert "25\u00a0€" in donation_trace(gift).steps[2].detail


def test_taken_back_by_the_bank() -> None:
    gift = builders.give(open_fund())
    builders.charge_back(gift)
    assert way(gift)[-1] == (StepCode.CHARGED_BACK, DONE)


class TestWhoSeesWhat:
    def test_the_link_opens_one_gift_and_nothing_else_does(self) -> None:
        gift = builders.give()
        assert donation_by_follow_token(links.follow_token(gift)) == gift
        for token in ("", "x", links.follow_token(gift)[:-1], links.follow_token(gift) + "A"):
            with pytest.raises(LinkInvalid):
                donation_by_follow_token(token)
        Donation.objects.filter(pk=gift.pk).update(reference="DONX")
        missing = links.follow_token(Donation(pk=gift.pk + 1000))
        with pytest.raises(DonationMissing):
            donation_by_follow_token(missing)

    def test_one_passage_finds_its_gift(self) -> None:
        gift = builders.start()
        assert donation_by_checkout_key(gift.checkout_key) == gift

    def test_a_donor_sees_their_own_and_finance_sees_all(self) -> None:
        mine = builders.give(who=builders.donor(email="jeanne@exemple.fr"))
        other = builders.give()
        jeanne, cashier, passer_by = make_user("jeanne@exemple.fr"), make_user(), make_user()
        grant(cashier, Role.FINANCE)
        assert list(donations_visible_to(jeanne)) == list(donations_of_user(jeanne)) == [mine]
        assert list(donations_of_email("JEANNE@exemple.fr")) == [mine]
        assert set(donations_visible_to(cashier)) == {mine, other}
        assert not donations_visible_to(passer_by).exists()
