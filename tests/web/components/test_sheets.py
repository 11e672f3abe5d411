"""What no browser test would say clearly: colours, drawings, typography and the strict content security policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from trousse.web.components.themes import DRAWN_THEMES, FALLBACK, drawn

WEB = Path(settings.BASE_DIR) / "trousse" / "web"
STATIC = WEB / "static"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
FOLDERS = {"templates", "components", "errors", "public", "checkout", "donor"}
HOUSE = [path for path in TEMPLATES if path.parent.name in FOLDERS]
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
SPRITE = (STATIC / "sprite.svg").read_text(encoding="utf-8")

THEME = re.compile(r"\.th-(\w+)\s*{ --vif: (#\w{6}); --clair: (#\w{6}); --fonce: (#\w{6}); }")
TAG = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{%.*?%}|{{.*?}}", re.DOTALL)
ELEMENT = re.compile(r"<[^>]*>")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("slug", "vivid", "light", "dark"), THEME.findall(TOKENS))
def test_the_text_of_a_theme_is_readable(slug: str, vivid: str, light: str, dark: str) -> None:
    assert contrast(dark, light) >= 4.5
    assert contrast(dark, "#ffffff") >= 4.5


def test_every_drawn_theme_has_its_colours_and_its_scene() -> None:
    assert {slug for slug, *_ in THEME.findall(TOKENS)} == DRAWN_THEMES
    assert all(f'<symbol id="il-{slug}"' in SPRITE for slug in DRAWN_THEMES)


def test_a_theme_without_a_drawing_wears_the_common_pot() -> None:
    assert drawn("mer") == "mer"
    assert drawn("a-theme-of-tomorrow") == drawn(None) == FALLBACK


def test_every_icon_that_is_named_exists() -> None:
    named = {
        icon
        for path in [*TEMPLATES, *WEB.rglob("*.py")]
        for icon in re.findall(r'(?:{% icone "|icon="|, icon=")([a-z]+)"', path.read_text(encoding="utf-8"))
    }
    assert {icon for icon in named if f'<symbol id="i-{icon}"' not in SPRITE} == set()


def test_the_sprite_refers_to_nothing_inside_itself() -> None:
    """``url(#…)`` would look for its target in the page that uses the symbol, not in the sprite."""
    assert "url(" not in SPRITE


def test_style_sheets_name_files_that_exist() -> None:
    """Fonts are copied from their packages: only their folder is checked."""
    for sheet in (STATIC / "css").rglob("*.css"):
        for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8")):
            target = (sheet.parent / name).resolve()
            assert target.parent == STATIC / "fonts" or target.is_file(), f"{sheet.name}: {name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix())
def test_templates_keep_to_the_content_security_policy(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if "emails" in path.parts:
        return  # letters are not pages
    assert not re.search(r"<[^>]*\sstyle=|<style|\son(?:click|change|load|submit|input)=", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r'(?:href|src|action)="(?:#|javascript:[^"]*)"', source), "a link must lead somewhere"


@pytest.mark.parametrize("path", HOUSE, ids=lambda path: path.relative_to(WEB / "templates").as_posix())
def test_french_spaces_are_held(path: Path) -> None:
    """« : ; ? ! » % € » are never parted from the word before them by a space that may break."""
    text = ELEMENT.sub("\x00", TAG.sub("\x00", path.read_text(encoding="utf-8")))
    loose = re.findall(r"[^\n]{0,20} [:;?!»%€](?![=/-])[^\n]{0,5}|« [^\n]{0,15}", text)
    assert loose == []
