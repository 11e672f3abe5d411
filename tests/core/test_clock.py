"""Days are those of Paris, moments are UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from trousse.core import clock


def test_a_campaign_that_ends_on_a_day_ends_at_its_midnight_in_paris() -> None:
    assert clock.end_of_day(date(2026, 12, 12)) == datetime(2026, 12, 12, 23, tzinfo=UTC)
    assert clock.end_of_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 1, 1), 24)])
def test_days_of_clock_change_have_their_true_length(day: date, hours: int) -> None:
    assert clock.end_of_day(day) - clock.start_of_day(day) == timedelta(hours=hours)


def test_late_in_the_evening_utc_is_already_tomorrow_in_paris() -> None:
    with clock.frozen(datetime(2026, 6, 1, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 6, 2)


def test_the_clock_starts_again_after_it_was_frozen() -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    with clock.frozen(moment):
        assert clock.now() == moment
    assert clock.now() > moment


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
