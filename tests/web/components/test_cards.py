"""What the cards say of themselves."""

from dataclasses import replace

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.web.components import cards, samples
from trousse.web.components.house_rules import FeeExample


def test_the_label_of_the_days() -> None:
    assert replace(samples.OPEN, days_left=24).days_label == "24\u00a0jours"
    assert samples.OPEN.days_label == "Plus que 9\u00a0jours"
    assert replace(samples.OPEN, days_left=1).days_label == "Plus qu’un jour"
    assert replace(samples.OPEN, days_left=0).days_label == "Dernier jour"
    assert samples.SUCCEEDED.days_label == ""


def test_every_state_has_its_label_on_the_picture() -> None:
    assert samples.OPEN.tag == cards.Tag("Plus que 9\u00a0jours", "noir", "horloge")
    assert samples.SCHEDULED.tag.text == "Bientôt"
    assert samples.SUSPENDED.tag.text == "En pause"
    assert samples.SUCCEEDED.tag.tone == "vert"
    assert samples.FAILED.tag.text == "Terminé"
    assert replace(samples.OPEN, raised=samples.OPEN.optimum_goal).tag.text == "Objectif atteint"


def test_refunded_is_a_failure_too() -> None:
    assert replace(samples.FAILED, state=CampaignState.REFUNDED).is_failed
    assert not samples.SUSPENDED.is_failed


def test_a_place_without_departement_is_a_town() -> None:
    assert samples.OPEN.place == "Les Ormeaux (78)"
    assert replace(samples.OPEN, departement_code="").place == "Les Ormeaux"


def test_goals() -> None:
    assert samples.ABOVE_MINIMUM.minimum_reached
    assert not samples.ABOVE_MINIMUM.optimum_reached
    assert samples.ABOVE_MINIMUM.missing == 50_000
    assert samples.ABOVE_MINIMUM.gifts == 85_500


def test_shares_of_a_budget() -> None:
    rows = cards.budget_rows([("Car", 75_00, ""), ("Guide", 25_00, "Une journée")])
    assert [(row.share, row.width) for row in rows] == [(75, "75%"), (25, "25%")]
    assert cards.budget_rows([("Rien", 0, "")])[0].width == "0%"


def test_what_the_class_still_has_to_find() -> None:
    page = cards.ProjectPage(
        card=samples.OPEN,
        story="",
        budget_total=7_900_00,
        incomes=cards.budget_rows([("Commune", 3_700_00, "")]),
        first_names=("Jeanne", "Ilyès"),
    )
    assert page.to_collect == 4_200_00
    assert page.unnamed_supporters == 61


def test_a_suggestion_is_sent_as_euros() -> None:
    assert cards.GiftOption(5_000).value == "50"
    assert cards.GiftOption(1_250).value == "12,50"


def test_what_a_fund_has_granted() -> None:
    assert samples.FUND.granted == 642_000
    assert replace(samples.FUND, received=0).granted == 0


def test_groups_of_funds() -> None:
    assert cards.FundGroup("", "", [samples.THEME_FUND]).has_scenes
    assert cards.FundGroup("", "", [samples.FUND] * 13).is_long


def test_fees_in_euros_and_percent() -> None:
    fees = FeeExample(percent=8, gift=50_00)
    assert (fees.fee, fees.net) == (4_00, 46_00)


def test_tables_pair_each_cell_with_its_column() -> None:
    assert [column.label for column, _ in samples.TABLE.body[0]] == ["Projet", "Ouverte le", "Réuni"]
    assert samples.TABLE.footer[0][1].text == "Total"
    assert replace(samples.TABLE, foot=()).footer == []
