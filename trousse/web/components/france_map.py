"""The tile map of France: one square per département, the overseas ones on the last row.

The position keeps the neighbours, not the areas, so that Paris is as easy to touch as Landes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from trousse.web.components.cards import DepartementTile

STEP = 40
SIDE = 37

# One line per row, one word per square, "··" where there is no département.
_PICTURE = """
··  ··  ··  ··  ··  ··  62  59  ··  ··  ··  ··  ··
··  ··  ··  ··  76  95  80  60  02  08  ··  ··  ··
··  ··  50  14  27  92  75  93  51  55  54  57  ··
29  22  35  61  28  78  91  77  10  52  88  67  ··
··  56  44  53  72  41  45  94  89  21  70  68  ··
··  ··  85  49  37  36  18  58  71  39  25  90  ··
··  ··  ··  79  86  87  23  03  69  01  74  ··  ··
··  ··  ··  17  16  19  15  63  42  38  73  ··  ··
··  ··  ··  33  24  46  12  43  07  26  05  ··  ··
··  ··  ··  40  47  82  81  48  30  84  04  06  ··
··  ··  ··  64  32  31  11  34  ··  13  83  ··  ··
··  ··  ··  ··  65  09  66  ··  ··  ··  ··  ··  2B
971 972 973 974 976 ··  ··  ··  ··  ··  ··  ··  2A
"""

POSITIONS: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(_PICTURE.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "··"
}
"""Column and row of each département, by its code: 101 of them."""

WIDTH = STEP * (1 + max(column for column, _ in POSITIONS.values()))
HEIGHT = STEP * (1 + max(row for _, row in POSITIONS.values()))


@dataclass(frozen=True)
class Shade:
    """A shade of the map: its class and the counts it stands for."""

    name: str
    label: str


@dataclass(frozen=True)
class Square:
    """A tile placed on the map, in units of the viewBox."""

    tile: DepartementTile
    x: int
    y: int
    shade: str

    @property
    def label_x(self) -> str:
        return f"{self.x + SIDE / 2:g}"

    @property
    def label_y(self) -> int:
        return self.y + 23

    @property
    def title(self) -> str:
        return f"{self.tile.name} ({self.tile.code})\u00a0: {projects(self.tile.count)}"


@dataclass(frozen=True)
class FranceMap:
    """The map ready to draw, and the same places as a list (``listed``: only where there is something to see)."""

    squares: Sequence[Square]
    shades: Sequence[Shade]
    listed: Sequence[DepartementTile]
    width: int = WIDTH
    height: int = HEIGHT
    side: int = SIDE


def france_map(tiles: Sequence[DepartementTile]) -> FranceMap:
    """Place ``tiles`` and shade them by thirds of the largest count. A place off the map stays in the list."""
    low, high = thirds(max((tile.count for tile in tiles), default=0))
    squares = [
        Square(tile, x=POSITIONS[tile.code][0] * STEP + 1, y=POSITIONS[tile.code][1] * STEP + 1, shade=shade)
        for tile in tiles
        if tile.code in POSITIONS
        for shade in [_shade(tile.count, low, high)]
    ]
    listed = sorted((tile for tile in tiles if tile.count), key=lambda tile: tile.code)
    return FranceMap(squares=squares, shades=_shades(low, high), listed=listed)


def projects(count: int) -> str:
    """``0 projet``, ``1 projet``, ``12 projets``."""
    return f"{count}\u00a0projet{'s' if count > 1 else ''}"


def thirds(largest: int) -> tuple[int, int]:
    """The last count of the light shade and of the middle one, at least 1 and 2."""
    low = max(-(-largest // 3), 1)
    return low, max(-(-2 * largest // 3), low + 1)


def _shade(count: int, low: int, high: int) -> str:
    if not count:
        return ""
    if count <= low:
        return "n1"
    return "n2" if count <= high else "n3"


def _shades(low: int, high: int) -> list[Shade]:
    first = "1 projet" if low == 1 else f"1 à {low} projets"
    second = str(high) if high == low + 1 else f"{low + 1} à {high}"
    return [Shade("", "Aucun"), Shade("n1", first), Shade("n2", second), Shade("n3", f"{high + 1} et plus")]
