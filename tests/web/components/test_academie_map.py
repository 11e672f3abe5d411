"""The map of the cockpit."""

from trousse.people.schools.facts import ACADEMIES
from trousse.web.components.academie_map import HEIGHT, PLACES, WIDTH, academie_map
from trousse.web.components.cards import AcademieTile


def tile(code: str, count: int = 0, share: int | None = None, *, is_open: bool = True) -> AcademieTile:
    return AcademieTile(code, code, count, is_open, share, told=code, url=f"#academie-{code}")


def test_every_academie_has_a_tile_and_a_short_name_of_its_own() -> None:
    assert set(PLACES) == {facts.code for facts in ACADEMIES}
    assert len({(column, row) for column, row, _name in PLACES.values()}) == 30
    assert len({name for _column, _row, name in PLACES.values()}) == 30
    assert (WIDTH, HEIGHT) == (560, 560)


def test_shades_follow_the_plan() -> None:
    shares = [("09", 0), ("20", 49), ("19", 50), ("01", 99), ("24", 100), ("12", 130)]
    drawn = academie_map([*(tile(code, share=share) for code, share in shares), tile("15", is_open=False)])
    assert {each.tile.code: each.shade for each in drawn.tiles} == {
        "09": "",
        "20": "n1",
        "19": "n2",
        "01": "n2",
        "24": "n3",
        "12": "n3",
        "15": "ferme",
    }
    assert {each.tile.code: each.figure for each in drawn.tiles}["19"] == "50\u00a0%"
    assert drawn.has_plan
    assert drawn.has_closed


def test_without_a_plan_they_follow_the_number_of_projects() -> None:
    drawn = academie_map([tile("09"), tile("20", 1), tile("19", 2), tile("01", 3)])
    assert [(each.tile.code, each.shade, each.figure) for each in drawn.tiles] == [
        *[("09", "", "0"), ("20", "n1", "1"), ("19", "n2", "2"), ("01", "n3", "3")]
    ]
    assert [shade.label for shade in drawn.shades] == ["Aucun", "1 projet déposé", "2", "3 et plus"]
    assert not drawn.has_closed


def test_one_walks_it_from_north_to_south_then_overseas() -> None:
    drawn = academie_map([tile(facts.code) for facts in ACADEMIES])
    walked = [each.tile.code for each in drawn.tiles]
    assert walked[:4] == ["09", "70", "20", "19"]
    assert walked[-6:] == ["32", "31", "33", "28", "43", "27"]


def test_a_place_that_is_not_on_the_map_is_left_to_the_table() -> None:
    assert academie_map([tile("99", 3)]).tiles == []
