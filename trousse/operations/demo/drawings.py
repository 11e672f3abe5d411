"""Pictures that show nobody: cut paper in flat colours, drawn here. There is no photograph in the demonstration."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 720
FINE = 2
"""Drawn twice as large, then reduced: edges are smooth."""
INK, SUN, WHITE = "#141b3c", "#ffc629", "#ffffff"

Pen = ImageDraw.ImageDraw
Colours = tuple[str, str, str]
"""The bright, the pale and the dark of a theme."""

COLOURS: dict[str, Colours] = {
    "botanique": ("#2e9e5b", "#ddf3e2", "#11633a"),
    "robotique": ("#f26b2c", "#ffe8dc", "#983409"),
    "decouverte": ("#12979a", "#d9f1f1", "#08595c"),
    "scene": ("#d6336c", "#fde4ed", "#951b47"),
    "mer": ("#1f7ae0", "#e0eefe", "#0f4a91"),
    "sport": ("#8fb31b", "#f0f6d8", "#4a5f00"),
    "lecture": ("#7a52cf", "#ece5fb", "#50309a"),
    "echanges": ("#ff8169", "#ffe9e4", "#9c3320"),
}
ANY_THEME: Colours = ("#2138c4", "#e3e8ff", "#17278f")


def draw(theme: str, random: Random, *, pupils: bool = False) -> tuple[bytes, str]:
    """A JPEG for this theme, and the sentence that describes it; with ``pupils``, two of them, cut out of paper."""
    colours = COLOURS.get(theme, ANY_THEME)
    scene, sentence = PUPILS if pupils else SCENES.get(theme) or random.choice(list(SCENES.values()))
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), colours[1])
    scene(ImageDraw.Draw(image), colours, random)
    target = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(target, "JPEG", quality=88)
    return target.getvalue(), sentence


def _garden(pen: Pen, colours: Colours, random: Random) -> None:
    bright, pale, dark = colours
    _disc(pen, random.uniform(0.6, 0.85), 0.2, 0.1, SUN)
    _hill(pen, 0.62, 0.1, bright)
    for row in range(3):
        top, leaf = 0.68 + row * 0.11, pale if row else dark
        _box(pen, 0.06, top, 0.94, top + 0.07, dark)
        for column in range(7):
            x = 0.12 + column * 0.127
            high = random.uniform(0.03, 0.08)
            _box(pen, x - 0.005, top - high, x + 0.005, top, INK)
            _disc(pen, x - 0.022, top - high, 0.022, leaf)
            _disc(pen, x + 0.022, top - high - 0.01, 0.022, leaf)


def _mountain(pen: Pen, colours: Colours, random: Random) -> None:
    bright, _, dark = colours
    _disc(pen, 0.2, 0.22, 0.09, SUN)
    for x, width, height, colour in ((0.68, 0.62, 0.62, bright), (0.34, 0.56, 0.5, dark)):
        top = 1 - height - random.uniform(0, 0.06)
        _shape(pen, [(x - width / 2, 0.9), (x, top), (x + width / 2, 0.9)], colour)
        snow = 0.12 * (width / 2) / (0.9 - top)
        _shape(pen, [(x - snow, top + 0.12), (x, top), (x + snow, top + 0.12)], WHITE)
    _box(pen, 0, 0.84, 1, 1, dark)


def _boats(pen: Pen, colours: Colours, random: Random) -> None:
    bright, _, dark = colours
    _disc(pen, 0.78, 0.2, 0.1, SUN)
    _box(pen, 0, 0.6, 1, 1, bright)
    for number in range(3):
        x, y = 0.2 + number * 0.29, 0.6 + random.uniform(0.02, 0.2)
        _shape(pen, [(x - 0.09, y), (x + 0.09, y), (x + 0.05, y + 0.07), (x - 0.05, y + 0.07)], INK)
        _shape(pen, [(x, y - 0.02), (x, y - 0.24), (x + 0.09, y - 0.02)], WHITE)
        _shape(pen, [(x - 0.012, y - 0.02), (x - 0.012, y - 0.18), (x - 0.07, y - 0.02)], SUN)
    _box(pen, 0, 0.92, 1, 1, dark)


def _books(pen: Pen, colours: Colours, random: Random) -> None:
    bright, _, dark = colours
    _box(pen, 0, 0.78, 1, 1, dark)
    x = 0.08
    for number in range(9):
        width, height = random.uniform(0.06, 0.1), random.uniform(0.36, 0.56)
        colour = (bright, INK, SUN, dark, WHITE)[number % 5]
        _box(pen, x, 0.78 - height, x + width, 0.78, colour)
        _box(pen, x + width * 0.25, 0.78 - height * 0.8, x + width * 0.75, 0.78 - height * 0.7, colours[1])
        x += width + 0.005


def _pupils(pen: Pen, colours: Colours, random: Random) -> None:
    bright, _, dark = colours
    _box(pen, 0.12, 0.1, 0.88, 0.66, INK)
    _box(pen, 0.14, 0.13, 0.86, 0.63, dark)
    _box(pen, 0, 0.84, 1, 1, bright)
    for x, coat in ((0.36, SUN), (0.64, WHITE)):
        high = random.uniform(0.4, 0.48)
        _shape(pen, [(x - 0.13, 0.92), (x - 0.07, high + 0.12), (x + 0.07, high + 0.12), (x + 0.13, 0.92)], coat)
        _disc(pen, x, high + 0.01, 0.068, INK)
        _disc(pen, x, high + 0.045, 0.062, "#e8b48f")


SCENES: dict[str, tuple[Callable[[Pen, Colours, Random], None], str]] = {
    "botanique": (_garden, "Trois rangs de jeunes plants dans des bacs, sous un grand soleil de papier"),
    "decouverte": (_mountain, "Deux sommets enneigés en papier découpé, et un soleil"),
    "mer": (_boats, "Trois voiliers de papier sur une mer peinte par la classe"),
    "lecture": (_books, "Des livres de toutes les couleurs, debout sur une étagère"),
}
"""What is drawn for a theme, and the words for who cannot see it; the other themes have one of these."""
PUPILS = (_pupils, "Deux élèves en papier découpé, de face, devant le tableau")


def _box(pen: Pen, left: float, top: float, right: float, bottom: float, colour: str) -> None:
    pen.rectangle((*_at(left, top), *_at(right, bottom)), fill=colour)


def _disc(pen: Pen, x: float, y: float, radius: float, colour: str) -> None:
    (across, down), size = _at(x, y), radius * WIDTH * FINE
    pen.ellipse((across - size, down - size, across + size, down + size), fill=colour)


def _hill(pen: Pen, top: float, rise: float, colour: str) -> None:
    _box(pen, 0, top + rise, 1, 1, colour)
    pen.ellipse((*_at(-0.2, top), *_at(1.2, top + 2 * rise)), fill=colour)


def _shape(pen: Pen, corners: list[tuple[float, float]], colour: str) -> None:
    pen.polygon([_at(*corner) for corner in corners], fill=colour)


def _at(x: float, y: float) -> tuple[float, float]:
    return x * WIDTH * FINE, y * HEIGHT * FINE
