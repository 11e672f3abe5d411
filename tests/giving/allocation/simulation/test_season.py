"""School years and what a season holds."""

from datetime import date

import pytest

from tests.giving.allocation.simulation.builders import closed, income, season
from trousse.giving.allocation.simulation.season import SchoolYear


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2025, 8, 31), "2024-2025"),
        (date(2025, 9, 1), "2025-2026"),
        (date(2026, 1, 1), "2025-2026"),
        (date(2026, 8, 31), "2025-2026"),
    ],
)
def test_a_school_year_begins_in_september(day: date, label: str) -> None:
    year = SchoolYear.of(day)
    assert year.label == label
    assert year.first_day <= day <= year.last_day


def test_what_a_campaign_left_to_the_funds() -> None:
    assert (closed(goal=100, raised=30).missing, closed(goal=100, raised=130).missing) == (70, 0)
    assert closed(goal=100, raised=100).is_alone


def test_a_season_adds_up() -> None:
    told = season([closed(raised=30), closed(raised=90), closed(raised=120)], income(40), income(2))
    assert (told.need, told.money) == (80, 42)
    assert told.is_over
    assert not season([], until=date(2026, 8, 30)).is_over


def test_facts_do_not_depend_on_the_order_of_sets() -> None:
    one, other = closed(id=1, themes=frozenset({"a", "b", "c"})), closed(id=1, themes=frozenset({"c", "b", "a"}))
    assert one.facts() == other.facts()
    assert season([one]).facts() != season([one], income(5, fund=1)).facts()
