"""What rules in force change for the money: the weight of a project, what funds may give, the number that is kept."""

from datetime import timedelta
from typing import Any

import pytest

from tests.giving import builders
from tests.giving.equalisation import versions
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking
from trousse.giving.allocation.asking import question_now
from trousse.giving.allocation.enums import Verdict
from trousse.giving.funds.selectors import features_of
from trousse.people.schools.models import School

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})


@pytest.fixture
def campaign() -> Campaign:
    """In a rural commune, in REP, with an index of 84.9; a fund can help it."""
    made = builders.campaign(minimum=100)
    School.objects.filter(pk=made.school_id).update(rural=True, education_priority="REP", ips="84.9")
    builders.give(euros=70)
    return made


def weight_of(campaign: Campaign) -> int:
    """As the solver is asked tonight."""
    [line] = [each.line for each in question_now().examined if each.campaign == campaign.pk]
    weight: int = line["weight"]
    return weight


def test_the_index_of_a_school_is_read_in_tenths(campaign: Campaign) -> None:
    assert features_of([campaign])[campaign.pk].ips == 849
    School.objects.filter(pk=campaign.school_id).update(ips=None)
    assert features_of([campaign])[campaign.pk].ips is None


def test_a_project_weighs_what_the_rules_of_the_day_say(campaign: Campaign) -> None:
    before = weight_of(campaign)
    assert question_now().rules_version == 1
    changes: dict[str, Any] = {"rep": 200, "rural": 100, "ips_low": 50, "ips_below": 850}
    versions.adopted(in_force_from=clock.today() + timedelta(days=1), **changes)
    assert (weight_of(campaign), question_now().rules_version) == (before, 1)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert question_now().rules_version == 2
        assert weight_of(campaign) * (150 + 25) == before * (200 + 100 + 50)


def test_what_limits_forbid_is_not_asked_and_the_reason_is_told(campaign: Campaign) -> None:
    versions.adopted(in_force_from=clock.today(), least_raised_bp=5_000)
    question = question_now()
    [examined] = question.examined
    assert (examined.wish.verdict, question.document["projects"]) == (Verdict.BEYOND_RULES, [])
    assert "50\xa0% de son minimum, ici 50\xa0€" in examined.wish.why
    builders.give(campaign, 50)
    [line] = question_now().document["projects"]
    assert line["gap"] == 5_000
