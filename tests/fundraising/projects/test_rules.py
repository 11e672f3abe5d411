"""What makes a project ready, and what is only advice."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide, LevelCode, LevelGroup
from trousse.fundraising.projects.rules import (
    BudgetEntry,
    ProjectFacts,
    ProjectLimits,
    goals_are_sound,
    level_group,
    level_groups,
    missing_fields,
    ordered_levels,
    tips,
    to_be_raised,
)

TODAY = date(2026, 11, 24)
LIMITS = ProjectLimits(minimum_goal_ceiling=Euro.of(5000), optimum_ratio=2, duration_min=15, duration_max=60)
READY = ProjectFacts(
    title="Un potager pour l’école",
    summary="Les élèves font pousser les légumes de la cantine.",
    story="Chaque semaine, la classe prépare la terre, sème, arrose et note ce qui pousse. " * 4,
    learning="Observer le vivant\nMesurer",
    theme="botanique",
    levels=("cm1", "cm2"),
    classes_label="CM1-CM2",
    pupils=26,
    minimum_goal=Euro.of(500),
    optimum_goal=Euro.of(900),
    budget=(
        BudgetEntry(BudgetSide.EXPENSE, "Terre et bacs", Euro.of(700)),
        BudgetEntry(BudgetSide.EXPENSE, "Serre", Euro.of(400)),
        BudgetEntry(BudgetSide.INCOME, "Coopérative", Euro.of(200)),
    ),
    opens_on=date(2027, 1, 11),
    duration_days=45,
    body_kind="coop",
    eligible_bodies=("coop",),
    manager_email="coop@exemple.fr",
    class_signature="La classe de CM1-CM2 de Nadia",
    thanks="Une photo du potager",
)


def fields_of(facts: ProjectFacts) -> list[str]:
    return [item.field for item in missing_fields(facts, LIMITS, TODAY)]


def test_a_ready_project_misses_nothing() -> None:
    assert fields_of(READY) == []
    assert tips(READY, LIMITS) == []


def test_an_empty_draft_is_told_every_field_in_the_order_of_the_form() -> None:
    assert fields_of(ProjectFacts()) == [
        "title",
        "summary",
        "story",
        "learning",
        "theme",
        "levels",
        "classes_label",
        "pupils",
        "class_signature",
        "minimum_goal",
        "optimum_goal",
        "budget",
        "opens_on",
        "duration_days",
        "body_kind",
        "manager_email",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "   "}, "title"),
        ({"story": "Trop court."}, "story"),
        ({"pupils": 0}, "pupils"),
        ({"optimum_goal": Euro.of(499)}, "optimum_goal"),
        ({"minimum_goal": Euro.of(901), "optimum_goal": Euro.of(1000)}, "budget"),
        ({"budget": (BudgetEntry(BudgetSide.INCOME, "Mairie", Euro.of(50)),)}, "budget"),
        ({"opens_on": date(2026, 11, 23)}, "opens_on"),
        ({"opens_on": date(2027, 11, 25)}, "opens_on"),
        ({"duration_days": 14}, "duration_days"),
        ({"duration_days": 61}, "duration_days"),
        ({"body_kind": "fse"}, "body_kind"),
    ],
)
def test_each_field_is_told_with_advice(change: dict[str, object], field: str) -> None:
    [item] = missing_fields(replace(READY, **change), LIMITS, TODAY)  # type: ignore[arg-type]
    assert item.field == field
    assert item.advice.endswith((".", " »."))


@pytest.mark.parametrize("day", [TODAY, date(2027, 11, 24)])
def test_opening_today_or_in_a_year_is_fine(day: date) -> None:
    assert fields_of(replace(READY, opens_on=day)) == []


def test_a_minimum_above_the_ceiling_needs_a_reason() -> None:
    budget = (BudgetEntry(BudgetSide.EXPENSE, "Voyage", Euro.of(8000)),)
    dear = replace(READY, minimum_goal=Euro(500_001), optimum_goal=Euro.of(8000), budget=budget)
    assert fields_of(dear) == ["ceiling_reason"]
    assert fields_of(replace(dear, ceiling_reason="Deux classes, dix jours en Irlande.")) == []
    assert fields_of(replace(dear, minimum_goal=Euro(500_000))) == []


def test_an_optimum_far_above_the_minimum_is_advised_against_and_allowed() -> None:
    """A real project of 2026 asked 550 € / 1 625 €: ratio 2.95."""
    budget = (BudgetEntry(BudgetSide.EXPENSE, "Sortie", Euro.of(1625)),)
    far = replace(READY, minimum_goal=Euro.of(550), optimum_goal=Euro.of(1625), budget=budget)
    assert fields_of(far) == []
    assert [tip.field for tip in tips(far, LIMITS)] == ["optimum_goal"]


@pytest.mark.parametrize(("optimum", "word"), [(950, "de plus"), (850, "à trouver")])
def test_a_budget_that_does_not_meet_the_optimum_is_told(optimum: int, word: str) -> None:
    [tip] = tips(replace(READY, optimum_goal=Euro.of(optimum)), LIMITS)
    assert tip.field == "budget"
    assert word in tip.advice


@given(st.integers(-10, 10_000), st.integers(-10, 10_000))
def test_sound_goals(minimum: int, optimum: int) -> None:
    assert goals_are_sound(Euro(minimum), Euro(optimum)) == (0 < minimum <= optimum)
    assert not goals_are_sound(None, Euro(optimum))
    assert not goals_are_sound(Euro(minimum), None)


def test_what_is_to_be_raised_is_expenses_less_other_income() -> None:
    assert to_be_raised(READY.budget) == Euro.of(900)
    assert to_be_raised(()) == Euro.zero()


@pytest.mark.parametrize("level", list(LevelCode))
def test_every_level_has_its_group_and_a_label(level: LevelCode) -> None:
    assert level_group(level) in LevelGroup
    assert level.label


def test_levels_are_ordered_as_in_school() -> None:
    assert ordered_levels(["6e", "cm2", "cm2", "gs"]) == [LevelCode.GS, LevelCode.CM2, LevelCode.SIXIEME]
    assert level_groups(["6e", "cm2", "cm1"]) == [LevelGroup.ELEMENTAIRE, LevelGroup.COLLEGE]
    with pytest.raises(ValueError):
        ordered_levels(["cm3"])
