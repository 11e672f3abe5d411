"""Where an agreement stands: the calendar alone says."""

from datetime import date

import pytest

from trousse.giving.funds.enums import AgreementPhase
from trousse.giving.funds.phases import phase_of

FIRST, LAST = date(2026, 9, 1), date(2027, 6, 30)


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        (date(2026, 8, 31), AgreementPhase.COMING),
        (FIRST, AgreementPhase.LIVE),
        (date(2027, 5, 30), AgreementPhase.LIVE),
        (date(2027, 5, 31), AgreementPhase.ENDING),
        (LAST, AgreementPhase.ENDING),
        (date(2027, 7, 1), AgreementPhase.OVER),
    ],
)
def test_from_its_first_to_its_last_day(today: date, phase: AgreementPhase) -> None:
    assert phase_of(starts_on=FIRST, expires_on=LAST, ended_on=None, today=today) is phase


def test_without_an_end_it_lives_on() -> None:
    assert phase_of(starts_on=FIRST, expires_on=None, ended_on=None, today=date(2099, 1, 1)) is AgreementPhase.LIVE


@pytest.mark.parametrize("expires_on", [LAST, None])
@pytest.mark.parametrize("today", [date(2026, 8, 1), date(2026, 12, 1), date(2028, 1, 1)])
def test_once_ended_it_is_ended_whatever_the_day(expires_on: date | None, today: date) -> None:
    phase = phase_of(starts_on=FIRST, expires_on=expires_on, ended_on=date(2026, 8, 1), today=today)
    assert phase is AgreementPhase.ENDED


def test_a_fund_gives_while_it_lives() -> None:
    giving = [phase for phase in AgreementPhase if phase.gives]
    assert giving == [AgreementPhase.LIVE, AgreementPhase.ENDING]
    assert [phase for phase in AgreementPhase if phase.is_over] == [AgreementPhase.OVER, AgreementPhase.ENDED]
