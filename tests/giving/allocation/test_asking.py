"""What the stored question says of funds whose rules the format cannot say pair by pair."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.giving import builders
from tests.giving.allocation.mandates import in_force
from tests.giving.funds.patron import doubling_fund, patron_fund
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking
from trousse.giving.allocation.asking import question_now
from trousse.giving.allocation.solver.parsing import problem_of
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.giving.funds.services import fund_create, funds_credit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})


def fill(fund: Fund, euros: int) -> None:
    """As a gift would."""
    funds_credit([(fund.pk, Euro.of(euros))])


def payable(fund: Fund) -> set[int]:
    """The campaigns that this fund may pay, by the stored question alone, as the solver reads it."""
    problem = problem_of(question_now().document)
    [asked] = [each for each in problem.funds if each.id == f"f{fund.pk}"]
    return {int(project.id[1:]) for project in problem.projects if problem.pays(asked, project)}


def helped_by(fund: Fund, campaign: Campaign) -> None:
    """It gave to this campaign already."""
    from_fund = {"fund_id": fund.pk, "campaign_id": campaign.pk, "amount_cents": 1, "kind": "seed"}
    campaign.grants.create(key=f"grant:before:{campaign.pk}", **from_fund)


def test_levels_of_which_a_project_has_several() -> None:
    fund = fund_create(
        name="Collèges", restriction=Restriction.of(level_groups=["college"]), actor=Actor.system("tests")
    )
    fill(fund, 500)
    both, other = builders.campaign(minimum=100), builders.campaign(minimum=100)
    Campaign.objects.filter(pk=both.pk).update(level_groups=["elementaire", "college"])
    assert payable(fund) == {both.pk}
    assert other.pk not in payable(fund)


def test_a_patron_with_a_limit_helps_a_project_once() -> None:
    fund = patron_fund(restriction=Restriction(), limits=FundLimits(cap=Euro.of(400)))
    fill(fund, 900)
    first, second = builders.campaign(minimum=100), builders.campaign(minimum=100)
    assert payable(fund) == {first.pk, second.pk}
    helped_by(fund, first)
    assert payable(fund) == {second.pk}


def test_a_patron_that_doubles_never_gives_more_than_donors_did() -> None:
    fund = patron_fund(restriction=Restriction(), limits=FundLimits(matches=True))
    fill(fund, 900)
    half, little = builders.campaign(minimum=100), builders.campaign(minimum=100)
    builders.give(half, 50)
    builders.give(little, 20)
    assert payable(fund) == {half.pk}


def test_an_agreement_that_ends_tonight_still_counts_and_one_that_ended_does_not() -> None:
    tonight = patron_fund(restriction=Restriction(), expires_on=clock.today())
    fill(tonight, 900)
    made = builders.campaign(minimum=100)
    assert payable(tonight) == {made.pk}
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert [each["id"] for each in question_now().document["funds"]] == []


def test_the_number_of_statements_does_not_depend_on_how_many_projects() -> None:
    fill(patron_fund(restriction=Restriction(), limits=FundLimits(cap=Euro.of(400))), 900)

    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            question_now()
        return len(told)

    builders.campaign(minimum=100)
    one = statements()
    for _ in range(4):
        builders.campaign(minimum=100)
    assert statements() == one


def test_a_fund_that_doubles_under_a_mandate_is_not_planned_with() -> None:
    """Its money is promised to donors; without the mandate, it helps as any other."""
    fund = doubling_fund()
    name = f"f{fund.pk}"
    assert name in {each["id"] for each in question_now().document["funds"]}
    in_force()
    assert name not in {each["id"] for each in question_now().document["funds"]}
