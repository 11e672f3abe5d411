"""A plan may be days old when it is signed: caps and rules hold with what campaigns have by then."""

import pytest

from tests.giving import builders
from tests.giving.allocation.grants import ACTOR, ask
from tests.giving.funds.patron import deposit, patron_fund
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.services import grants_post
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import FundLimits, Restriction

pytestmark = pytest.mark.django_db


def capped_fund() -> Fund:
    fund = patron_fund(restriction=Restriction(), limits=FundLimits(cap=Euro.of(150)))
    deposit(fund, 1_000)
    return fund


def posted(campaign: Campaign, fund: Fund, *euros: int) -> list[int]:
    made = [grants_post([ask(campaign, each, fund=fund)], actor=ACTOR) for each in euros]
    return [sum(grant.amount_cents for grant in grants) // 100 for grants in made]


def test_the_cap_of_a_fund_counts_what_it_gave_meanwhile() -> None:
    campaign = builders.campaign(minimum=1_000, optimum=2_000)
    assert posted(campaign, capped_fund(), 100, 100, 100) == [100, 50, 0]


def test_two_grants_of_one_call_share_the_cap() -> None:
    campaign, fund = builders.campaign(minimum=1_000, optimum=2_000), capped_fund()
    made = grants_post([ask(campaign, 100, fund=fund), ask(campaign, 100, fund=fund)], actor=ACTOR)
    assert sum(grant.amount_cents for grant in made) == 15_000


def test_less_than_its_least_grant_is_nothing() -> None:
    campaign = builders.campaign(minimum=1_000, optimum=2_000)
    fund = patron_fund(restriction=Restriction(), limits=FundLimits(cap=Euro.of(110), least=Euro.of(20)))
    deposit(fund, 1_000)
    assert posted(campaign, fund, 100, 50) == [100, 0]


def test_the_rules_bound_all_funds_together() -> None:
    RuleVersion.objects.update(most_share_bp=3_000)
    campaign = builders.campaign(minimum=1_000, optimum=2_000)
    assert posted(campaign, capped_fund(), 140) == [140]
    assert posted(campaign, capped_fund(), 140) == [140]
    assert posted(campaign, capped_fund(), 140) == [20]
