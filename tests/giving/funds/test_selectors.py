"""Which funds may grant, what they look at in projects, and the SQL that says the same as the rule."""

from datetime import timedelta
from typing import Any

import pytest

from tests.giving import builders
from tests.giving.funds.patron import SYSTEM, patron_fund
from tests.web.public.shelf import campaign
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import ProjectFeatures, Restriction
from trousse.giving.funds.selectors import (
    campaigns_allowed,
    campaigns_to_help,
    features_of,
    fund_shown,
    funds_public,
    funds_to_grant,
    open_fund,
    patron_funds_shown,
)
from trousse.giving.funds.services import fund_create, fund_deposit
from trousse.people.schools.models import School

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def shelf() -> list[Campaign]:
    """Campaigns that differ in everything that a fund may ask."""
    made = [
        campaign("Cap sur la voile", theme="mer", departement="59", academie_id="09", level_groups=["elementaire"]),
        campaign("Un potager", departement="62", academie_id="09", level_groups=["maternelle", "elementaire"]),
        campaign("Le vent", theme="mer", departement="75", academie_id="01", group="college"),
        campaign("Nulle part", departement=None, group="lycee"),  # type: ignore[arg-type]
    ]
    schools = [("REP", True), ("REP+", False), ("", None), ("", False)]
    for one, (network, rural) in zip(made, schools, strict=True):
        School.objects.filter(pk=one.school_id).update(education_priority=network, rural=rural)
    return made


RESTRICTIONS = [
    Restriction(),
    Restriction.of(themes=["mer"]),
    Restriction.of(themes=["mer", "botanique"], departements=["59", "75"]),
    Restriction.of(academies=["09"]),
    Restriction.of(level_groups=["maternelle", "college"]),
    Restriction.of(priorities=["rep"]),
    Restriction.of(priorities=["non"]),
    Restriction.of(priorities=["rep", "rep+"], zones=["urbain"]),
    Restriction.of(zones=["rural", "urbain"]),
    Restriction.of(themes=["mer"], departements=["59"], academies=["09"], priorities=["rep"], zones=["rural"]),
]


@pytest.mark.parametrize("restriction", RESTRICTIONS)
def test_the_sql_is_the_rule(shelf: list[Campaign], restriction: Restriction) -> None:
    fund = Fund(**restriction.sorted_values())
    features = features_of(Campaign.objects.all())
    assert set(campaigns_allowed(fund).values_list("pk", flat=True)) == {
        pk for pk, facts in features.items() if restriction.allows(facts)
    }


def test_what_a_fund_looks_at(shelf: list[Campaign], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        features = features_of(shelf)
    with django_assert_num_queries(2):
        assert features_of(Campaign.objects.all()) == features
    assert features[shelf[1].pk] == ProjectFeatures(
        themes=frozenset({"botanique"}),
        departement="62",
        academie="09",
        level_groups=frozenset({"maternelle", "elementaire"}),
        priority="rep+",
        zone="urbain",
    )
    assert (features[shelf[2].pk].priority, features[shelf[2].pk].zone) == ("non", None)
    assert features[shelf[3].pk].departement is None


def test_only_campaigns_under_way_can_be_helped(shelf: list[Campaign]) -> None:
    sea = Fund(themes=["mer"])
    shelf[2].closes_at = clock.now() + A_DAY
    shelf[2].save()
    assert [one.title for one in campaigns_to_help(sea)] == ["Le vent", "Cap sur la voile"]
    campaign("Plus tard", theme="mer", state=CampaignState.SCHEDULED)
    shelf[2].closes_at = clock.now()
    shelf[2].save()
    assert [one.title for one in campaigns_to_help(sea)] == ["Cap sur la voile"]


class TestThoseThatMayGrant:
    def test_open_live_and_holding_something(self, django_assert_num_queries: Any) -> None:
        today = clock.today()
        builders.campaign()
        empty = patron_fund(restriction=Restriction())
        ending = patron_fund(restriction=Restriction(), expires_on=today)
        coming = patron_fund(restriction=Restriction(), starts_on=today + A_DAY)
        closed = fund_create(name="Fermé", actor=SYSTEM, restriction=Restriction.of(zones=["rural"]))
        for fund in (ending, coming, closed, open_fund()):
            fund_deposit(fund_id=fund.pk, amount=Euro.of(100))
        Fund.objects.filter(pk=closed.pk).update(is_active=False)

        with django_assert_num_queries(1):
            found = funds_to_grant(today)
            assert [fund.limits.expires_on for fund in found] == [None, today]
        assert found == [open_fund(), ending]
        assert funds_to_grant(today + A_DAY) == [open_fund(), coming]
        assert empty not in found

    def test_nobody_else_gives_to_the_fund_of_a_patron(self) -> None:
        fund = patron_fund("Fonds des Embruns", restriction=Restriction())
        assert list(funds_public()) == [open_fund()]
        assert list(patron_funds_shown()) == [fund]
        assert fund_shown("fonds-des-embruns").agreement.organisation == "Fondation des Embruns"
