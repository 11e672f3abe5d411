"""Pure: where an agreement stands on a day. No job moves it there: the calendar does."""

from datetime import date, timedelta

from trousse.giving.funds.enums import AgreementPhase

NOTICE = timedelta(days=30)
"""How long before its last day an agreement is said to end soon."""


def phase_of(*, starts_on: date, expires_on: date | None, ended_on: date | None, today: date) -> AgreementPhase:
    """``expires_on`` is the last day on which it gives; ``ended_on`` the day on which it was ended before that."""
    if ended_on is not None:
        return AgreementPhase.ENDED
    if expires_on is not None and expires_on < today:
        return AgreementPhase.OVER
    if today < starts_on:
        return AgreementPhase.COMING
    if expires_on is not None and expires_on <= today + NOTICE:
        return AgreementPhase.ENDING
    return AgreementPhase.LIVE
