"""Funds and campaigns of one moment of a season as arrays, and which may pay which. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from trousse.giving.allocation.policy.outlook import Outlook
from trousse.giving.allocation.policy.prices import Reach
from trousse.giving.allocation.policy.response import Array, Response
from trousse.giving.allocation.policy.state import CampaignState, FundState, last_day, meets, told_of, worth_of

_Number = Literal["goal", "raised", "granted", "opened_day", "duration_days"]

NEVER = 10**9
"""A day that does not come."""


@dataclass
class Criteria:
    """Which fund accepts which campaign, kept from one day to the next: neither changes often."""

    _restrictions: list[str] = field(default_factory=list)
    _rows: dict[str, Array] = field(default_factory=dict)

    def rows(self, funds: Sequence[FundState], campaigns: Sequence[CampaignState]) -> Array:
        """Campaigns × funds: 1.0 where accepted."""
        restrictions = [f"{fund['id']} {sorted(fund['restrict'].items())}" for fund in funds]
        if restrictions != self._restrictions:
            self._restrictions, self._rows = restrictions, {}
        for each in campaigns:
            if each["id"] not in self._rows:
                told = told_of(each)
                self._rows[each["id"]] = np.array([float(meets(fund["restrict"], told)) for fund in funds])
        return np.array([self._rows[each["id"]] for each in campaigns]).reshape(len(campaigns), len(funds))


@dataclass(frozen=True)
class Purse:
    """Funds, one a column. Cents; ``share`` of the goal; last day of payment."""

    balance: Array
    cap: Array
    share: Array
    expires: Array
    column: dict[str, int]

    @classmethod
    def of(cls, funds: Sequence[FundState]) -> "Purse":
        """In the order given."""
        return cls(
            balance=np.array([fund["balance"] for fund in funds], dtype=np.float64),
            cap=np.array([np.inf if fund["cap"] is None else fund["cap"] for fund in funds]),
            share=np.array([np.inf if fund["cap_share_bp"] is None else fund["cap_share_bp"] / 1e4 for fund in funds]),
            expires=np.array([NEVER if fund["expires"] is None else fund["expires"] for fund in funds]),
            column={fund["id"]: place for place, fund in enumerate(funds)},
        )

    def given(self, campaigns: Sequence[CampaignState]) -> Array:
        """Campaigns × funds: cents given already."""
        given = np.zeros((len(campaigns), len(self.column)))
        for row, each in enumerate(campaigns):
            for fund, cents in each["granted_by"].items():
                if fund in self.column:
                    given[row, self.column[fund]] = cents
        return given

    def reach(self, accepted: Array, goal: Array, had: Array, first: Array, last: Array) -> Reach:
        """What each may give on the days ``first`` and ``last``, balances aside."""
        caps = np.minimum(self.cap, goal[:, None] * self.share)
        rooms = accepted * np.clip(caps - had, 0.0, goal[:, None])
        return Reach(rooms * (self.expires >= first[:, None]), rooms * (self.expires >= last[:, None]), had)


def open_ones(campaigns: Sequence[CampaignState], day: int, response: Response) -> Outlook:
    """Campaigns as they stand on the morning of ``day``."""
    log_rate, variance = response.rate_of(campaigns)
    return Outlook(
        goal=_column(campaigns, "goal"),
        raised=_column(campaigns, "raised"),
        granted=_column(campaigns, "granted"),
        age=day - _column(campaigns, "opened_day"),
        duration=_column(campaigns, "duration_days"),
        log_rate=log_rate,
        variance=variance,
    )


def coming_ones(alike: Sequence[CampaignState], response: Response) -> Outlook:
    """New campaigns like those, on the morning they open."""
    nothing = np.zeros(len(alike))
    goal, duration = _column(alike, "goal"), _column(alike, "duration_days")
    return Outlook(goal, nothing, nothing, nothing, duration, *response.usual_rate(alike))


def last_days(campaigns: Sequence[CampaignState]) -> Array:
    """The last day of each."""
    return np.array([last_day(each) for each in campaigns], dtype=np.float64)


def worths(campaigns: Sequence[CampaignState]) -> Array:
    """What the success of each counts, in ordinary ones."""
    return np.array([worth_of(each) for each in campaigns])


def _column(campaigns: Sequence[CampaignState], key: _Number) -> Array:
    return np.array([each[key] for each in campaigns], dtype=np.float64)
