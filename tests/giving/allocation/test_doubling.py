"""How far one euro for one euro goes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trousse.giving.allocation.doubling import Doubling, DoublingFund, GiftMade, Offer, Till, offer
from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.mandating import Cover

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def gift(cents: int, donation: int = 1, campaign: int = 1, at: datetime = NOON) -> GiftMade:
    return GiftMade(donation=donation, campaign=campaign, cents=cents, at=at, on=at.date())


def fund(number: int = 1, **changes: Any) -> DoublingFund:
    facts: dict[str, Any] = {"balance": 10_000, "least": 1, "since": TODAY, "allows": frozenset({1, 2})}
    return DoublingFund(fund=number, **{**facts, **changes})


def till(*funds: DoublingFund, rooms: dict[int, int] | None = None, **cover: Any) -> Till:
    facts: dict[str, Any] = {"left": 10_000, "grant_cap": 10_000, "project_cap": 10_000, "funds": None}
    covers = [Cover(mandate=7, kinds=frozenset({GrantKind.MATCH}), **{**facts, **cover})]
    return Till(funds or (fund(),), covers, {7: NOON - timedelta(hours=1)}, rooms or {1: 10_000, 2: 10_000})


def cents(found: list[Doubling]) -> list[int]:
    return [each.cents for each in found]


class TestDoubling:
    def test_as_much_as_was_given_the_earliest_first(self) -> None:
        later, sooner = gift(2_000, 1, at=NOON), gift(500, 2, at=NOON - timedelta(minutes=5))
        assert till().doubled([later, sooner]) == [Doubling(2, 1, 1, 7, 500), Doubling(1, 1, 1, 7, 2_000)]

    def test_as_far_as_each_limit_reaches(self) -> None:
        for limited in (
            till(fund(balance=700)),
            till(fund(most={1: 900}, given={1: 200})),
            till(rooms={1: 700}),
            till(left=700),
            till(grant_cap=700),
            till(project_cap=900, given={1: 200}),
        ):
            assert cents(limited.doubled([gift(2_000)])) == [700]

    def test_no_smaller_grant_than_agreed_unless_less_is_missing(self) -> None:
        assert till(fund(least=2_000)).doubled([gift(1_999)]) == []
        assert cents(till(fund(least=2_000), rooms={1: 300}).doubled([gift(1_999)])) == [300]

    def test_another_fund_where_the_first_may_not(self) -> None:
        [found] = till(fund(1, allows=frozenset({2})), fund(2)).doubled([gift(500)])
        assert found.fund == 2

    def test_not_what_was_given_before(self) -> None:
        assert till().doubled([gift(500, at=NOON - timedelta(hours=2))]) == []
        assert till(fund(since=TODAY + timedelta(days=1))).doubled([gift(500)]) == []

    def test_not_where_the_mandate_may_not(self) -> None:
        assert till(shunned=frozenset({1})).doubled([gift(500)]) == []
        assert till(funds=frozenset({9})).doubled([gift(500)]) == []

    @given(
        st.lists(st.tuples(st.integers(1, 3_000), st.integers(1, 2)), max_size=25),
        st.integers(0, 5_000),
        st.integers(1, 3_000),
    )
    def test_never_more_than_was_given_nor_than_there_is(
        self, gifts: list[tuple[int, int]], balance: int, left: int
    ) -> None:
        made = [gift(amount, number, campaign) for number, (amount, campaign) in enumerate(gifts)]
        limited = till(fund(balance=balance, least=50), rooms={1: 2_500, 2: 400}, left=left)
        found = limited.doubled(made)
        by_donation = {each.donation: each.cents for each in found}
        assert len(by_donation) == len(found)
        assert all(by_donation[each.donation] <= each.cents for each in made if each.donation in by_donation)
        assert sum(by_donation.values()) <= min(balance, left)
        assert sum(each.cents for each in found if each.campaign == 2) <= 400


class TestOffer:
    def test_what_the_next_gift_brings(self) -> None:
        told = offer(till(fund(balance=900, least=200), grant_cap=500), 1)
        assert told == Offer(fund=1, least=200, left=900, at_once=500)

    def test_nothing_is_promised_that_is_not_there(self) -> None:
        for empty in (
            till(fund(balance=0)),
            till(fund(balance=100, least=200)),
            till(rooms={1: 0}),
            till(left=0),
            till(fund(allows=frozenset())),
        ):
            assert offer(empty, 1) is None
