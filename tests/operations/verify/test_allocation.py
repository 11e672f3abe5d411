"""The solver is judged on the public instances: here on a made-up one."""

import json
from pathlib import Path

import pytest

from tests.giving.allocation.solver.test_parsing import document
from trousse.operations.verify.allocation import verify_allocation

SCORE = {"weight": 140, "count": 1, "depts": 1, "flex": 23_000, "days": 23_000 * 218, "grants": 1}


def instances(folder: Path, **other: int) -> Path:
    (folder / "instances").mkdir()
    (folder / "instances" / "essai.json").write_text(json.dumps(document()), encoding="utf-8")
    best = {"essai": {"score": {**SCORE, **other}}, "not_there": {"score": SCORE}}
    (folder / "best_known.json").write_text(json.dumps(best), encoding="utf-8")
    return folder


def test_a_plan_as_good_as_the_best_known(tmp_path: Path) -> None:
    found = verify_allocation(instances(tmp_path))
    assert (found["ok"], found["instances"]) == (True, 1)
    assert found["essai"]["all_measures"] == "level"
    assert (found["essai"]["weight"], found["essai"]["bound"], found["essai"]["grants"]) == (140, 140, 1)


@pytest.mark.parametrize(("other", "said"), [({"grants": 2}, "better"), ({"days": 1}, "behind")])
def test_every_measure_is_compared(other: dict[str, int], said: str, tmp_path: Path) -> None:
    found = verify_allocation(instances(tmp_path, **other))
    assert found["ok"]
    assert found["essai"]["all_measures"] == said


def test_a_bound_under_a_plan_that_exists_is_a_fault(tmp_path: Path) -> None:
    assert not verify_allocation(instances(tmp_path, weight=141))["ok"]


def test_without_instances_nothing_is_verified(tmp_path: Path) -> None:
    (tmp_path / "best_known.json").write_text("{}", encoding="utf-8")
    assert not verify_allocation(tmp_path)["ok"]
