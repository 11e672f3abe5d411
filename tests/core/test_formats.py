from datetime import UTC, date, datetime

from trousse.core import formats


def test_days_are_said_in_french() -> None:
    assert formats.day(date(2026, 12, 1)) == "1er décembre 2026"
    assert formats.day(date(2026, 2, 24)) == "24 février 2026"


def test_a_moment_is_that_of_paris() -> None:
    late = datetime(2026, 12, 31, 23, 5, tzinfo=UTC)
    assert formats.day(late) == "1er janvier 2027"
    assert formats.moment(late) == "1er janvier 2027 à 0\u00a0h\u00a005"
    assert formats.hour(datetime(2026, 7, 1, 6, tzinfo=UTC)) == "8\u00a0h"


def test_a_share_keeps_its_sign_beside_it() -> None:
    assert formats.percent(58) == "58\u00a0%"
