"""The tile map."""

import pytest

from trousse.people.schools.facts import DEPARTEMENTS
from trousse.web.components.cards import DepartementTile
from trousse.web.components.france_map import HEIGHT, POSITIONS, WIDTH, france_map


def tiles(*counts: int) -> list[DepartementTile]:
    codes = [facts.code for facts in DEPARTEMENTS]
    return [DepartementTile(code, code, count, "/") for code, count in zip(codes, counts, strict=False)]


def test_every_departement_has_a_square_of_its_own() -> None:
    assert set(POSITIONS) == {facts.code for facts in DEPARTEMENTS}
    assert len(set(POSITIONS.values())) == 101
    assert (WIDTH, HEIGHT) == (520, 520)


@pytest.mark.parametrize(
    ("counts", "shades", "labels"),
    [
        ((0, 0), ["", ""], ["Aucun", "1 projet", "2", "3 et plus"]),
        ((0, 1, 2, 3), ["", "n1", "n2", "n3"], ["Aucun", "1 projet", "2", "3 et plus"]),
        ((1, 8, 9, 19, 28), ["n1", "n1", "n1", "n2", "n3"], ["Aucun", "1 à 10 projets", "11 à 19", "20 et plus"]),
    ],
)
def test_shades_follow_the_largest_count(counts: tuple[int, ...], shades: list[str], labels: list[str]) -> None:
    drawn = france_map(tiles(*counts))
    assert [square.shade for square in drawn.squares] == shades
    assert [shade.label for shade in drawn.shades] == labels


def test_a_place_off_the_map_stays_in_the_list() -> None:
    drawn = france_map([DepartementTile("988", "Nouvelle-Calédonie", 2, "/"), DepartementTile("62", "Nord", 0, "/")])
    assert [square.tile.code for square in drawn.squares] == ["62"]
    assert [tile.code for tile in drawn.listed] == ["988"]


def test_a_square_says_what_it_is() -> None:
    square = france_map([DepartementTile("48", "Lozère", 1, "/")]).squares[0]
    assert square.title == "Lozère (48)\u00a0: 1\u00a0projet"
    assert (square.x, square.y, square.label_x, square.label_y) == (281, 361, "299.5", 384)
