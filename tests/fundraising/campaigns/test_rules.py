"""The arithmetic of room (never too much, never lost), the calendar, the questions asked of the catalogue."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CatalogueSort, CatalogueState
from trousse.fundraising.campaigns.rules import (
    CatalogueFilters,
    Room,
    closing_after_pause,
    closing_moment,
    days_left,
    percent,
)
from trousse.fundraising.projects.enums import LevelGroup

cents = st.integers(0, 5_000)


@st.composite
def busy_rooms(draw: st.DrawFn) -> tuple[Room, list[tuple[str, Euro]], dict[str, Euro], Euro]:
    """A campaign within its optimum, running reservations that fit, and payments: some reserved, some expired."""
    optimum = draw(st.integers(1, 20_000))
    raised = draw(st.integers(0, optimum))
    free = optimum - raised
    reserved: dict[str, Euro] = {}
    for number in range(draw(st.integers(0, 6))):
        amount = draw(st.integers(0, free))
        free -= amount
        reserved[f"r{number}"] = Euro(amount)
    elsewhere = Euro(draw(st.integers(0, free)))
    payments = [(key, amount) for key, amount in reserved.items() if draw(st.booleans())]
    payments += [(f"late{number}", Euro(amount)) for number, amount in enumerate(draw(st.lists(cents, max_size=6)))]
    payments = draw(st.permutations(payments))
    room = Room(optimum=Euro(optimum), raised=Euro(raised), reserved=reserved, reserved_elsewhere=elsewhere)
    return room, payments, reserved, elsewhere


@given(busy_rooms())
def test_never_too_much_never_lost_and_a_reservation_is_a_promise(
    case: tuple[Room, list[tuple[str, Euro]], dict[str, Euro], Euro],
) -> None:
    room, payments, reserved, elsewhere = case
    before = room.raised
    taken = {key: room.take(key, amount) for key, amount in payments}
    paid = dict(payments)
    assert room.raised == before + Euro.total(taken.values())
    still_reserved = elsewhere + Euro.total(amount for key, amount in reserved.items() if key not in paid)
    assert room.raised + still_reserved <= room.optimum
    for key, amount in paid.items():
        assert Euro.zero() <= taken[key] <= amount
        if key in reserved:
            assert taken[key] == amount
    late_lost = Euro.total(amount - taken[key] for key, amount in paid.items())
    if late_lost:  # something was refused only because nothing was left
        assert room.raised + still_reserved == room.optimum


@given(cents, cents)
def test_two_donors_at_the_last_euro(first: int, second: int) -> None:
    room = Room(optimum=Euro(100_00), raised=Euro(99_00), reserved={}, reserved_elsewhere=Euro.zero())
    assert room.take("a", Euro(first)) == Euro(min(first, 1_00))
    assert room.take("b", Euro(second)) == Euro(min(second, 1_00 - min(first, 1_00)))


@pytest.mark.parametrize(
    ("opening", "duration", "expected"),
    [
        (date(2026, 11, 24), 15, datetime(2026, 12, 9, 23, tzinfo=UTC)),
        (date(2027, 3, 20), 15, datetime(2027, 4, 4, 22, tzinfo=UTC)),  # summer time began on 28 March
        (date(2026, 10, 20), 15, datetime(2026, 11, 4, 23, tzinfo=UTC)),  # and ended on 25 October
    ],
)
def test_a_campaign_closes_at_the_paris_midnight(opening: date, duration: int, expected: datetime) -> None:
    assert closing_moment(opening, duration) == expected


def test_days_left_count_paris_days() -> None:
    closes_at = clock.end_of_day(date(2026, 12, 9))
    assert days_left(closes_at, datetime(2026, 12, 6, 12, tzinfo=UTC)) == 3
    assert days_left(closes_at, datetime(2026, 12, 8, 23, 30, tzinfo=UTC)) == 0  # half past midnight, last day
    assert days_left(closes_at, datetime(2027, 1, 1, tzinfo=UTC)) == 0


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(15, 60), st.integers(0, 30), st.integers(0, 20))
def test_the_days_of_a_pause_are_given_back(opening: date, duration: int, after: int, length: int) -> None:
    closes_at = closing_moment(opening, duration)
    paused = clock.start_of_day(opening) + (clock.end_of_day(opening) - clock.start_of_day(opening)) * after
    resumed_day = date.fromordinal(clock.paris_day(paused).toordinal() + length)
    moved = closing_after_pause(closes_at, paused, clock.start_of_day(resumed_day))
    last_day = opening.toordinal() + duration
    assert moved == clock.end_of_day(date.fromordinal(last_day + length))


def test_a_gauge_reads_full_only_when_it_is() -> None:
    assert percent(Euro(99_99), Euro(100_00)) == 99
    assert percent(Euro(100_00), Euro(100_00)) == 100
    assert percent(Euro(5), Euro(0)) == 0


def test_the_catalogue_reads_a_query_string() -> None:
    asked = CatalogueFilters.parse(
        {"theme": " mer ", "niveau": "college", "departement": "2A", "q": "  voile   à\x00 Brest ", "etat": "reussis"}
    )
    assert asked == CatalogueFilters(
        theme="mer", departement="2A", level=LevelGroup.COLLEGE, text="voile à Brest", state=CatalogueState.SUCCEEDED
    )
    assert asked.is_narrow


def test_the_catalogue_takes_no_notice_of_what_it_does_not_know() -> None:
    asked = CatalogueFilters.parse({"niveau": "crèche", "etat": "??", "tri": "prix", "page": "4"})
    assert asked == CatalogueFilters(state=CatalogueState.OPEN, sort=CatalogueSort.ENDING)
    assert not asked.is_narrow
