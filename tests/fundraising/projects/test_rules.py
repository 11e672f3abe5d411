"""What makes a project ready, and what is only advice."""

from dataclasses import replace
from datetime import date

import pytest

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide, Cycle, LevelCode, LevelGroup
from trousse.fundraising.projects.rules import (
    BudgetEntry,
    ClassEntry,
    ProjectFacts,
    ProjectLimits,
    classes_label,
    level_group,
    level_groups,
    levels_of,
    missing_fields,
    ordered_levels,
    pupils_of,
    tips,
    to_be_raised,
)

TODAY = date(2026, 11, 24)
LIMITS = ProjectLimits(
    minimum_goal_ceiling=Euro.of(5000),
    optimum_ratio=2,
    duration_min=15,
    duration_max=60,
    unusual_per_pupil=Euro.of(400),
    unusual_expense=Euro.of(4000),
    unusual_low_goal=Euro.of(100),
)
READY = ProjectFacts(
    title="Un potager pour l’école",
    summary="Les élèves font pousser les légumes de la cantine.",
    story="Chaque semaine, la classe prépare la terre, sème, arrose et note ce qui pousse. " * 4,
    learning="Observer le vivant\nMesurer",
    theme="botanique",
    school_project="Axe 2 : apprendre dehors",
    classes=(ClassEntry("CM1-CM2", ("cm1", "cm2"), 26),),
    starts_on=date(2027, 3, 15),
    ends_on=date(2027, 6, 18),
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
        "school_project",
        "classes_label",
        "starts_on",
        "ends_on",
        "opens_on",
        "duration_days",
        "minimum_goal",
        "optimum_goal",
        "budget",
        "body_kind",
        "manager_email",
        "class_signature",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "   "}, "title"),
        ({"story": "Trop court."}, "story"),
        ({"school_project": " "}, "school_project"),
        ({"classes": (ClassEntry("CM2", ("cm2",), 0),)}, "pupils"),
        ({"classes": (ClassEntry("", ("cm2",), 24),)}, "classes_label"),
        ({"classes": (ClassEntry("CM2", (), 24),)}, "levels"),
        ({"ends_on": date(2027, 3, 14)}, "ends_on"),
        ({"starts_on": date(2026, 9, 1), "ends_on": date(2026, 10, 1)}, "ends_on"),
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


def test_each_class_is_told_what_it_still_needs() -> None:
    classes = (ClassEntry("CM2 de Nadia", ("cm2",), 26), ClassEntry("6e B", (), None))

    found = missing_fields(replace(READY, classes=classes), LIMITS, TODAY)

    assert [(item.field, item.row) for item in found] == [("levels", 1), ("pupils", 1)]
    assert "6e B" in found[0].advice


def test_classes_sum_up() -> None:
    classes = (ClassEntry("6e B", ("6e",), 25), ClassEntry("", ("cm2", "cm1"), None), ClassEntry("CM2", ("cm2",), 24))

    assert levels_of(classes) == [LevelCode.CM1, LevelCode.CM2, LevelCode.SIXIEME]
    assert pupils_of(classes) == 49
    assert classes_label(classes) == "6e B, CM2"
    assert pupils_of(()) is None


def test_the_third_cycle_spans_two_schools() -> None:
    assert {LevelCode.CM1.cycle, LevelCode.CM2.cycle, LevelCode.SIXIEME.cycle} == {Cycle.CYCLE_3}
    assert LevelCode.ULIS_ECOLE.cycle == LevelCode.UPE2A_COLLEGE.cycle == LevelCode.SEGPA.cycle == Cycle.INCLUSION
    assert level_groups(["cm2", "6e"]) == [LevelGroup.ELEMENTAIRE, LevelGroup.COLLEGE]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"minimum_goal": Euro.of(99)}, "minimum_goal", "c’est peu"),
        ({"classes": (ClassEntry("CM2", ("cm2",), 2),)}, "optimum_goal", "par élève"),
        (
            {"budget": (BudgetEntry(BudgetSide.EXPENSE, "Car", Euro.of(4001)),), "optimum_goal": Euro.of(4001)},
            "budget",
            "inhabituel sur une seule ligne",
        ),
        ({"starts_on": date(2027, 2, 1)}, "starts_on", "avant la fin de la collecte"),
    ],
)
def test_what_is_unusual_is_told_and_blocks_nothing(change: dict[str, object], field: str, words: str) -> None:
    facts = replace(READY, **change)  # type: ignore[arg-type]

    assert fields_of(facts) == []
    assert any(tip.field == field and words in tip.advice for tip in tips(facts, LIMITS))
