"""``manage.py forecast IN OUT``: everything or nothing."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from tests.fundraising.campaigns.forecast.test_lines import line
from trousse.fundraising.campaigns.forecast import Fit
from trousse.fundraising.campaigns.forecast.model import VERSION, as_json
from trousse.fundraising.campaigns.models import ForecastFit

pytestmark = pytest.mark.django_db


def run(source: Path, target: Path, *options: str) -> str:
    said = StringIO()
    call_command("forecast", str(source), str(target), *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join([line(), line(id=2, elapsed_days=0, gifts=[]), line(id=3, elapsed_days=900)]))
    return path


def test_one_answer_a_line(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert json.loads(run(source, target))["campaigns"] == 3
    answers = [json.loads(each) for each in target.read_text(encoding="utf-8").splitlines()]
    assert [each["id"] for each in answers] == ["c1", 2, 3]
    for each in answers:
        assert list(each) == ["id", "probability", "low", "median", "high"]
        assert 0 <= each["probability"] <= 1
        assert each["low"] <= each["median"] <= each["high"]


def test_a_refused_line_leaves_what_was_there(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("before", encoding="utf-8")
    source.write_bytes(line() + b"\n" + line(goal=-1) + b"\n{")
    with pytest.raises(CommandError) as refused:
        run(source, target)
    assert "Ligne 2 :" in str(refused.value)
    assert "Ligne 3 :" in str(refused.value)
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_the_usual_gift_may_be_another(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "usual")
    run(source, tmp_path / "other", "--typical-gift", "500")
    assert (tmp_path / "usual").read_bytes() != (tmp_path / "other").read_bytes()
    with pytest.raises(CommandError, match="don moyen"):
        run(source, tmp_path / "none", "--typical-gift", "0")


def test_our_own_fit_is_asked_once_there_is_one(source: Path, tmp_path: Path, own_fit: Fit) -> None:
    run(source, tmp_path / "first")
    ForecastFit.objects.create(version=VERSION, campaigns=160, fit=as_json(own_fit), scores={})
    run(source, tmp_path / "own")
    run(source, tmp_path / "shipped", "--shipped")
    first, own, shipped = ((tmp_path / name).read_bytes() for name in ("first", "own", "shipped"))
    assert first == shipped != own


def test_a_file_needs_no_database(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    run(source, tmp_path / "with")
    monkeypatch.setattr("trousse.fundraising.campaigns.management.commands.forecast.fit_in_force", refuse)
    run(source, tmp_path / "without")
    assert (tmp_path / "with").read_bytes() == (tmp_path / "without").read_bytes()


def test_files_that_cannot_be_read_or_written_are_named(source: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        run(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(CommandError, match="missing"):
        run(source, tmp_path / "missing" / "out")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="folder"):
        run(source, tmp_path / "folder")
