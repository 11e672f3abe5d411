"""docs/operations.md holds every variable that the code reads: the table is the only place to look."""

import re

import pytest

from bootstrap.places import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
READ_BY_SETTINGS = re.compile(r"""env\.(?:text|optional|words|number|yes)\(\s*"([A-Z_]+)\"""")
READ_BY_BOOTSTRAP = re.compile(r"""(?:os\.environ\.get\(|_port\()\s*"([A-Z_]+)\"""")
OF_THE_SYSTEM = {"PATH", "XDG_RUNTIME_DIR", "MAKELEVEL"}


def _read(pattern: re.Pattern[str], folder: str) -> set[str]:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / folder).glob("*.py"))
    return {name for source in sources for name in pattern.findall(source)}


@pytest.mark.parametrize("name", sorted(_read(READ_BY_SETTINGS, "config") | _read(READ_BY_BOOTSTRAP, "bootstrap")))
def test_every_variable_is_documented(name: str) -> None:
    assert name in OF_THE_SYSTEM or f"`{name}`" in PAGE


def test_every_documented_setting_is_read() -> None:
    read = _read(READ_BY_SETTINGS, "config") | {"TROUSSE_MODE"}
    chapter = PAGE.partition("## Settings")[2].partition("### Read by")[0]
    rows = [line for line in chapter.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}
    assert documented == read
