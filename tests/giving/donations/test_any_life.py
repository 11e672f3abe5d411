"""Any story of gifts and grants, in any order, with news repeated, late or contradictory: the books hold at every step.

A story is a list of small events drawn by Hypothesis and played against the real services; what cannot happen in the
present state (refund a gift that was never paid) is skipped, so that every story is playable and shrinks well.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.giving import builders
from tests.giving.allocation.grants import ACTOR, ask
from tests.giving.allocation.mandates import in_force
from tests.giving.builders import HANDLER
from tests.giving.funds.patron import doubling_fund
from trousse.core import clock
from trousse.core.errors import BusinessError
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.services import doublings_return, gifts_double, grants_post, grants_return
from trousse.giving.donations.enums import UNPAID, DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.donations.outcomes import outcome_tell
from trousse.giving.donations.refunds import campaign_give_back, campaign_settle_when_empty
from trousse.giving.donations.services import donation_retry
from trousse.giving.funds.selectors import open_fund
from trousse.money.ledger import accounts, selectors
from trousse.money.payments.enums import PaymentState, RefundState
from trousse.money.payments.models import Payment, Refund
from trousse.operations.books import check

GIFTS = 5
OPTIMUM = 100

gift = st.integers(min_value=0, max_value=GIFTS - 1)
event = st.one_of(
    st.tuples(st.just("start"), gift, st.integers(min_value=5, max_value=OPTIMUM), st.booleans()),
    st.tuples(st.just("retry"), gift),
    st.tuples(st.just("pay"), gift, st.sampled_from([-300, 0, 0, 0, 0, 250])),
    st.tuples(st.just("told again"), gift),
    st.tuples(st.just("give up"), gift),
    st.tuples(st.just("close")),
    st.tuples(st.just("give back")),
    st.tuples(st.just("refund done"), gift),
    st.tuples(st.just("refund refused"), gift),
    st.tuples(st.just("desk"), gift, st.integers(min_value=1, max_value=3_000)),
    st.tuples(st.just("charge back"), gift),
    st.tuples(st.just("grant"), st.integers(min_value=1, max_value=OPTIMUM)),
    st.tuples(st.just("money home")),
    st.tuples(st.just("double")),
)


class World:
    """One campaign, one fund, a few donors, and the bank."""

    def __init__(self) -> None:
        self.campaign = builders.campaign(minimum=60, optimum=OPTIMUM)
        self.fund = open_fund()
        self.keys = [UUID(int=number + 1) for number in range(GIFTS)]
        self.donors = [builders.donor() for _ in range(GIFTS)]
        # A rich neighbour, so that a loss (refund on top of a charge-back) does not overdraw the provider's account.
        builders.give(self.fund, 5_000)
        self.patron = doubling_fund(70)
        in_force(
            envelope=Euro.of(60), project_cap=Euro.of(50), grant_cap=Euro.of(30), kinds=frozenset({GrantKind.MATCH})
        )

    def play(self, name: str, *details: Any) -> None:
        act: Callable[..., None] = getattr(self, name.replace(" ", "_"))
        try:
            with transaction.atomic():
                act(*details)
        except BusinessError:
            pass  # refused with a reason: nothing must have changed, which the books will tell

    def gift(self, number: int) -> Donation | None:
        return Donation.objects.filter(checkout_key=self.keys[number]).select_related("payment").first()

    def payments(self, number: int) -> list[Payment]:
        found = self.gift(number)
        return list(Payment.objects.filter(payable_id=str(found.pk)).order_by("pk")) if found else []

    def start(self, number: int, euros: int, to_fund: bool) -> None:
        destination = self.fund if to_fund else Campaign.objects.get(pk=self.campaign.pk)
        builders.start(destination, euros, key=self.keys[number], who=self.donors[number])

    def retry(self, number: int) -> None:
        if found := self.gift(number):
            donation_retry(donation=found)

    def pay(self, number: int, more: int) -> None:
        """The oldest payment of the gift that is not paid yet: possibly one that was given up."""
        waiting = [payment for payment in self.payments(number) if payment.state != PaymentState.PAID]
        if waiting and (found := self.gift(number)):
            found.payment = waiting[0]
            HANDLER.on_paid(builders.paid(found, cents=waiting[0].amount_cents + more))

    def told_again(self, number: int) -> None:
        HANDLER.on_paid([payment for payment in self.payments(number) if payment.state == PaymentState.PAID])

    def give_up(self, number: int) -> None:
        waiting = [payment for payment in self.payments(number) if payment.state == PaymentState.STARTED]
        for payment in waiting:
            payment.state = PaymentState.EXPIRED
            payment.save(update_fields=["state"])
        HANDLER.on_not_paid(waiting)

    def close(self) -> None:
        with clock.frozen(clock.now() + timedelta(days=12)):
            campaign_close(campaign_id=self.campaign.pk)

    def give_back(self) -> None:
        campaign_give_back(self.campaign.pk)
        outcome_tell(self.campaign.pk)

    def refund_done(self, number: int) -> None:
        """Also one that had been refused or called off: the bank has the last word."""
        waiting = Refund.objects.filter(payment__in=self.payments(number)).exclude(state=RefundState.DONE)
        if refund := waiting.order_by("pk").first():
            builders.finish_refunds(refund)

    def refund_refused(self, number: int) -> None:
        asked = Refund.objects.filter(payment__in=self.payments(number), state=RefundState.ASKED)
        asked.update(state=RefundState.FAILED, last_error="La banque du donateur a refusé.")

    def desk(self, number: int, cents: int) -> None:
        found = self.gift(number)
        if found and not found.is_unpaid and found.payment and not found.payment.charged_back_at:
            left = found.payment.paid_cents - found.payment.refunded_cents - self._asked(found.payment)
            if left > 0:
                builders.desk_refund(found, min(cents, left))

    def charge_back(self, number: int) -> None:
        found = self.gift(number)
        if found and not found.is_unpaid:
            builders.charge_back(found)

    def grant(self, euros: int) -> None:
        grants_post([ask(self.campaign, euros)], actor=ACTOR)

    def money_home(self) -> None:
        grants_return(self.campaign.pk)
        campaign_settle_when_empty(self.campaign.pk)

    def double(self) -> None:
        doublings_return()
        gifts_double()

    def _asked(self, payment: Payment) -> int:
        waiting = payment.refunds.exclude(state=RefundState.DONE)
        return sum(refund.amount_cents for refund in waiting)


class TestAnyLife(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(story=st.lists(event, min_size=4, max_size=16))
    @example(story=[("start", 0, 60, False), ("give up", 0), ("start", 1, 100, False), ("pay", 1, 0), ("pay", 0, 0)])
    @example(story=[("start", 0, 20, False), ("start", 0, 40, False), ("pay", 0, 0), ("pay", 0, 0), ("told again", 0)])
    @example(
        story=[
            *[("start", 0, 20, False), ("pay", 0, 250), ("close",), ("give back",), ("refund refused", 0)],
            *[("charge back", 0), ("refund done", 0), ("refund done", 0), ("give back",)],
        ]
    )
    @example(
        story=[
            *[("start", 0, 20, False), ("pay", 0, 0), ("double",), ("charge back", 0), ("double",), ("close",)],
            *[("double",), ("money home",), ("give back",)],
        ]
    )
    @example(
        story=[
            *[("start", 0, 20, False), ("pay", 0, 0), ("grant", 30), ("grant", 30), ("charge back", 0), ("close",)],
            *[("money home",), ("money home",), ("give back",)],
        ]
    )
    def test_the_books_hold(self, story: list[tuple[Any, ...]]) -> None:
        world = World()
        for step in story:
            world.play(*step)
            assert check().problems == (), step
        self.check_every_gift()
        self.check_the_campaign(world.campaign)

    def check_every_gift(self) -> None:
        """No cent of a payment is anywhere but at the destination, back, owed, or taken by the bank."""
        for found in Donation.objects.select_related("payment"):
            if found.state in UNPAID:
                assert found.paid == found.taken == Euro(0)
            elif found.state != DonationState.CHARGED_BACK:
                owed = found.paid - found.standing - found.refunded
                assert owed >= Euro(0), found
            assert found.state != DonationState.REFUNDED or found.refunded == found.paid

    def check_the_campaign(self, campaign: Campaign) -> None:
        campaign.refresh_from_db()
        assert campaign.raised_cents <= campaign.optimum_goal_cents
        assert selectors.balance(accounts.campaign(campaign.pk)).cents == campaign.raised_cents
        standing = Donation.objects.filter(campaign=campaign, state=DonationState.SETTLED).exists()
        assert not (campaign.state == CampaignState.REFUNDED and standing)
