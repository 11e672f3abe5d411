from datetime import UTC, datetime, timedelta

import pytest

from trousse.platform.moderation.enums import Outcome, Party
from trousse.platform.moderation.rules import may_be_contested, party_wronged

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcome", "party"),
    [
        (Outcome.NO_ACTION, Party.REPORTER),
        (Outcome.CHANGE, Party.AUTHOR),
        (Outcome.HIDE, Party.AUTHOR),
        (Outcome.SUSPEND, Party.AUTHOR),
    ],
)
def test_whom_a_decision_goes_against(outcome: Outcome, party: Party) -> None:
    assert party_wronged(outcome) is party
    other = Party.AUTHOR if party is Party.REPORTER else Party.REPORTER
    assert may_be_contested(outcome, party, AT, AT + timedelta(days=184), 184)
    assert not may_be_contested(outcome, party, AT, AT + timedelta(days=184, seconds=1), 184)
    assert not may_be_contested(outcome, other, AT, AT, 184)
