import os

import pytest

from benchmarks import cpu

LINE = "42 (granian: (w) 1) S 7 42 42 0 -1 4194560 1 0 0 0 150 50 30 20 20 0 3 0 100 1 1"


def test_a_name_may_hold_brackets_and_spaces() -> None:
    process = cpu._parse(LINE)
    assert (process.pid, process.parent, process.group) == (42, 7, 42)
    assert process.used == pytest.approx(2.0 * 100 / os.sysconf("SC_CLK_TCK"))
    assert process.reaped == pytest.approx(0.5 * 100 / os.sysconf("SC_CLK_TCK"))


def test_what_was_used_between_two_looks() -> None:
    first, second = cpu.Reading({"web": 1.0, "worker": 5.0}), cpu.Reading({"web": 3.5, "worker": 4.0})
    assert second.since(first) == {"web": 2.5, "worker": 0.0}


@pytest.mark.django_db
def test_our_own_work_is_seen() -> None:
    before = cpu.read({})
    sum(number * number for number in range(2_000_000))
    after = cpu.read({})
    assert before is not None
    assert after is not None
    assert after.since(before)["client"] > 0
