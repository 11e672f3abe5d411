"""Which rules hold on a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.giving.equalisation import versions
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import FIRST
from trousse.giving.equalisation.selectors import rules_on

pytestmark = pytest.mark.django_db

SPRING = date(2026, 3, 1)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


def test_the_first_rules_hold_from_the_first_day_and_before() -> None:
    assert rules_on(date(2026, 11, 24)) == FIRST
    assert rules_on(date(2000, 1, 1)) == FIRST


def test_the_latest_that_has_begun_holds(django_assert_num_queries: Any) -> None:
    made = versions.adopted(in_force_from=SPRING, rural=50)
    assert rules_on(SPRING - timedelta(days=1)) == FIRST
    with django_assert_num_queries(1):
        assert rules_on(SPRING) == made.rules
    assert made.rules.weights.rural == 50


def test_one_version_begins_on_a_day() -> None:
    versions.adopted(in_force_from=SPRING)
    with pytest.raises(IntegrityError, match="equalisation_one_version_a_day"), transaction.atomic():
        versions.adopted(in_force_from=SPRING)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"rep": 99}, "weights_in_bounds"),
        ({"rep": 250, "rep_plus": 200}, "weights_in_bounds"),
        ({"rural": 201}, "weights_in_bounds"),
        ({"ips_low": 10}, "index_has_its_threshold"),
        ({"ips_below": 850}, "index_has_its_threshold"),
        ({"most_share_bp": 0}, "limits_in_bounds"),
        ({"most_cents": 0}, "limits_in_bounds"),
        ({"least_raised_bp": 10_000}, "limits_in_bounds"),
        ({"in_force_from": SPRING}, "adopted_says_from_when"),
        ({"decided_on": SPRING}, "vote_is_counted"),
        ({"state": "adopted"}, "adopted|counted|published"),
        ({"state": "published"}, "published_says_until_when"),
        ({"state": "published", "published_at": NOON, "comments_until": SPRING}, "published_says_until_when"),
        ({"simulation": {}}, "simulation_says_of_what"),
        ({"title": ""}, "says_something"),
    ],
)
def test_postgresql_refuses_nonsense(wrong: dict[str, Any], constraint: str) -> None:
    made = versions.draft()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RuleVersion.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"decided_on": SPRING + timedelta(days=1)}, "adopted_says_from_when"),
        ({"votes_for": 1}, "adopted_by_a_majority"),
        ({"votes_against": 3}, "adopted_by_a_majority"),
        ({"members": None}, "vote_is_counted"),
        ({"in_force_from": None}, "adopted_says_from_when"),
    ],
)
def test_postgresql_refuses_rules_that_nobody_adopted(wrong: dict[str, Any], constraint: str) -> None:
    made = versions.adopted(in_force_from=SPRING)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RuleVersion.objects.filter(pk=made.pk).update(**wrong)
