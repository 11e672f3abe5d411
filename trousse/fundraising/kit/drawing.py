"""The drawings of the site, as SVG for paper: scenes, mark, pencil, QR code, and their greys for the photocopier.

Scenes and colours come from the very files that pages use (``sprite.svg``, ``tokens.css``), found like any static file.
"""

import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
from django.contrib.staticfiles import finders

FALLBACK = "solidarite"
"""Worn by a theme that nobody has drawn yet."""

INK = "#141b3c"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{content}</svg>'
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


@dataclass(frozen=True)
class Palette:
    """A theme: ``vif`` for flat areas, ``clair`` for grounds, ``fonce`` for text."""

    vif: str
    clair: str
    fonce: str


GREY = Palette(vif="#8c8c8c", clair="#ffffff", fonce="#000000")
"""On a photocopier: no grey ground under a text, the rest light enough to save its ink."""


@dataclass(frozen=True)
class Code:
    """A QR code in its white edge of four modules (ISO/IEC 18004 §6.3.8); ``modules`` is its side without the edge."""

    svg: str
    modules: int
    edge: int = 4

    @property
    def with_edge(self) -> float:
        """How much larger it is with its edge."""
        return (self.modules + 2 * self.edge) / self.modules


def scene(theme: str) -> str:
    """The picture of a theme, 480 × 300."""
    return _symbol(f"il-{theme}") or _symbol(f"il-{FALLBACK}")


def mark() -> str:
    """The pencil case of the platform."""
    return _symbol("marque")


@cache
def palette(theme: str) -> Palette:
    """The three colours of a theme, read in ``tokens.css``."""
    found = dict(re.findall(r"\.th-([a-z]+)\s*\{([^}]*)\}", _static("css/tokens.css")))
    colours = dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{6})", found.get(theme) or found[FALLBACK]))
    return Palette(colours["vif"], colours["clair"], colours["fonce"])


def pencil(*, minimum: float, colour: str, gifts: float = 0, funds: float = 0, length: int = 800) -> str:
    """The gauge, 40 high and ``length`` long. Shares of the barrel from 0 to 1; ``minimum`` is its mark.

    The tip is the optimum. An empty one is for pupils to colour in.
    """
    start, end = 46, length - 64
    width = end - start

    def part(at: float, share: float, fill: str) -> str:
        return f'<rect x="{start + at * width:.2f}" y="1.4" width="{share * width:.2f}" height="37.2" fill="{fill}"/>'

    barrel = [part(0, 1, "#ffffff"), part(0, gifts, colour), part(gifts, funds, "#ffc629")]
    if funds:
        barrel.append(_stripes(start + gifts * width, funds * width))
    shades = [
        f'<rect x="{start}" y="1.4" width="{width}" height="12" fill="#fff" opacity=".3"/>',
        f'<rect x="{start}" y="27" width="{width}" height="11.6" fill="{INK}" opacity=".1"/>',
        f'<path d="M{start} 1.4H{end}M{start} 38.6H{end}" stroke="{INK}" stroke-width="2.8"/>',
    ]
    ends = {gifts, gifts + funds} - {0, 1}
    cuts = [
        f'<rect x="{start + at * width - 1.25:.2f}" y="1.4" width="2.5" height="37.2" fill="{INK}"/>' for at in ends
    ]
    marks = []
    if 0 < minimum < 1:
        x = start + minimum * width
        marks = [
            f'<path d="M{x - 8:.2f} 1.4H{x + 8:.2f}L{x:.2f} 12z" fill="{INK}"/>',
            f'<rect x="{x - 1.5:.2f}" y="1.4" width="3" height="37.2" fill="{INK}"/>',
        ]
    content = "".join([*barrel, *shades, *cuts, *marks, _RUBBER, _tip(end, colour)])
    return _SVG.format(box=f"0 0 {length} 40", content=content)


_RUBBER = (
    f'<path fill="#f6a6b6" stroke="{INK}" stroke-width="2.8" d="M28 1.4H13A11.6 11.6 0 0 0 1.4 13v14'
    'A11.6 11.6 0 0 0 13 38.6h15z"/><path fill="#fff" opacity=".45" d="M27 5H14a9 9 0 0 0-8 6h21z"/>'
    f'<path fill="#d5ddf1" stroke="{INK}" stroke-width="2.8" d="M27 1.4h20v37.2H27z"/>'
    f'<path d="M33 2v36M40 2v36" stroke="{INK}" stroke-width="2"/>'
)


def _tip(at: int, colour: str) -> str:
    return (
        f'<g transform="translate({at} 0)"><path fill="#f0d3a6" d="M0 1.4 60 20 0 38.6z"/>'
        '<path fill="#fff" opacity=".4" d="M0 1.4 60 20 0 14z"/>'
        '<path fill="#c99a5b" opacity=".55" d="M0 38.6 60 20 0 27z"/>'
        f'<path fill="{colour}" d="M42 13.7 62 20 42 26.3q4-6.3 0-12.6z"/>'
        f'<path fill="none" stroke="{INK}" stroke-width="2.8" stroke-linejoin="round" d="M0 1.4 61 20 0 38.6"/></g>'
    )


def _stripes(at: float, width: float) -> str:
    """Solidarity is always striped; drawn line by line, as a pattern is not sure to survive on paper."""
    lines = []
    for step in range(-40, int(width) + 1, 9):
        first, last = max(step, 0), min(step + 37.2, width)
        if last > first:
            y1, y2 = 38.6 - (first - step), 38.6 - (last - step)
            lines.append(f"M{at + first:.2f} {y1:.2f}L{at + last:.2f} {y2:.2f}")
    return f'<path d="{"".join(lines)}" stroke="{INK}" stroke-width="2.4"/>'


def in_grey(svg: str) -> str:
    """The same drawing for a photocopier: greys, lifted so that large areas do not drink its ink."""
    return _HEX.sub(lambda found: _grey(found.group()), svg)


def _grey(colour: str) -> str:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    light = (299 * red + 587 * green + 114 * blue) // 1000
    if light < 40:  # the ink of outlines stays black
        return "#000000"
    lifted = 255 - (255 - light) * 7 // 10
    return f"#{lifted:02x}{lifted:02x}{lifted:02x}"


@cache
def code(address: str) -> Code:
    """Readable with a quarter of it torn or stained (level Q): it hangs in the rain."""
    made = segno.make(address, error="q", micro=False, boost_error=False)
    target = io.BytesIO()
    made.save(target, kind="svg", border=4, light="#ffffff", dark="#000000", xmldecl=False, omitsize=True)
    return Code(svg=target.getvalue().decode(), modules=int(made.symbol_size(border=0)[0]))


@cache
def _symbol(name: str) -> str:
    """A symbol of the sprite as a drawing of its own; "" when there is none."""
    found = re.search(
        rf'<symbol id="{re.escape(name)}" viewBox="([^"]+)"[^>]*>(.*?)</symbol>', _static("sprite.svg"), re.S
    )
    return _SVG.format(box=found[1], content=found[2]) if found else ""


def _static(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
