"""The map of the cockpit: one tile an académie, where its neighbours would look for it; overseas on the last row.

A drawing of our own, of equal tiles: Paris is as easy to touch as Bordeaux. Each says its figure, no colour alone does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trousse.web.components.cards import AcademieTile
from trousse.web.components.france_map import Shade, thirds

STEP = 80
SIDE = 74
CLOSED = "ferme"

# One line per row, one word per tile: the code of the ministry and what the tile shows; "··" where there is none.
_PICTURE = """
··     ··     ··     09:Lil ··     ··     ··
··     ··     70:Nor 20:Ami 19:Rei ··     ··
··     14:Ren 25:Ver 01:Par 24:Cré 12:N-M 15:Str
··     17:Nan 13:Poi 18:O-T 07:Dij 03:Bes ··
··     ··     04:Bor 22:Lim 06:Cle 10:Lyo 08:Gre
··     ··     ··     16:Tou 11:Mon 02:A-M 23:Nic
32:Gua 31:Mar 33:Guy 28:Réu 43:May ··     27:Cor
"""

PLACES: dict[str, tuple[int, int, str]] = {
    word.partition(":")[0]: (column, row, word.partition(":")[2])
    for row, line in enumerate(_PICTURE.strip().splitlines())
    for column, word in enumerate(line.split())
    if word != "··"
}
"""Column, row and short name of each académie, by its code."""

WIDTH = STEP * (1 + max(column for column, _row, _name in PLACES.values()))
HEIGHT = STEP * (1 + max(row for _column, row, _name in PLACES.values()))
PLAN = [Shade("", "Rien encore"), Shade("n1", "1 à 49 %"), Shade("n2", "50 à 99 %"), Shade("n3", "Plan atteint")]


@dataclass(frozen=True)
class Placed:
    """A tile in units of the viewBox: its short name over its figure."""

    tile: AcademieTile
    x: int
    y: int
    shade: str
    name: str
    figure: str

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def name_y(self) -> int:
        return self.y + 33

    @property
    def figure_y(self) -> int:
        return self.y + 57


@dataclass(frozen=True)
class AcademieMap:
    """``has_plan``: shades are shares of the plan; without one, they follow the number of projects handed in."""

    tiles: Sequence[Placed]
    shades: Sequence[Shade]
    has_plan: bool
    has_closed: bool
    width: int = WIDTH
    height: int = HEIGHT
    side: int = SIDE


def academie_map(tiles: Sequence[AcademieTile]) -> AcademieMap:
    """In the order in which one reads: north to south, west to east, then overseas."""
    has_plan = any(tile.share is not None for tile in tiles)
    low, high = thirds(max((tile.count for tile in tiles), default=0))
    known = sorted((tile for tile in tiles if tile.code in PLACES), key=lambda tile: PLACES[tile.code][1::-1])
    return AcademieMap(
        tiles=[_place(tile, _shade(tile, low, high, has_plan=has_plan), has_plan=has_plan) for tile in known],
        shades=PLAN if has_plan else _counts(low, high),
        has_plan=has_plan,
        has_closed=any(not tile.is_open for tile in known),
    )


def _place(tile: AcademieTile, shade: str, *, has_plan: bool) -> Placed:
    column, row, name = PLACES[tile.code]
    figure = f"{tile.share}\u00a0%" if has_plan and tile.share is not None else str(tile.count)
    return Placed(tile, column * STEP + 3, row * STEP + 3, shade, name, "–" if not tile.is_open else figure)


def _shade(tile: AcademieTile, low: int, high: int, *, has_plan: bool) -> str:
    if not tile.is_open:
        return CLOSED
    if not has_plan:
        return _step(tile.count, low, high)
    return _step(tile.share or 0, 49, 99)


def _step(figure: int, low: int, high: int) -> str:
    if figure <= 0:
        return ""
    if figure <= low:
        return "n1"
    return "n2" if figure <= high else "n3"


def _counts(low: int, high: int) -> list[Shade]:
    first = "1 projet déposé" if low == 1 else f"1 à {low} projets déposés"
    second = str(high) if high == low + 1 else f"{low + 1} à {high}"
    return [Shade("", "Aucun"), Shade("n1", first), Shade("n2", second), Shade("n3", f"{high + 1} et plus")]
