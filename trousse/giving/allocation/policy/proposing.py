"""A season's policy: whom to seed in the morning, whom to complete in the evening (docs/allocation.md).

A success is worth 1, or what the rules of solidarity make it count, and a cent of a fund its price: the successes that
it could buy elsewhere until the season ends. What a failed campaign was given goes home, so money costs its price only
where it succeeds. Hence, for each campaign and each amount that could be added this morning, the mean over its futures
of ``max(0, worth - price of all funds give)``, less a charge for money that lies in campaigns and serves nobody else
meanwhile. The best amount is given where it beats waiting for what the next gifts will tell. On its last evening a
campaign is completed if that costs less than it is worth. Pure and deterministic.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from trousse.giving.allocation.policy.board import Criteria, Purse, coming_ones, last_days, open_ones, worths
from trousse.giving.allocation.policy.learned import Learned
from trousse.giving.allocation.policy.morning import SEEDS, Morning
from trousse.giving.allocation.policy.patience import offers
from trousse.giving.allocation.policy.prices import Reach, Wanted, settled
from trousse.giving.allocation.policy.response import Array, Response
from trousse.giving.allocation.policy.state import CampaignState, FundState, Proposal, State, gap_of, last_day, worth_of
from trousse.giving.allocation.policy.till import Till

ALIKE = 96
"""Campaigns seen so far that stand for those still to open."""
ROUNDS, FIRST_ROUNDS = 4, 60
"""Of the prices, each morning and the first."""
SPREAD = 0.618034
"""Multiples of it modulo 1 fall evenly: the days on which campaigns to come will open."""
COMPLETED = 0.3
"""Share of a goal that a success is thought to cost before anything is known."""


@dataclass
class Memory:
    """All that is remembered of one season: what gifts taught, prices, campaigns met. ``propose`` updates it."""

    response: Response = field(default_factory=Response)
    prices: dict[str, float] = field(default_factory=dict)
    _met: dict[str, CampaignState] = field(default_factory=dict)
    _criteria: Criteria = field(default_factory=Criteria)

    @classmethod
    def of(cls, learned: Learned, past: Sequence[CampaignState]) -> "Memory":
        """Begun again from what was learned; ``past`` campaigns, no longer under way, are watched anew."""
        memory = cls(response=Response.of(learned), prices=dict(learned.prices))
        met = sorted(past, key=lambda each: each["id"])
        memory.response.meet(met)
        memory.response.watch(met)
        memory._met = {each["id"]: each for each in met}
        return memory

    @property
    def learned(self) -> Learned:
        """What to begin again from."""
        return self.response.learned(self.prices)

    def propose(self, state: State) -> list[Proposal]:
        """Grants of this moment, all within the rules of their funds. The same whatever the order of the lists."""
        funds = sorted(state["funds"], key=lambda fund: fund["id"])
        campaigns = sorted((each for each in state["campaigns"] if gap_of(each) > 0), key=lambda each: each["id"])
        self.response.meet(campaigns)
        self.response.watch(sorted(state["history"], key=lambda each: each["id"]))
        self.response.watch(campaigns)
        for each in campaigns:
            self._met.setdefault(each["id"], each)
        if not funds or not campaigns:
            return []
        if state["moment"] == "morning":
            return self._seeds(state, funds, campaigns)
        ending = [each for each in campaigns if last_day(each) == state["day"]]
        return self._completions(state["day"], funds, ending)

    def _seeds(self, state: State, funds: Sequence[FundState], campaigns: Sequence[CampaignState]) -> list[Proposal]:
        self.response.learn()
        day, purse = state["day"], Purse.of(funds)
        now = self._open(state, purse, funds, campaigns)
        price = self._settle(state, purse, funds, now)
        accepted = self._criteria.rows(funds, campaigns)
        till = Till(funds, day, self.prices)
        for offer in offers(now, price):
            cents = int(offer.cents)
            till.pay(
                campaigns[offer.row], till.plan(campaigns[offer.row], accepted[offer.row], cents - cents % 100), "seed"
            )
        return till.paid

    def _completions(self, day: int, funds: Sequence[FundState], ending: Sequence[CampaignState]) -> list[Proposal]:
        """Cheapest first, whole or not at all; what was given before counts, for it would go home."""
        till, accepted = Till(funds, day, self.prices), self._criteria.rows(funds, ending)
        costs = [
            self._cost(till.plan(each, row, gap_of(each)), each) for each, row in zip(ending, accepted, strict=True)
        ]
        for place in sorted(range(len(ending)), key=lambda place: (costs[place], gap_of(ending[place]), place)):
            each = ending[place]
            plan = till.plan(each, accepted[place], gap_of(each))
            if costs[place] <= 1.0 and sum(plan.values()) == gap_of(each):
                till.pay(each, plan, "top_up")
        return till.paid

    def _cost(self, plan: dict[str, int], campaign: CampaignState) -> float:
        paid = [*plan.items(), *campaign["granted_by"].items()]
        return sum(self.prices.get(fund, 0.0) * cents for fund, cents in paid) / worth_of(campaign)

    def _settle(self, state: State, purse: Purse, funds: Sequence[FundState], now: Morning) -> Array:
        """Prices of this morning: of what open campaigns and those to come will want, and all money not yet spent."""
        first = not self.prices
        usual = 1 / (COMPLETED * float(np.mean([each["goal"] for each in self._met.values()])))
        price = np.array([self.prices.get(fund["id"], usual) for fund in funds])
        wanted = [each.wanted(price) for each in (now, self._coming(state, purse, funds)) if each]
        whole = Wanted.of(wanted)
        price = settled(price, purse.balance + now.reach.had.sum(axis=0), whole, FIRST_ROUNDS if first else ROUNDS)
        self.prices = {fund["id"]: float(each) for fund, each in zip(funds, price, strict=True)}
        return price

    def _open(
        self, state: State, purse: Purse, funds: Sequence[FundState], campaigns: Sequence[CampaignState]
    ) -> Morning:
        day = state["day"]
        outlook = open_ones(campaigns, day, self.response)
        added = np.minimum(SEEDS * outlook.goal[:, None], outlook.gap[:, None])
        accepted = self._criteria.rows(funds, campaigns)
        today = np.full(len(campaigns), float(day))
        reach = purse.reach(accepted, outlook.goal, purse.given(campaigns), today, last_days(campaigns))
        reach = Reach(np.minimum(reach.now, purse.balance), np.minimum(reach.later, purse.balance), reach.had)
        return Morning(
            outlook,
            self.response,
            added,
            reach,
            _away(last_days(campaigns) - day, state["horizon_days"] - today),
            worths(campaigns),
        )

    def _coming(self, state: State, purse: Purse, funds: Sequence[FundState]) -> Morning | None:
        """Campaigns still to open, like those met and as often, as long as the longest can end within the season."""
        met, day = list(self._met.values()), state["day"]
        until = state["horizon_days"] - max(each["duration_days"] for each in met)
        if until <= day:
            return None
        alike = met[:: max(1, len(met) // ALIKE)]
        outlook = coming_ones(alike, self.response)
        added = SEEDS * outlook.goal[:, None]
        opening = np.asarray(day + 1 + np.arange(len(alike)) * SPREAD % 1.0 * (until - day), dtype=np.float64)
        accepted = self._criteria.rows(funds, alike)
        reach = purse.reach(accepted, outlook.goal, np.zeros_like(accepted), opening, opening + outlook.duration - 1)
        since = min(each["opened_day"] for each in met)
        count = len(met) / (day - since + 1) * (until - day) / len(alike)
        return Morning(
            outlook,
            self.response,
            added,
            reach,
            _away(outlook.duration, state["horizon_days"] - opening),
            worths(alike),
            count,
        )


def _away(left: Array, rest: Array) -> Array:
    """Days before they close, as a part of the rest of the season."""
    return np.asarray(np.clip(left / np.maximum(rest, 1.0), 0.0, 1.0), dtype=np.float64)


_seasons: dict[str, Memory] = {}


def propose(state: State) -> list[Proposal]:
    """Grants of this moment; remembers the season since its day 0, on which it forgets the one before."""
    if "now" not in _seasons or (state["day"] == 0 and state["moment"] == "morning"):
        _seasons["now"] = Memory()
    return _seasons["now"].propose(state)
