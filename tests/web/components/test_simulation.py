"""The result of a simulation, in words, bars and tables."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from tests.giving.allocation.simulation.builders import closed
from tests.giving.allocation.simulation.builders import season as past_year
from trousse.giving.allocation.simulation.scoring import Settings, simulate
from trousse.giving.equalisation.rules import FIRST
from trousse.web.components.simulation import SimulationState, SimulationView, SuccessBar, simulation_view
from trousse.web.components.simulation_samples import (
    BEFORE,
    LAST,
    TOO_FEW,
    UNDER_WAY,
    YEAR,
    document,
    season,
)

SPACE = "\u00a0"


def view(*seasons: Any, **options: Any) -> SimulationView:
    return simulation_view(document(*seasons), **options)


def page(shown: SimulationView) -> BeautifulSoup:
    return BeautifulSoup(render_to_string("components/simulation.html", {"simulation": shown}), "html.parser")


def year(before: int, after: int, rep: tuple[int, int] | None = (9, 9), **changes: Any) -> dict[str, Any]:
    """100 projects, 30 of them alone, ``before`` → ``after``; so many of the 20 in REP."""
    of_rep = None if rep is None else (20, 5, *rep, 9)
    groups = {"priority": {"non": (80, 25, 50, 50, 50), "rep": of_rep}, "zone": {}, "ips": {}, "departement": {}}
    return season("2025-2026", (100, 30, before, after, 70), groups, **changes)


def headline(*args: Any) -> str:
    return view(year(*args)).seasons[0].headline.replace(SPACE, " ")


def test_one_sentence_says_what_changes() -> None:
    assert headline(60, 57, (9, 14)) == (
        "Avec ces règles, 3 projets de moins auraient abouti, et 5 de plus en éducation prioritaire."
    )
    assert headline(60, 61, (9, 8)) == (
        "Avec ces règles, 1 projet de plus aurait abouti, et 1 de moins en éducation prioritaire."
    )
    assert headline(60, 60, (9, 11)) == (
        "Avec ces règles, autant de projets auraient abouti, et 2 de plus en éducation prioritaire."
    )
    assert headline(60, 62, (9, 9)) == (
        "Avec ces règles, 2 projets de plus auraient abouti, et autant en éducation prioritaire."
    )
    assert headline(60, 60, (9, 9)) == "Cette année-là, ces règles n’auraient rien changé."


def test_what_is_hidden_is_not_told_in_the_sentence_either() -> None:
    assert headline(60, 58, None) == "Avec ces règles, 2 projets de moins auraient abouti."


def test_the_price_of_fairness_is_one_plain_sentence() -> None:
    [shown] = view(year(66, 64)).seasons
    assert shown.price.replace(SPACE, " ") == (
        "Le prix de l’équité : 6 projets sur 70. En ne regardant que le nombre, 70 auraient abouti ; avec ces règles, "
        "64 (avec les règles en vigueur, 66)."
    )
    assert view(year(66, 70)).seasons[0].price.startswith("Le prix de l’équité\u00a0: aucun projet.")


def test_limits_and_proof_are_told() -> None:
    [told] = view(LAST).seasons
    assert (
        told.held_back.replace(SPACE, " ") == "Les limites de ces règles laissent 14 projets à leurs seuls donateurs."
    )
    assert told.proof.replace(SPACE, " ").startswith("une autre répartition ferait peut-être mieux, de 1,41 % au plus")
    assert "aucune autre répartition" in view(BEFORE).seasons[0].proof


def test_bars_are_shares_of_all_projects() -> None:
    bar = SuccessBar(alone=1, succeeded=2, total=3, mark=3)
    assert (bar.alone_width, bar.funds_width, bar.mark_at) == ("33.33%", "33.33%", "100%")
    assert (bar.figure, bar.out_of) == (2, 3)
    assert [row.bar.figure for row in view(LAST).seasons[0].rows] == [52, 77, 78]
    assert SuccessBar(0, 0, 5).mark_at == ""


def test_groups_are_read_in_their_order_and_name_no_school() -> None:
    priority, zone, ips = view(LAST).seasons[0].groups
    assert [row.label for row in priority.rows] == ["REP+", "REP", "Hors éducation prioritaire"]
    assert [row.label for row in zone.rows] == ["Commune rurale", "Commune urbaine", "Commune non renseignée"]
    assert [row.label for row in ips.rows] == ["IPS de moins de 90", "IPS de 90 à 110", "IPS de 110 et plus"]
    assert [row.change.replace(SPACE, " ") for row in zone.rows] == ["6 de plus", "3 de moins", "autant"]


def test_tables_hold_every_figure_and_add_up() -> None:
    [told] = view(LAST).seasons
    assert told.table is not None
    assert told.places is not None
    assert [column.label for column in told.places.columns] == [
        "Groupe",
        "Projets",
        "Seuls",
        "En vigueur",
        "Ces règles",
    ]
    *shown, rest = [[cell.text for cell in row] for row in told.places.rows]
    assert [row[0] for row in shown] == ["Corse-du-Sud (2A)", "Nord (59)", "Pas-de-Calais (62)", "La Réunion (974)"]
    assert rest == ["Groupes non montrés", "627", "335", "488", "486"]
    assert sum(int(row[1]) for row in [*shown, rest]) == 812
    assert told.places_hidden.replace(SPACE, " ") == (
        "3 groupes ne sont pas montrés (627 projets ensemble) : l’un d’eux au moins en compte moins de 5."
    )


def test_groups_that_cannot_be_shown_say_so() -> None:
    [told] = view(UNDER_WAY).seasons
    assert told.title == "Année 2026-2027, jusqu’au 24 novembre 2026"
    assert told.groups[0].rows == []
    assert told.groups[0].hidden.startswith("Pas montré")
    assert told.places is None
    assert told.places_hidden.startswith("Pas montré")
    assert told.headline == "Cette année-là, ces règles n’auraient rien changé."


def test_a_year_with_few_projects_says_nothing_more() -> None:
    [told] = view(TOO_FEW).seasons
    assert told.about.replace(SPACE, " ") == (
        "12 collectes terminées : trop peu pour en dire quelque chose. Il en faut 20."
    )
    assert page(view(TOO_FEW)).select("svg, details") == []


def test_projects_are_told_out_of_a_hundred_or_of_all_where_there_are_fewer() -> None:
    assert "Sur 100 projets" in page(view(LAST)).get_text().replace(SPACE, " ")
    few = page(view(UNDER_WAY))
    assert "Sur 24 projets" in few.get_text().replace(SPACE, " ")
    assert [figure.get_text() for figure in few.select(".simulation__barres b")[:3]] == ["10", "15", "15"]


@pytest.mark.parametrize(
    ("shown", "state", "words"),
    [
        (simulation_view(None), SimulationState.NOT_ASKED, "pas encore été essayées"),
        (simulation_view(None, is_running=True), SimulationState.RUNNING, "Le calcul est en cours"),
        (simulation_view({"format": "rules-simulation-0"}), SimulationState.NOT_ASKED, "pas encore été essayées"),
        (simulation_view(document()), SimulationState.NO_PAST, "Aucune collecte n’est encore terminée"),
    ],
)
def test_what_is_said_when_there_is_nothing_to_show(shown: SimulationView, state: SimulationState, words: str) -> None:
    assert shown.state is state
    assert words in page(shown).get_text()


def test_the_page_says_in_words_what_it_draws() -> None:
    shown = page(view(LAST, BEFORE))
    assert all(drawing["aria-hidden"] == "true" for drawing in shown.select("svg:not(svg svg)"))
    assert not shown.select("[style]")
    assert [title.get_text() for title in shown.select("h3")] == ["Année 2025-2026", "Année 2024-2025"]
    first = shown.select_one("article")
    assert first is not None
    assert "75 sur 94" in first.get_text().replace(SPACE, " ")
    assert len(shown.select("table")) == 4


def test_once_decided_the_other_rules_are_those_of_before() -> None:
    [told] = view(LAST, compared="Règles d’avant").seasons
    assert told.rows[1].name == "Règles d’avant"
    assert "avec les règles d’avant, 628" in told.price.replace(SPACE, " ")
    assert told.table is not None
    assert told.table.columns[3].label == "Avant"


def test_samples_are_like_what_is_recorded() -> None:
    """Keys of the made-up documents are those of real ones."""
    settings = Settings(least=5, bands=(900, 1100))
    real = simulate([past_year([closed() for _ in range(20)])], in_force=FIRST, draft=FIRST, settings=settings)
    assert document().keys() <= real.keys()
    assert LAST.keys() == real["seasons"][0].keys()
    assert LAST["draft"].keys() == real["seasons"][0]["draft"].keys()
    assert YEAR.keys() == real["seasons"][0]["draft"]["groups"].keys()
    assert view(*real["seasons"]).seasons[0].headline == "Cette année-là, ces règles n’auraient rien changé."
