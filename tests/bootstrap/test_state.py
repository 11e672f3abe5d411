"""What the bootstrap keeps between two commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import assets, places, surroundings
from bootstrap.errors import Stop
from bootstrap.keys import demo_keys
from bootstrap.main import COMMANDS
from bootstrap.processes import MARK
from bootstrap.runs import only_one


def test_secrets_are_drawn_once_and_closed_to_others(tmp_path: Path) -> None:
    first = demo_keys(tmp_path)
    assert demo_keys(tmp_path) == first
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert len(first["SECRET_KEY"]) >= 50
    assert len(first["SYSTEMPAY_SITE_ID"]) == 8


def test_a_file_of_secrets_is_completed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"SECRET_KEY": "old"}', encoding="utf-8")
    assert demo_keys(tmp_path)["SECRET_KEY"] == "old"
    assert "SYSTEMPAY_KEY" in demo_keys(tmp_path)


def test_the_real_gateway_wins_over_the_test_bank() -> None:
    offered = surroundings.demo("http://localhost:8000", "http://localhost:8100", demo_keys_stub())
    chosen = {"SYSTEMPAY_FORM_URL": "https://pay.example/form", "SYSTEMPAY_KEY": " ", "HOME": "/home/zoe"}
    merged = surroundings.or_chosen(offered, chosen)
    assert merged["SYSTEMPAY_FORM_URL"] == "https://pay.example/form"
    assert merged["SYSTEMPAY_KEY"] == offered["SYSTEMPAY_KEY"]  # an empty choice is no choice
    assert merged.keys() == offered.keys()


def test_the_bank_knows_where_to_ring() -> None:
    bank = surroundings.bank("http://localhost:8000", Path("/var"))
    assert bank["TESTBANK_NOTIFY_URL"] == "http://localhost:8000/crochets/systempay/notification"


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path) as run:
        run.write(address="http://localhost:8000")
        with pytest.raises(Stop, match="http://localhost:8000"), only_one(tmp_path):
            pass
    assert not (tmp_path / "run" / "run.json").exists()


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text('{"token": "lost0"}', encoding="utf-8")
    orphan = _sleeper("lost0:web")
    stranger = _sleeper("other:web")
    try:
        with only_one(tmp_path):
            assert orphan.wait(timeout=5) != 0
            assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_private_files_are_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "secret"
    places.write_privately(target, "one")
    places.write_privately(target, "two")
    assert target.read_text(encoding="utf-8") == "two"
    assert target.stat().st_mode & 0o077 == 0
    assert [path.name for path in target.parent.iterdir()] == ["secret"]


def test_fonts_are_placed_under_the_names_that_pages_know(tmp_path: Path) -> None:
    for source in assets.FILES.values():
        file = tmp_path / "modules" / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    assets.place(tmp_path / "modules", tmp_path / "vendor")
    placed = {str(path.relative_to(tmp_path / "vendor")) for path in (tmp_path / "vendor").rglob("*") if path.is_file()}
    assert placed == set(assets.FILES)


def test_make_knows_every_command() -> None:
    makefile = (places.ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{name}: ## " in makefile for name in COMMANDS)


def demo_keys_stub() -> dict[str, str]:
    return {"SYSTEMPAY_SITE_ID": "12345678", "SYSTEMPAY_KEY": "clef", "SYSTEMPAY_REST_PASSWORD": "mot-de-passe"}


def _sleeper(mark: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env=os.environ | {MARK: mark})
