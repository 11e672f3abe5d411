"""``manage.py allocate``: files in, files out, and nothing half-written."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.giving.allocation.solver.test_parsing import document


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    path = tmp_path / "probleme.json"
    path.write_text(json.dumps(document()), encoding="utf-8")
    return path


def allocate(instance: Path, output: Path, **options: Any) -> list[str]:
    said = StringIO()
    call_command("allocate", str(instance), output=output, stdout=said, **options)
    return said.getvalue().splitlines()


def test_the_plan_is_written_and_its_figures_are_told(instance: Path, tmp_path: Path) -> None:
    output = tmp_path / "plan.json"
    said = allocate(instance, output, time_limit=60.0)
    assert json.loads(output.read_text(encoding="utf-8")) == {
        "format": "alloc-plan-1",
        "instance": "essai",
        "grants": [{"fund": "F1", "project": "P1", "amount": 23_000}],
    }
    assert said[:4] == [
        "Objectif : 140 (1 projets, 1 départements)",
        "Borne prouvée : 140",
        "Écart : 0.0000 %",
        "Versements : 1",
    ]
    figures = json.loads(said[-1])
    assert (figures["weight"], figures["bound"], figures["stopped_by_clock"]) == (140, 140, False)


def test_the_same_bytes_twice_and_in_any_order(instance: Path, tmp_path: Path) -> None:
    allocate(instance, tmp_path / "one.json")
    turned = document()
    turned["funds"].reverse()
    instance.write_text(json.dumps(turned), encoding="utf-8")
    allocate(instance, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_refused_problem_leaves_the_former_plan_alone(instance: Path, tmp_path: Path) -> None:
    output = tmp_path / "plan.json"
    output.write_text("former", encoding="utf-8")
    instance.write_text('{"format": "alloc-1", "funds": [', encoding="utf-8")
    with pytest.raises(CommandError, match="JSON lisible"):
        allocate(instance, output)
    assert output.read_text(encoding="utf-8") == "former"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "probleme.json"]


def test_files_that_cannot_be_read_or_written_are_told(instance: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        allocate(tmp_path / "absent.json", tmp_path / "plan.json")
    with pytest.raises(CommandError, match="n’existe pas"):
        allocate(instance, tmp_path / "absent" / "plan.json")
    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        allocate(instance, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["probleme.json"]


@pytest.mark.parametrize("limit", ["0", "-3", "vite", "nan"])
def test_a_senseless_time_limit_is_refused(limit: str, instance: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="time-limit"):
        call_command("allocate", str(instance), "--output", str(tmp_path / "plan.json"), "--time-limit", limit)
