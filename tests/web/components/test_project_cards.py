"""From a draft to the card that its preview shows."""

import pytest

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.people.schools.models import School
from trousse.web.components.project_cards import card_of_draft, levels_label, rows_of_budget


@pytest.mark.parametrize(
    ("levels", "label"),
    [
        ([], ""),
        (["cm2", "cm1"], "CM1, CM2"),
        (["cp", "ce1", "ce2"], "CP, CE1, CE2"),
        (["cp", "ce1", "ce2", "cm1", "cm2"], "CP à CM2"),
        (["gs", "ce1", "cm2", "6e"], "GS, CE1, CM2, 6e"),
    ],
)
def test_levels_in_a_row_are_told_by_their_ends(levels: list[str], label: str) -> None:
    assert levels_label(levels) == label


def test_an_empty_draft_has_a_card() -> None:
    card = card_of_draft(Project(pk=1, school=School(name="École des Lilas", commune_name="Lens", departement_id="62")))

    assert (card.title, card.theme_label, card.levels_label) == (
        "Projet sans titre",
        "Thème à choisir",
        "Niveaux à cocher",
    )
    assert card.place == "Lens (62)"
    assert card.percent == 0


def test_a_budget_shows_one_side_at_a_time() -> None:
    lines = [
        BudgetEntry(BudgetSide.EXPENSE, "Car", Euro.of(300), "Devis"),
        BudgetEntry(BudgetSide.INCOME, "Coopérative", Euro.of(50)),
        BudgetEntry(BudgetSide.EXPENSE, "Entrées", Euro.of(100)),
    ]

    rows = rows_of_budget(lines, BudgetSide.EXPENSE)

    assert [(row.label, row.cents, row.share) for row in rows] == [("Car", 30_000, 75), ("Entrées", 10_000, 25)]
