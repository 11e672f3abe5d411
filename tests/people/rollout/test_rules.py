"""Which phase is in force, and what it allows."""

from datetime import date

import pytest

from trousse.people.rollout.rules import PhaseFacts, in_force, line_of, next_opening, problems, room, serving

PILOT = PhaseFacts(1, "Pilote", date(2017, 3, 1), date(2017, 8, 31), 50, {"09": None, "18": 10})
EVERYWHERE = PhaseFacts(2, "Partout", date(2017, 9, 1), None, None, {})


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2017, 2, 28), None),
        (date(2017, 3, 1), PILOT),
        (date(2017, 8, 31), PILOT),
        (date(2017, 9, 1), EVERYWHERE),
        (date(2030, 1, 1), EVERYWHERE),
    ],
)
def test_the_phase_of_a_day(today: date, expected: PhaseFacts | None) -> None:
    assert in_force([EVERYWHERE, PILOT], today) == expected


def test_of_two_in_force_the_latest_counts() -> None:
    long = PhaseFacts(3, "Longue", date(2017, 1, 1), None, None, {})
    assert in_force([long, PILOT], date(2017, 4, 1)) == PILOT


def test_what_it_opens() -> None:
    assert PILOT.covers("09")
    assert not PILOT.covers("01")
    assert not PILOT.covers(None)
    assert EVERYWHERE.covers(None)


def test_the_next_opening_of_an_academie() -> None:
    assert next_opening([PILOT, EVERYWHERE], "01", date(2017, 3, 2)) == date(2017, 9, 1)
    assert next_opening([PILOT, EVERYWHERE], "09", date(2017, 1, 1)) == date(2017, 3, 1)
    assert next_opening([PILOT], "01", date(2017, 1, 1)) is None


@pytest.mark.parametrize(
    ("taken", "here", "academie", "left"),
    [(0, 0, "09", 50), (49, 3, "09", 1), (50, 3, "09", 0), (60, 3, "09", 0), (12, 4, "18", 6), (45, 4, "18", 5)],
)
def test_places_left(taken: int, here: int, academie: str, left: int) -> None:
    assert room(PILOT, taken, here, academie) == left


def test_without_quota_there_is_no_limit() -> None:
    assert room(EVERYWHERE, 10**6, 10**6, "09") is None


def test_what_is_wrong_with_a_phase() -> None:
    assert problems(date(2027, 1, 1), date(2027, 1, 1), 50, []) == []
    assert "avant de commencer" in problems(date(2027, 1, 2), date(2027, 1, 1), None, [])[0]
    assert "15 places en tout" in problems(date(2027, 1, 1), None, 50, [5, 10])[0]
    assert problems(date(2027, 1, 1), None, 50, [5, None]) == []


@pytest.mark.parametrize(
    ("academie", "today", "expected"),
    [
        ("18", date(2017, 4, 1), PILOT),
        ("01", date(2017, 4, 1), EVERYWHERE),
        (None, date(2017, 4, 1), EVERYWHERE),
        ("18", date(2017, 1, 1), PILOT),
        ("01", date(2017, 9, 1), EVERYWHERE),
    ],
)
def test_the_phase_one_waits_for(academie: str | None, today: date, expected: PhaseFacts) -> None:
    assert serving([EVERYWHERE, PILOT], academie, today) == expected


@pytest.mark.parametrize(
    ("phase", "academie", "left", "line"),
    [
        (EVERYWHERE, "18", 0, None),
        (EVERYWHERE, None, 0, None),
        (None, "18", None, None),
        (PILOT, "09", 0, ["09", "18"]),
        (PILOT, "18", 0, ["09", "18"]),
        (PILOT, "18", 3, ["18"]),
    ],
)
def test_who_waits_in_one_line(
    phase: PhaseFacts | None, academie: str | None, left: int | None, line: list[str] | None
) -> None:
    assert line_of(phase, academie, left) == line
