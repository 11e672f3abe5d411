"""What the policy of seasons is told of the live state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.giving import builders
from tests.giving.allocation.grants import grant
from tests.giving.funds.patron import patron_fund
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign, Intake
from trousse.giving.allocation.enums import TurnMoment
from trousse.giving.allocation.live_season import season_now
from trousse.giving.allocation.policy.state import CampaignState, accepts
from trousse.giving.equalisation.selectors import rules_on
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.giving.funds.selectors import open_fund
from trousse.giving.funds.services import fund_create, funds_credit
from trousse.people.schools.enums import EducationPriority
from trousse.people.schools.models import School

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told_of(campaign: Campaign, moment: TurnMoment = TurnMoment.MORNING) -> CampaignState:
    return next(each for each in season_now(moment).state["campaigns"] if each["id"] == f"c{campaign.pk}")


def given_days_ago(campaign: Campaign, days: int, euros: int) -> None:
    gift = builders.give(campaign, euros)
    Intake.objects.filter(key=gift.key).update(at=clock.now() - days * DAY)


def fill(fund: Fund, euros: int) -> None:
    funds_credit([(fund.pk, Euro.of(euros))])


def test_a_campaign_day_by_day() -> None:
    campaign = builders.campaign(minimum=100)
    for days, euros in ((20, 5), (3, 10), (3, 20), (0, 7)):
        given_days_ago(campaign, days, euros)
    builders.give(euros=30)
    grant(campaign, 30)
    told, today = told_of(campaign), clock.today()
    assert (told["goal"], told["raised"], told["granted"]) == (10_000, 4_200, 3_000)
    assert told["granted_by"] == {f"f{open_fund().pk}": 3_000}
    assert told["opened_day"] == today.toordinal() - 20
    assert told["opened_day"] + told["duration_days"] - 1 == (today + 10 * DAY).toordinal()
    assert told["gifts_by_day"] == [500] + [0] * 16 + [3_000, 0, 0]
    assert told_of(campaign, TurnMoment.EVENING)["gifts_by_day"][-1] == 700
    assert told_of(campaign, TurnMoment.EVENING)["granted_by_day"][-1] == 3_000


def test_beyond_its_minimum_it_only_teaches_and_until_the_day_it_was_reached() -> None:
    campaign = builders.campaign(minimum=50, optimum=500)
    for days, euros in ((5, 30), (4, 25), (2, 100)):
        given_days_ago(campaign, days, euros)
    season = season_now(TurnMoment.MORNING)
    assert season.state["campaigns"] == []
    [past] = season.past
    assert (past["raised"], past["granted"]) == (5_500, 0)
    assert past["gifts_by_day"][-2:] == [3_000, 2_500]


def test_what_ended_long_ago_teaches_no_more() -> None:
    old, recent = builders.campaign(minimum=50), builders.campaign(minimum=50)
    for campaign, days in ((old, 140), (recent, 100)):
        opened = clock.now() - days * DAY
        Campaign.objects.filter(pk=campaign.pk).update(opened_at=opened, closes_at=opened + 30 * DAY)
    season = season_now(TurnMoment.MORNING)
    assert [each["id"] for each in season.past] == [f"c{recent.pk}"]


def test_money_that_came_home_is_no_longer_there_but_was() -> None:
    campaign = builders.campaign(minimum=100)
    builders.give(euros=30)
    made = grant(campaign, 30)
    type(made).objects.filter(pk=made.pk).update(returned_at=clock.now(), returned_cents=made.amount_cents)
    told = told_of(campaign, TurnMoment.EVENING)
    assert (told["granted_by"], told["granted_by_day"][-1]) == ({}, 3_000)


def test_funds_that_may_give_with_their_limits_and_not_those_that_double() -> None:
    ends = clock.today() + 9 * DAY
    limits = FundLimits(cap=Euro.of(40), share_cap_bp=2_500, least=Euro.of(5), expires_on=ends)
    capped = patron_fund(restriction=Restriction(), limits=limits)
    doubling = patron_fund(restriction=Restriction(), limits=FundLimits(matches=True))
    for fund in (capped, doubling):
        fill(fund, 300)
    [told] = season_now(TurnMoment.MORNING).state["funds"]
    assert told == {
        "id": f"f{capped.pk}",
        "balance": 30_000,
        "restrict": {},
        "expires": ends.toordinal(),
        "cap": 4_000,
        "cap_share_bp": 2_500,
        "min_grant": 500,
    }


def test_a_fund_for_levels_helps_a_project_of_several() -> None:
    colleges = Restriction.of(level_groups=["college"])
    fund = fund_create(name="Collèges", restriction=colleges, actor=Actor.system("tests"))
    fill(fund, 500)
    both, other = builders.campaign(), builders.campaign()
    Campaign.objects.filter(pk=both.pk).update(level_groups=["elementaire", "college"])
    state = season_now(TurnMoment.MORNING).state
    [asked] = state["funds"]
    helped = {each["id"] for each in state["campaigns"] if accepts(asked, each)}
    assert helped == {f"c{both.pk}"}
    assert f"c{other.pk}" in {each["id"] for each in state["campaigns"]}


def test_the_number_of_statements_does_not_depend_on_how_many_projects() -> None:
    builders.give(euros=30)

    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            season_now(TurnMoment.MORNING)
        return len(told)

    builders.give(builders.campaign(), 10)
    one = statements()
    for _ in range(4):
        builders.give(builders.campaign(), 10)
    assert statements() == one
    assert one <= 6


def test_a_success_counts_what_the_rules_in_force_say() -> None:
    campaign = builders.campaign(minimum=100)
    School.objects.update(education_priority=EducationPriority.REP_PLUS.value)
    assert told_of(campaign).get("worth") == rules_on(clock.today()).weights.rep_plus
