"""The donor's side: begin, double click, change one's mind, pay again."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.giving import builders
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignNotOpen, NoRoomLeft
from trousse.fundraising.campaigns.models import Reservation
from trousse.fundraising.campaigns.selectors import room_left
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.errors import DonationInvalid, FundClosed
from trousse.giving.donations.models import Donation
from trousse.giving.donations.services import donation_retry, donation_start, follow_links_send
from trousse.giving.funds.selectors import open_fund
from trousse.money.payments.enums import PaymentState
from trousse.money.payments.models import Payment
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db


def test_a_gift_waits_for_its_payment_and_keeps_its_room() -> None:
    campaign = builders.campaign(optimum=1500)
    gift = builders.start(campaign, 20)
    assert (gift.state, gift.amount, gift.campaign, gift.fund) == (DonationState.STARTED, Euro.of(20), campaign, None)
    assert gift.payment is not None
    assert (gift.payment.payable_kind, gift.payment.payable_id) == ("donation", str(gift.pk))
    assert gift.payment.amount == Euro.of(20)
    assert room_left(campaign) == Euro.of(1480)
    reservation = Reservation.objects.get(key=gift.key)
    assert reservation.expires_at > gift.payment.expires_at, "the room outlives the payment"


def test_what_the_donor_said_is_kept() -> None:
    who = builders.donor(first_name=" Jeanne ", email="Jeanne@Exemple.FR")
    gift = builders.start(builders.campaign(), who=who)
    gift.refresh_from_db()
    assert (gift.first_name, gift.email, gift.named, gift.message) == ("Jeanne", "jeanne@exemple.fr", True, "Bravo !")
    assert (gift.terms_version, gift.address, gift.wants_receipt) == ("2026-11", "", False)
    assert gift.reference.startswith("DON")
    assert len(gift.reference) == 12


class TestTheSamePassageAgain:
    def test_a_double_click_is_one_gift_and_one_payment(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        first = builders.start(campaign, key=key, who=who)
        again = builders.start(campaign, key=key, who=who)
        assert (again, again.payment) == (first, first.payment)
        assert (Donation.objects.count(), Payment.objects.count()) == (1, 1)

    def test_another_amount_is_the_same_gift_with_another_payment(self) -> None:
        campaign, key, who = builders.campaign(optimum=1500), uuid4(), builders.donor()
        first = builders.start(campaign, 20, key=key, who=who)
        changed = builders.start(campaign, 50, key=key, who=who)
        assert changed == first
        assert changed.payment != first.payment
        assert changed.payment is not None
        assert (changed.amount, changed.payment.amount) == (Euro.of(50), Euro.of(50))
        assert room_left(campaign) == Euro.of(1450), "only the last amount is kept"

    def test_another_name_is_the_same_gift(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        builders.start(campaign, key=key, who=who)
        changed = builders.start(campaign, key=key, who=replace(who, first_name="Jean"))
        changed.refresh_from_db()
        assert changed.first_name == "Jean"
        assert Donation.objects.count() == 1

    def test_another_destination_frees_the_room_of_the_first(self) -> None:
        first, second, key = builders.campaign(), builders.campaign(), uuid4()
        builders.start(first, key=key)
        moved = builders.start(second, key=key)
        assert moved.campaign == second
        assert (room_left(first), room_left(second)) == (Euro.of(1500), Euro.of(1480))
        to_fund = builders.start(open_fund(), key=key)
        assert (to_fund.campaign, to_fund.fund) == (None, open_fund())
        assert room_left(second) == Euro.of(1500)

    def test_a_paid_gift_is_not_touched(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        gift = builders.start(campaign, 20, key=key, who=who)
        builders.settle(gift)
        again = builders.start(campaign, 50, key=key, who=who)
        assert (again, again.state, again.amount) == (gift, DonationState.SETTLED, Euro.of(20))
        assert Payment.objects.count() == 1

    def test_after_a_refusal_one_pays_again(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        gift = builders.start(campaign, key=key, who=who)
        builders.give_up(gift)
        assert room_left(campaign) == Euro.of(1500)
        again = builders.start(campaign, key=key, who=who)
        again.refresh_from_db()
        assert (again.pk, again.state) == (gift.pk, DonationState.STARTED)
        assert again.payment != gift.payment
        assert room_left(campaign) == Euro.of(1480)

    def test_an_expired_payment_is_replaced(self) -> None:
        campaign, key, who = builders.campaign(), uuid4(), builders.donor()
        gift = builders.start(campaign, key=key, who=who)
        with clock.frozen(clock.now() + timedelta(hours=1)):
            again = builders.start(campaign, key=key, who=who)
        assert again == gift
        assert again.payment != gift.payment


class TestRetry:
    def test_after_a_refusal_nothing_is_typed_again(self) -> None:
        campaign = builders.campaign()
        gift = builders.start(campaign)
        builders.give_up(gift, state=PaymentState.ABANDONED)
        again = donation_retry(donation=gift)
        assert again.payment != gift.payment
        again.refresh_from_db()
        assert again.state == DonationState.STARTED
        assert [log.transition for log in again.log.all()] == ["give_up", "retry"]

    def test_a_payment_still_open_is_kept(self) -> None:
        gift = builders.start(builders.campaign())
        assert donation_retry(donation=gift).payment == gift.payment

    def test_a_gift_that_is_paid_stays(self) -> None:
        gift = builders.give(builders.campaign())
        assert donation_retry(donation=gift).state == DonationState.SETTLED
        assert Payment.objects.count() == 1

    def test_the_room_may_be_gone_meanwhile(self) -> None:
        campaign = builders.campaign(minimum=10, optimum=100)
        gift = builders.start(campaign, 60)
        builders.give_up(gift)
        builders.start(campaign, 50)
        with pytest.raises(NoRoomLeft) as refused:
            donation_retry(donation=gift)
        assert refused.value.room == Euro.of(50)


class TestRoom:
    def test_two_donors_cannot_overshoot(self) -> None:
        campaign = builders.campaign(minimum=10, optimum=100)
        builders.start(campaign, 70)
        with pytest.raises(NoRoomLeft) as refused:
            builders.start(campaign, 40)
        assert refused.value.room == Euro.of(30)
        assert Donation.objects.count() == 1, "nothing is left of the refused one"

    def test_a_remainder_below_the_minimum_may_be_given_exactly(self) -> None:
        campaign = builders.campaign(minimum=10, optimum=100)
        builders.give(campaign, 97)
        with pytest.raises(DonationInvalid, match="exactement 3"):
            builders.start(campaign, 2)
        assert builders.start(campaign, 3).amount == Euro.of(3)

    def test_a_small_gift_is_refused_while_there_is_room(self) -> None:
        with pytest.raises(DonationInvalid) as refused:
            builders.start(builders.campaign(), 3)
        assert set(refused.value.problems) == {"amount"}
        assert "5\u00a0€ au moins" in refused.value.problems["amount"]

    @pytest.mark.parametrize("state", [CampaignState.SCHEDULED, CampaignState.SUSPENDED])
    def test_a_campaign_that_does_not_collect(self, state: CampaignState) -> None:
        campaign = builders.campaign()
        if state is CampaignState.SUSPENDED:
            type(campaign).objects.filter(pk=campaign.pk).update(state=state, suspended_at=clock.now())
        else:
            campaign = builders.campaign(state=state)
        with pytest.raises(CampaignNotOpen):
            builders.start(campaign)
        assert not Donation.objects.exists()

    def test_a_closed_fund(self) -> None:
        fund = open_fund()
        fund.is_active = False
        fund.save()
        with pytest.raises(FundClosed):
            builders.start(fund)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written() -> None:
    with pytest.raises(DonationInvalid) as refused:
        donation_start(
            checkout_key=uuid4(),
            destination=open_fund(),
            amount=Euro.of(1),
            donor=builders.donor(first_name="", wants_receipt=True),
            consents=replace(builders.AGREED, terms_accepted=False),
        )
    assert set(refused.value.problems) == {"amount", "first_name", "wants_receipt", "terms", "no_reward"}
    assert not Donation.objects.exists()


class TestFollowLinks:
    def test_every_gift_of_an_address_and_nothing_of_others(self) -> None:
        who = builders.donor(email="jeanne@exemple.fr")
        mine = [builders.give(builders.campaign(), who=who), builders.give(open_fund(), who=who)]
        builders.give(builders.campaign())
        Message.objects.all().delete()
        follow_links_send(email=" Jeanne@exemple.fr ")
        [message] = Message.objects.all()
        assert (message.kind, message.to) == ("donation.links", "jeanne@exemple.fr")
        assert len(message.params["gifts"]) == len(mine)

    def test_an_unknown_address_gets_nothing(self) -> None:
        builders.give(builders.campaign())
        Message.objects.all().delete()
        follow_links_send(email="personne@exemple.fr")
        assert not Message.objects.exists()
