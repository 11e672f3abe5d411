"""The policy of a season: on every state, even absurd, what it proposes may be paid; and it learns what it should."""

import random
from collections.abc import Callable
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.giving.allocation.policy.seasons import an_evening, campaign, fund, morning, play, random_state
from trousse.giving.allocation import policy
from trousse.giving.allocation.policy.proposing import Memory
from trousse.giving.allocation.policy.response import Response
from trousse.giving.allocation.policy.state import Proposal, State, accepts, gap_of, room


def proposed(state: State) -> list[Proposal]:
    return Memory().propose(state)


class TestRules:
    @settings(max_examples=60, deadline=None)
    @given(seed=st.integers(0, 10**6))
    def test_every_grant_may_be_paid(self, seed: int) -> None:
        state = random_state(seed)
        funds = {each["id"]: each for each in state["funds"]}
        campaigns = {each["id"]: each for each in state["campaigns"]}
        for grant in proposed(state):
            payer, payee, amount = funds[grant["fund"]], campaigns[grant["project"]], grant["amount"]
            assert isinstance(amount, int)
            assert accepts(payer, payee)
            assert payer["expires"] is None or payer["expires"] >= state["day"]
            assert min(payer["min_grant"], gap_of(payee)) <= amount <= min(payer["balance"], room(payer, payee))
            assert 0 < amount <= gap_of(payee)
            payer["balance"] -= amount
            payee["granted"] += amount
            payee["granted_by"] = {**payee["granted_by"], payer["id"]: payee["granted_by"].get(payer["id"], 0) + amount}

    @settings(max_examples=30, deadline=None)
    @given(seed=st.integers(0, 10**6))
    def test_the_order_of_the_lists_is_of_no_account(self, seed: int) -> None:
        state, shuffled = random_state(seed), random_state(seed)
        chance = random.Random(seed)
        shuffled["funds"] = chance.sample(shuffled["funds"], len(shuffled["funds"]))
        shuffled["campaigns"] = chance.sample(shuffled["campaigns"], len(shuffled["campaigns"]))
        assert proposed(state) == proposed(shuffled)

    def test_the_state_is_left_as_it_was(self) -> None:
        state = random_state(7)
        before = deepcopy(state)
        proposed(state)
        assert state == before

    def test_nothing_to_give_or_nobody_to_give_to(self) -> None:
        assert proposed(morning([], [campaign()])) == []
        assert proposed(morning([fund()], [])) == []
        assert proposed(an_evening([fund()], [], day=29)) == []

    def test_a_season_without_time_left(self) -> None:
        state = morning([fund()], [campaign()], day=200, horizon=150)
        assert isinstance(proposed(state), list)


class TestEvening:
    def test_completes_on_the_last_evening_and_not_before(self) -> None:
        last = campaign(raised=70_000, opened_day=0, duration_days=30)
        assert proposed(an_evening([fund()], [last], day=28)) == []
        assert proposed(an_evening([fund()], [last], day=29)) == [
            {"fund": "F1", "project": "C1", "amount": 10_000, "kind": "top_up"}
        ]

    def test_whole_or_not_at_all(self) -> None:
        last = campaign(raised=70_000, opened_day=0, duration_days=30)
        assert proposed(an_evening([fund(balance=9_999)], [last], day=29)) == []

    def test_several_funds_join(self) -> None:
        last = campaign(raised=70_000, opened_day=0, duration_days=30)
        grants = proposed(an_evening([fund("F1", cap=6_000), fund("F2", cap=6_000)], [last], day=29))
        assert sum(grant["amount"] for grant in grants) == 10_000
        assert max(grant["amount"] for grant in grants) == 6_000

    def test_of_two_the_one_that_lacks_less(self) -> None:
        near, far = (campaign(name, raised=raised, opened_day=0) for name, raised in (("A", 72_000), ("B", 75_000)))
        (grant,) = proposed(an_evening([fund(balance=10_000)], [near, far], day=29))
        assert grant["project"] == "B"

    def test_a_price_above_its_worth_is_not_paid(self) -> None:
        memory = Memory(prices={"F1": 1 / 5_000})
        last = campaign(raised=70_000, opened_day=0, duration_days=30)
        assert memory.propose(an_evening([fund()], [last], day=29)) == []

    def test_what_was_given_before_counts(self) -> None:
        """It would go home if the campaign failed."""
        memory = Memory(prices={"F1": 1 / 15_000})
        helped = campaign(raised=60_000, granted=10_000, granted_by={"F1": 10_000}, opened_day=0, duration_days=30)
        assert memory.propose(an_evening([fund()], [helped], day=29)) == []


class TestLearning:
    def test_seeds_where_a_fuller_gauge_attracts(self) -> None:
        learned = [self._learned(lambda share: 0.2 + 3 * min(share, 0.3)), self._learned(lambda share: 1.0)]
        answers = [response.by_share[20] / response.by_share[0] for response in learned]
        assert answers[0] > 3
        assert answers[1] < 2

    def test_finds_out_when_gifts_come(self) -> None:
        by_age = self._learned(lambda share: 1.0, last_week=4.0).by_age
        assert by_age[-1] > 2 * by_age[0]

    def test_rep_is_compared_with_rep(self) -> None:
        response = self._learned(lambda share: 1.0, rep=0.4)
        assert response.means[1] < response.means[0] - 0.3

    def test_without_a_gift_its_opinion_stays_an_opinion(self) -> None:
        response = Response()
        response.learn()
        assert response.by_share[0] > 0
        assert (response.by_age > 0).all()

    @staticmethod
    def _learned(attracts: Callable[[float], float], last_week: float = 1.0, rep: float = 1.0) -> Response:
        response, chance = Response(), random.Random(17)
        play(response, chance, attracts=attracts, last_week=last_week, rep=rep)
        for _ in range(12):
            response.learn()
        return response


class TestSeasons:
    def test_the_same_season_twice(self) -> None:
        states = [random_state(seed, day=day) for day, seed in enumerate([5, 5, 5])]
        first, second = ([policy.propose(deepcopy(state)) for state in states] for _ in range(2))
        assert first == second

    def test_day_zero_forgets_the_season_before(self) -> None:
        opening = morning([fund()], [campaign()], day=0)
        before = policy.propose(opening)
        for day in range(5):
            policy.propose(random_state(day, day=day + 1))
        assert policy.propose(opening) == before

    def test_begun_in_the_middle_it_reads_what_was_given(self) -> None:
        late = campaign(raised=30_000, gifts_by_day=[3_000] * 10, opened_day=0, duration_days=30)
        memory = Memory()
        memory.propose(morning([fund()], [late], day=10))
        log_rate, variance = memory.response.rate_of([late])
        assert variance[0] < memory.response.spread
        assert log_rate[0] > 0


class TestRulesOfSolidarity:
    def test_of_two_that_cost_the_same_the_one_that_counts_more_is_completed(self) -> None:
        """There is money for one of them."""
        last = {"raised": 60_000, "duration_days": 30, "gifts_by_day": [2_000] * 30}
        ones = [campaign("C1", worth=100, **last), campaign("C2", worth=150, **last)]
        given = Memory(prices={"F1": 1e-5}).propose(an_evening([fund(balance=20_000)], ones, day=29))
        assert [grant["project"] for grant in given] == ["C2"]

    def test_without_rules_every_success_counts_as_one(self) -> None:
        state = random_state(11, day=3)
        for each in state["campaigns"]:
            each["worth"] = 100
        assert proposed(state) == proposed(random_state(11, day=3))
