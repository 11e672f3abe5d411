"""Other platforms are made by the simulator: here a much smaller one."""

import sys
from pathlib import Path

import pytest

from benchmarks import other_platforms
from benchmarks.other_platforms import MOMENTS, measured

SIMULATOR = '''
"""Every campaign gets the same gift each day: half of them reach their goal."""

CURVES = {"one": 1.0, "two": 1.5}


class Season:
    def __init__(self, seed, scale):
        gifts = [(1_000 + 3_000 * (number % 2)) * scale for number in range(30)]
        self.C = [{"goal": 40_000, "dur": 20, "gift": gift} for gift in gifts]

    def gifts(self, campaign, day, total):
        return int(campaign["gift"])
'''


def test_each_way_of_learning_is_judged_at_each_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "simulate.py").write_text(SIMULATOR, encoding="utf-8")
    monkeypatch.setattr(other_platforms, "FEW", 10)
    monkeypatch.setattr(other_platforms, "MANY", 20)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "simulate", None)
    monkeypatch.delitem(sys.modules, "simulate")
    first, alone, helped, *_ = found = measured(tmp_path)
    assert len(found) == 5
    assert first.name == "the shipped fit"
    assert "10 of its own, alone" in alone.name
    assert "10 of its own, starting" in helped.name
    for each in found:
        assert len(each.brier) == len(each.pinball) == len(each.coverage) == len(MOMENTS)
    assert helped.brier[2] < 0.1
