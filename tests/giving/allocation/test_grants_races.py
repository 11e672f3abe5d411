"""Real transactions, real threads: several committees want the same money, a donor pays, all at once."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.giving import builders
from tests.giving.allocation.eager import Eager
from tests.giving.allocation.grants import ACTOR, ask
from tests.giving.allocation.mandates import in_force, member
from tests.giving.funds.patron import doubling_fund
from tests.people.factories import grant as give_role
from tests.people.factories import make_user
from tests.races import at_once
from trousse.core import clock
from trousse.core.money import Euro
from trousse.core.workflow import TransitionRefused
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking, foreseeing, services
from trousse.giving.allocation.enums import MandateState, RoundState, TurnMoment
from trousse.giving.allocation.models import Grant, GrantPart, Turn
from trousse.giving.allocation.services import grants_post
from trousse.giving.funds.errors import FundOverdrawn
from trousse.giving.funds.selectors import open_fund
from trousse.operations.books import check
from trousse.people.accounts.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever begins is to be seeded with 100 €."""
    monkeypatch.setattr(foreseeing, "Memory", Eager)


def test_two_committees_cannot_overspend_a_fund() -> None:
    campaigns = [builders.campaign(minimum=100) for _ in range(6)]
    builders.give(euros=60)
    builders.give(euros=40)
    raised = at_once(*[lambda each=each: grants_post([ask(each, 30)], actor=ACTOR) for each in campaigns])
    assert [type(error) for error in raised] == [FundOverdrawn] * 3
    assert Grant.objects.count() == 3
    assert open_fund().balance == Euro.of(10)
    assert sum(GrantPart.objects.values_list("amount_cents", flat=True)) == 9000
    assert check().problems == ()


def test_two_committees_help_the_same_projects_in_opposite_order_and_none_gets_too_much() -> None:
    one, two = builders.campaign(minimum=50), builders.campaign(minimum=50)
    builders.give(euros=300)
    raised = at_once(
        lambda: grants_post([ask(one, 40), ask(two, 40)], actor=ACTOR),
        lambda: grants_post([ask(two, 40), ask(one, 40)], actor=ACTOR),
    )
    assert raised == []
    assert set(Campaign.objects.values_list("raised_cents", flat=True)) == {5000}
    assert open_fund().balance == Euro.of(200)
    assert check().problems == ()


def test_the_same_round_posted_twice_at_once_gives_once() -> None:
    campaign = builders.campaign(minimum=100)
    builders.give(euros=100)
    wanted = ask(campaign, 40)
    raised = at_once(*[lambda: grants_post([wanted], actor=ACTOR)] * 3)
    assert raised == []
    assert Grant.objects.count() == 1
    assert check().problems == ()


def test_a_donor_pays_while_a_fund_completes() -> None:
    campaign = builders.campaign(minimum=100, optimum=100)
    builders.give(euros=100)
    gift = builders.start(campaign, 30)

    def arrive() -> None:
        with transaction.atomic():
            builders.HANDLER.on_paid(builders.paid(gift))

    assert at_once(arrive, lambda: grants_post([ask(campaign, 100)], actor=ACTOR)) == []
    campaign.refresh_from_db()
    assert (campaign.raised, campaign.granted) == (Euro.of(100), Euro.of(70))
    assert check().problems == ()


def test_three_people_sign_at_once_and_the_money_leaves_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})
    campaign = builders.campaign(minimum=100)
    builders.give(campaign, 60)
    builders.give(euros=70)
    made = services.round_propose()
    assert made is not None
    people = [make_user() for _ in range(3)]
    for person in people:
        give_role(person, Role.COMMITTEE)
    raised = at_once(
        *[
            lambda by=by: services.round_sign(round=made, by=by, plan_sha256=made.plan_sha256, no_conflict=True)
            for by in people
        ]
    )
    assert [type(error) for error in raised] == [TransitionRefused]
    made.refresh_from_db()
    assert (made.state, made.signatures.count()) == (RoundState.POSTED, 2)
    assert Grant.objects.get().amount == Euro.of(40)
    assert check().problems == ()


def test_the_morning_runs_thrice_at_once_and_gives_once() -> None:
    opened_yesterday(minimum=300)
    builders.give(euros=100)
    mandate = in_force()
    raised = at_once(*[lambda: services.mandate_run(TurnMoment.MORNING)] * 3)
    assert raised == []
    assert (Turn.objects.count(), Grant.objects.count()) == (1, 1)
    mandate.refresh_from_db()
    assert mandate.spent == Grant.objects.get().amount
    assert check().problems == ()


def test_the_house_a_committee_and_a_reader_want_the_same_money() -> None:
    """The morning looks again when the fund was emptied; nothing is overdrawn, nobody dies."""
    seeded, other = opened_yesterday(minimum=300), builders.campaign(minimum=100)
    builders.give(euros=100)
    in_force()
    raised = at_once(
        lambda: services.mandate_run(TurnMoment.MORNING), lambda: grants_post([ask(other, 60)], actor=ACTOR)
    )
    assert {type(error) for error in raised} <= {FundOverdrawn}
    assert Turn.objects.count() == 1
    assert Grant.objects.filter(campaign__in=[seeded, other]).exists()
    assert open_fund().balance >= Euro.zero()
    assert check().problems == ()


def test_stopped_while_it_gives() -> None:
    """Whoever comes second waits: either all was given before, or nothing is."""
    opened_yesterday(minimum=300)
    builders.give(euros=100)
    mandate, by = in_force(), member()
    raised = at_once(
        lambda: services.mandate_run(TurnMoment.MORNING),
        lambda: services.mandate_revoke(mandate=mandate, by=by, reason="Attendons."),
    )
    assert raised == []
    mandate.refresh_from_db()
    assert mandate.state == MandateState.REVOKED
    assert mandate.spent_cents == sum(Grant.objects.values_list("amount_cents", flat=True))
    assert check().problems == ()


def test_gifts_are_doubled_by_several_workers_while_others_are_taken_back() -> None:
    campaign, fund = builders.campaign(minimum=900), doubling_fund(90)
    mandate = in_force(envelope=Euro.of(70), project_cap=Euro.of(70), grant_cap=Euro.of(70))
    gifts = [builders.give(campaign, 20) for _ in range(5)]
    raised = at_once(*[services.gifts_double] * 3, lambda: builders.charge_back(gifts[0]))
    assert raised == []
    services.doublings_return()
    services.gifts_double()
    mandate.refresh_from_db()
    fund.refresh_from_db()
    assert Grant.objects.filter(returned_at=None, matched_gift=gifts[0]).count() == 0
    assert mandate.spent <= Euro.of(70)
    assert mandate.spent_cents == sum(Grant.objects.values_list("amount_cents", flat=True))
    assert check().problems == ()


def opened_yesterday(*, minimum: int) -> Campaign:
    made, now = builders.campaign(minimum=minimum), clock.now()
    Campaign.objects.filter(pk=made.pk).update(opened_at=now - timedelta(days=1), closes_at=now + timedelta(days=40))
    return made
