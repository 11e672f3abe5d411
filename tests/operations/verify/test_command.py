"""``manage.py verify``: readable lines, then one that a script reads."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from trousse.core.errors import BusinessError
from trousse.operations.verify import all as checks

FINE = {"ok": True, "read": 40_630, "disagreed": [], "files": {"rep": {"ok": True, "seconds": 1.5}}}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replaces the checks."""

    def replace(**by_name: Callable[[Path], dict[str, Any]]) -> None:
        monkeypatch.setattr(checks, "CHECKS", by_name)

    return replace


def verify(folder: Path) -> tuple[list[str], int]:
    said = StringIO()
    (folder / "data").mkdir(exist_ok=True)
    status = 0
    try:
        call_command("verify", "--shared", str(folder), stdout=said)
    except SystemExit as stop:
        status = int(str(stop.code))
    return said.getvalue().splitlines(), status


def test_without_the_folder_there_is_nothing_to_verify(tmp_path: Path) -> None:
    said = StringIO()
    call_command("verify", "--shared", str(tmp_path / "nowhere"), stdout=said)
    [line] = said.getvalue().splitlines()
    assert "rien à vérifier" in line


def test_every_figure_is_told(tmp_path: Path, only: Callable[..., None]) -> None:
    only(schools=lambda _shared: FINE)
    lines, status = verify(tmp_path)
    assert status == 0
    assert lines[:3] == ["✓ schools", "    read 40 630 · disagreed none", "    files: rep: seconds 1.5"]
    assert json.loads(lines[-1]) == {"ok": True, "schools": FINE}


def test_one_that_disagrees_fails_and_does_not_stop_the_others(tmp_path: Path, only: Callable[..., None]) -> None:
    only(first=lambda _shared: {"ok": False, "disagreed": ["62 name"]}, second=lambda _shared: {"ok": True})
    lines, status = verify(tmp_path)
    assert status == 1
    assert lines[:3] == ["✗ first", "    disagreed 62 name", "✓ second"]
    assert json.loads(lines[-1])["ok"] is False


def test_a_missing_file_is_named(tmp_path: Path, only: Callable[..., None]) -> None:
    only(systempay=checks.CHECKS["systempay"])
    lines, status = verify(tmp_path)
    assert status == 1
    assert lines[1] == "    missing vectors.json"


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, only: Callable[..., None]) -> None:
    def refuse(_shared: Path) -> dict[str, Any]:
        raise BusinessError("Ce fichier n’est pas un annuaire.")

    only(schools=refuse)
    lines, status = verify(tmp_path)
    assert status == 1
    assert "Ce fichier n’est pas un annuaire." in lines[1]
