"""Pages to print, set by typst: tagged PDF that a screen reader follows (PDF/UA-1), with fonts that travel with it.

A template is a ``.typ`` file beside the code that fills it. It reads its facts with
``#let data = json(bytes(sys.inputs.data))``: what people wrote is data, never markup.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from trousse.core import clock


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``template`` filled with ``data`` (what JSON can hold).

    typst refuses a page that breaks PDF/UA-1: without title or language, with an image that nothing describes. Fonts
    of the machine are ignored, so that it is the same everywhere: those of ``PRINT_FONTS_DIR`` and those that typst
    carries; the template reads only its own folder.
    Raises typst.TypstError: a mistake in the template, never in what people wrote.
    """
    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(settings.PRINT_FONTS_DIR),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(clock.now().timestamp()),
    )
    return made


def paint(template: Path, data: Mapping[str, Any], *, pixels_per_inch: int = 72) -> bytes:
    """The first page of ``template`` as a PNG: at 72 pixels per inch, one point is one pixel."""
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(settings.PRINT_FONTS_DIR),
        ignore_system_fonts=True,
        format="png",
        ppi=float(pixels_per_inch),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    pages: bytes | list[bytes] = made
    return pages[0] if isinstance(pages, list) else pages


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """Looked up once a process: it costs more than the page itself."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)] if folder.is_dir() else [])
