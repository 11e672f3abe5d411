"""What a phase expects of each académie."""

from datetime import date

import pytest

from trousse.knowledge.statistics.academies import planned
from trousse.people.rollout.rules import PhaseFacts


def phase(quota: int | None, **academies: int | None) -> PhaseFacts:
    codes = {code.removeprefix("a"): own for code, own in academies.items()}
    return PhaseFacts(1, "Pilote", date(2017, 3, 1), None, quota, codes)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (phase(50, a09=None, a11=None, a18=None, a19=None, a25=None), 10),
        (phase(50, a09=12, a11=None), 12),
        (phase(50, a09=None, a11=12, a18=None), 19),
        (phase(7, a09=None, a11=None), 4),
        (phase(10, a09=None, a11=12), 0),
        (phase(None, a09=None), None),
        (phase(None, a09=8), 8),
        (phase(60), 2),
        (phase(50, a11=None), None),
    ],
    ids=[
        *("equal parts", "its own quota", "a part of what others leave", "rounded up", "nothing left"),
        *("no number", "its own without a quota in all", "the whole country", "not open"),
    ],
)
def test_of_lille(plan: PhaseFacts, expected: int | None) -> None:
    assert planned(plan, "09") == expected
