"""Past school years, from the database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.giving import builders
from tests.giving.allocation.simulation.past import gift_on, past_campaign
from tests.giving.funds.patron import patron_fund
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.simulation.season import SchoolYear
from trousse.giving.allocation.simulation.seasons import MOST, seasons_known
from trousse.giving.funds.models import Agreement, Deposit
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.giving.funds.selectors import open_fund

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def test_campaigns_are_of_the_year_in_which_they_closed() -> None:
    summer = past_campaign(closed_on=date(2026, 8, 31), minimum=100, raised=120)
    autumn = past_campaign(closed_on=date(2026, 9, 1), minimum=100, raised=40)
    builders.campaign()
    this, last = seasons_known()
    assert (this.year, last.year) == (SchoolYear(2026), SchoolYear(2025))
    assert (this.until, this.is_over) == (date(2026, 11, 24), False)
    assert (last.until, last.is_over) == (date(2026, 8, 31), True)
    [one], [other] = last.campaigns, this.campaigns
    assert (one.id, one.goal, one.raised, one.is_alone) == (summer.pk, 10_000, 12_000, True)
    assert (other.id, other.missing) == (autumn.pk, 6_000)
    assert (other.opened_on, other.closed_on) == (date(2026, 8, 2), date(2026, 9, 1))


def test_years_long_past_say_little_of_today() -> None:
    past_campaign(closed_on=date(2026 - MOST, 8, 31))
    past_campaign(closed_on=date(2026 - MOST, 9, 1))
    [oldest] = seasons_known()
    assert oldest.year == SchoolYear(2026 - MOST)


def test_grants_are_not_what_people_gave() -> None:
    made = past_campaign(closed_on=date(2026, 6, 1), minimum=100, raised=100)
    fund = open_fund()
    for number, cents in enumerate((2_500, 500)):
        made.grants.create(key=f"grant:t:{number}", fund=fund, amount_cents=cents, kind="top_up")
    [season] = seasons_known()
    assert season.campaigns[0].raised == 7_000
    assert season.need == 3_000


def test_grants_of_a_failed_campaign_went_home_but_were_in_its_gauge() -> None:
    made = past_campaign(closed_on=date(2026, 6, 1), minimum=100, raised=60)
    home = {"returned_cents": 1_000, "returned_at": clock.now()}
    made.grants.create(key="grant:t", fund=open_fund(), amount_cents=1_000, kind="seed", **home)
    [season] = seasons_known()
    assert season.campaigns[0].raised == 5_000


def test_features_are_those_that_rules_look_at() -> None:
    past_campaign(closed_on=date(2026, 6, 1), education_priority="REP+", rural=True, ips="87.4", departement_id="62")
    [season] = seasons_known()
    features = season.campaigns[0].features
    assert (features.priority, features.zone, features.ips, features.departement) == ("rep+", "rural", 874, "62")


def test_money_is_what_came_into_each_fund_that_year() -> None:
    past_campaign(closed_on=date(2026, 6, 1))
    gift_on(date(2025, 8, 31), 70)
    gift_on(date(2025, 9, 1), 20)
    gift_on(date(2026, 8, 31), 30)
    gift_on(date(2026, 9, 1), 90)
    taken_back = gift_on(date(2026, 5, 1), 400)
    builders.desk_refund(taken_back, 40_000)
    [season] = seasons_known()
    [income] = season.incomes
    assert (income.fund, income.cents) == (open_fund().pk, 5_000)
    assert (income.restriction, income.limits) == (Restriction(), FundLimits())


def test_money_of_patrons_has_the_dates_and_limits_of_its_agreement() -> None:
    past_campaign(closed_on=date(2026, 6, 1))
    limits = FundLimits(cap=Euro.of(400), expires_on=date(2026, 12, 31))
    with clock.frozen(NOW - timedelta(days=300)):
        fund = patron_fund(restriction=Restriction.of(zones=["rural"]), limits=limits)
    Deposit.objects.create(fund=fund, bank_reference="V1", amount_cents=90_000, received_on=date(2026, 3, 1))
    Deposit.objects.create(fund=fund, bank_reference="V2", amount_cents=5_000, received_on=date(2026, 10, 1))
    [season] = seasons_known()
    [income] = season.incomes
    assert (income.cents, income.limits, income.restriction) == (90_000, limits, Restriction.of(zones=["rural"]))
    assert (income.first_day, income.last_day) == (date(2026, 1, 28), date(2026, 12, 31))
    Agreement.objects.filter(pk=fund.pk).update(ended_on=date(2026, 5, 5), end_reason="Accord des deux parties")
    [season] = seasons_known()
    assert season.incomes[0].last_day == date(2026, 5, 5)


def test_a_platform_without_past_has_no_season() -> None:
    builders.campaign()
    gift_on(date(2026, 3, 1), 50)
    assert seasons_known() == []


def test_the_number_of_statements_does_not_depend_on_how_much_there_is() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            seasons_known()
        return len(told)

    past_campaign(closed_on=date(2026, 6, 1))
    gift_on(date(2026, 3, 1), 50)
    one = statements()
    for month in range(1, 6):
        made = past_campaign(closed_on=date(2025, month, 1))
        made.grants.create(key=f"grant:t:{month}", fund=open_fund(), amount_cents=1, kind="seed")
        gift_on(date(2025, month, 1), 50, patron_fund(restriction=Restriction()))
    assert statements() == one == 6


def test_states_of_campaigns_that_are_not_over_do_not_count() -> None:
    for state in (CampaignState.SCHEDULED, CampaignState.OPEN):
        builders.campaign(state=state)
    past_campaign(closed_on=date(2026, 6, 1))
    assert sum(len(season.campaigns) for season in seasons_known()) == 1
    assert Campaign.objects.count() == 3
