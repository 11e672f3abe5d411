"""Money today, or another look in some days."""

import numpy as np

from trousse.giving.allocation.policy.morning import SEEDS, Morning
from trousse.giving.allocation.policy.outlook import Outlook
from trousse.giving.allocation.policy.patience import SIGNALS, WAIT, WORTHWHILE, offers
from trousse.giving.allocation.policy.prices import Reach
from trousse.giving.allocation.policy.response import Array, Response

GOAL, DAYS = 80_000.0, 30.0
PRICE = np.array([2 / GOAL])
"""Half of a goal is worth a success elsewhere."""


def crowded() -> Response:
    """Where nearly nobody gives to an empty gauge."""
    return Response(rises=np.array([0.1, 0.7, 0.5, 0.3, 0.0, 0.0, 0.1, 0.1]))


def outlook(*, raised: float = 0.0, age: float = 0.0, log_rate: float = 7.0, variance: float = 0.5) -> Outlook:
    column = [np.array([each]) for each in (GOAL, raised, 0.0, age, DAYS, log_rate, variance)]
    return Outlook(*column)


def morning(of: Outlook, *, balance: float = 10 * GOAL) -> Morning:
    rooms = np.array([[min(balance, GOAL)]])
    added = np.minimum(SEEDS * of.goal[:, None], of.gap[:, None])
    return Morning(of, crowded(), added, Reach(rooms, rooms, np.zeros((1, 1))), np.array([0.3]), np.ones(1))


def rates() -> Array:
    """From what nobody gives to, to what everybody does."""
    return np.arange(4.0, 9.0, 0.125)


class TestLookingAgain:
    def test_gifts_tell_more_and_are_foreseen_without_bias(self) -> None:
        before = outlook()
        after = before.after(WAIT, np.zeros(1), Response(), SIGNALS)
        assert len(after.goal) == len(SIGNALS)
        assert (after.variance < before.variance).all()
        assert np.isclose(after.log_rate.mean(), before.log_rate[0])
        assert (after.age == before.age + WAIT).all()

    def test_a_surprise_is_more_gifts(self) -> None:
        after = outlook().after(WAIT, np.zeros(1), Response(), SIGNALS)
        assert (np.diff(after.raised) > 0).all()

    def test_gifts_never_pass_the_goal(self) -> None:
        after = outlook(raised=70_000, log_rate=12.0).after(WAIT, np.full(1, 6_000.0), Response(), SIGNALS)
        assert (after.raised + 6_000 <= GOAL).all()

    def test_money_of_today_attracts_gifts_meanwhile(self) -> None:
        without, seeded = (outlook().after(WAIT, np.full(1, cents), Response(), SIGNALS) for cents in (0.0, 24_000.0))
        assert (seeded.raised > without.raised).all()


class TestOffers:
    def test_an_offer_fills_part_of_the_gap_and_is_worthwhile(self) -> None:
        found = [
            (of, offer)
            for rate in rates()
            for raised in (0.0, 30_000.0, 72_000.0)
            for age in (0.0, 10.0, 26.0, 29.0)
            for of in [outlook(raised=raised, age=age, log_rate=rate)]
            for offer in offers(morning(of), PRICE)
        ]
        assert found
        for of, offer in found:
            assert 0 < offer.cents <= of.gap[0]
            assert offer.gain > WORTHWHILE

    def test_a_vague_hope_waits_for_the_next_gifts(self) -> None:
        """What would be worth giving if today were the last chance is not given while another look may tell more."""
        waiting = 0
        for rate in rates():
            now = morning(outlook(log_rate=rate))
            worths = now.worths(PRICE)[0]
            waiting += worths.max() - worths[0] > WORTHWHILE and not offers(now, PRICE)
        assert waiting

    def test_nobody_is_offered_what_no_fund_has(self) -> None:
        assert offers(morning(outlook(), balance=0.0), PRICE) == []

    def test_what_will_succeed_or_fail_anyway_is_left_alone(self) -> None:
        assert offers(morning(outlook(log_rate=14.0, variance=0.01)), PRICE) == []
        assert offers(morning(outlook(log_rate=-5.0, variance=0.01)), PRICE) == []

    def test_the_best_use_of_a_cent_comes_first(self) -> None:
        ones = [outlook(log_rate=rate) for rate in rates()]
        together = Outlook(*(np.concatenate([getattr(each, name) for each in ones]) for name in vars(ones[0])))
        rooms = np.full((len(ones), 1), GOAL)
        added = np.minimum(SEEDS * together.goal[:, None], together.gap[:, None])
        whole = Morning(
            together,
            crowded(),
            added,
            Reach(rooms, rooms, np.zeros((len(ones), 1))),
            np.full(len(ones), 0.3),
            np.ones(len(ones)),
        )
        found = offers(whole, PRICE)
        per_cent = [offer.gain / offer.cents for offer in found]
        assert len(found) > 1
        assert per_cent == sorted(per_cent, reverse=True)
