"""Which acts a head attests, and who holds a project."""

from datetime import UTC, date, datetime, timedelta

import pytest

from trousse.fundraising.review.enums import Authority, Waiting
from trousse.fundraising.review.rules import Act, holding_of_files, problems_of_acts, required_authorities

TODAY = date(2026, 11, 24)
BOTH = (Authority.IEN, Authority.DASEN)
EARLY = datetime(2026, 11, 1, tzinfo=UTC)
LATE = datetime(2026, 11, 9, tzinfo=UTC)


def act(authority: Authority = Authority.IEN, on: date = date(2026, 10, 2), reference: str = "Courriel du 2/10") -> Act:
    return Act(authority, on, reference)


def test_required_acts_depend_on_the_degree() -> None:
    assert required_authorities(is_first_degree=True) == BOTH
    assert required_authorities(is_first_degree=False) == (Authority.CA,)


def test_complete_acts_have_no_problem() -> None:
    assert problems_of_acts([act(), act(Authority.DASEN)], BOTH, TODAY) == []
    assert problems_of_acts([act(Authority.CA, on=TODAY)], (Authority.CA,), TODAY) == []


@pytest.mark.parametrize(
    ("acts", "wrong"),
    [
        ([], [Authority.IEN, Authority.DASEN]),
        ([act()], [Authority.DASEN]),
        ([act(), act(Authority.DASEN, on=TODAY + timedelta(days=1))], [Authority.DASEN]),
        ([act(on=date(2020, 1, 1)), act(Authority.DASEN)], [Authority.IEN]),
        ([act(reference="  "), act(Authority.DASEN)], [Authority.IEN]),
        ([act(), act(Authority.DASEN), act(Authority.CA)], [Authority.CA]),
    ],
)
def test_what_is_wrong_is_told_by_authority(acts: list[Act], wrong: list[Authority]) -> None:
    assert [problem.authority for problem in problems_of_acts(acts, BOTH, TODAY)] == wrong


@pytest.mark.parametrize(
    ("head", "manager", "who", "since"),
    [
        (EARLY, LATE, Waiting.HEAD_AND_MANAGER, EARLY),
        (LATE, EARLY, Waiting.HEAD_AND_MANAGER, EARLY),
        (LATE, None, Waiting.HEAD, LATE),
        (None, LATE, Waiting.MANAGER, LATE),
        (None, None, Waiting.CALENDAR, EARLY),
    ],
)
def test_who_holds_while_the_files_are_filled(
    head: datetime | None, manager: datetime | None, who: Waiting, since: datetime
) -> None:
    holding = holding_of_files(head, manager, done_at=EARLY)
    assert (holding.who, holding.since) == (who, since)
    assert holding.days(LATE + timedelta(hours=30)) == ((LATE - since).days + 1)
