"""How a campaign's gifts respond to its age and to how full its gauge is, learned from the gifts of the season. Pure.

Gifts of a day ~ rate of the campaign × ``by_age`` × ``by_share``: nothing is assumed of the two curves but that a
fuller gauge never attracts less. Each campaign has its own rate, drawn towards that of its like (goal, duration, REP or
not); so what fullness does is read inside campaigns, never by comparing popular ones with others. Fitted by a few steps
of expectation-maximisation a day; before the first gifts, a mild and lightly held opinion.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from trousse.giving.allocation.policy.state import CampaignState, Closed

Array = npt.NDArray[np.float64]

BINS = 64
"""Of the share of the goal, from empty to full."""
KNOTS = np.array([0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0])
SHARE_BEFORE = np.array([0.5, 0.25, 0.2, 0.1, 0.05, 0.1, 0.3, 0.3])
"""What an empty gauge attracts, then what each stretch between knots adds, before anything is seen."""
AGE_BEFORE = np.array([1.5, 1.4, 1.0, 0.8, 0.9, 1.3, 1.4])
"""Of the first three days, the first week, the second; the middle; the last fortnight, week, three days."""
HELD = 12.0
"""Gifts' worth of that opinion, for each of its numbers."""
RATE_BEFORE, SPREAD_BEFORE, CAMPAIGNS_BEFORE = -0.2, 0.4, 8.0
"""Mean and variance of the log of a campaign's rate × duration / goal, and how many campaigns' worth that is."""
GIFT_BEFORE, DAYS_BEFORE = 6000.0, 60.0
"""Variance of a day's gifts / their mean, in cents; held for that many days with gifts."""
STEPS = 3


def age_class(age: int, duration: int) -> int:
    """Which of the seven parts of its life a campaign is in."""
    left = duration - 1 - age
    if left < 7:
        return 6 if left < 3 else 5
    if age < 14:
        return 0 if age < 3 else 1 if age < 7 else 2
    return 4 if left < 14 else 3


def _ramps() -> Array:
    """Bins × numbers of the curve: each adds its height along its stretch, and stays."""
    middles = (np.arange(BINS) + 0.5) / BINS
    rises = [np.clip((middles - low) / (high - low), 0, 1) for low, high in pairwise(KNOTS)]
    return np.column_stack([np.ones(BINS), *rises])


RAMPS = _ramps()


@dataclass
class _Column:
    """Numbers that are added one by one and read as an array."""

    values: Array = field(default_factory=lambda: np.zeros(1024))
    count: int = 0

    def add(self, value: float) -> None:
        if self.count == len(self.values):
            self.values = np.concatenate([self.values, np.zeros(self.count)])
        self.values[self.count] = value
        self.count += 1

    @property
    def seen(self) -> Array:
        return self.values[: self.count]


@dataclass
class Response:
    """What the season has taught so far."""

    by_age: Array = field(default_factory=lambda: AGE_BEFORE.copy())
    rises: Array = field(default_factory=lambda: SHARE_BEFORE.copy())
    means: Array = field(default_factory=lambda: np.full(2, RATE_BEFORE))
    """Mean of the log of rate × duration / goal, outside REP and in REP."""
    spread: float = SPREAD_BEFORE
    noise: float = GIFT_BEFORE
    """Variance of a day's gifts / their mean, in cents: the weight of one gift as a surprise."""
    _index: dict[str, int] = field(default_factory=dict)
    _days: list[int] = field(default_factory=list)
    _usual: _Column = field(default_factory=_Column)
    _group: _Column = field(default_factory=_Column)
    _who: _Column = field(default_factory=_Column)
    _age: _Column = field(default_factory=_Column)
    _bin: _Column = field(default_factory=_Column)
    _amount: _Column = field(default_factory=_Column)
    _log: Array = field(default_factory=lambda: np.zeros(0))
    _variance: Array = field(default_factory=lambda: np.zeros(0))

    @property
    def by_share(self) -> Array:
        """What a gauge attracts, by bin."""
        return np.asarray(RAMPS @ self.rises, dtype=np.float64)

    def meet(self, campaigns: Sequence[CampaignState]) -> None:
        """Takes note of campaigns never seen before."""
        for each in campaigns:
            if each["id"] not in self._index:
                self._index[each["id"]] = len(self._index)
                self._days.append(0)
                self._usual.add(float(np.log(each["goal"] / each["duration_days"])))
                self._group.add(float(each["rep"] != "non"))

    def watch(self, campaigns: Sequence[CampaignState] | Sequence[Closed]) -> None:
        """Takes note of gifts not yet seen: each day's, with the gauge that the donors of that day found."""
        for each in campaigns:
            who = self._index.get(each["id"])
            if who is None:
                continue
            gifts, first = each["gifts_by_day"], self._days[who]
            if first == len(gifts):
                continue
            found = each["raised"] + each["granted"] - sum(gifts[first:])
            for age in range(first, len(gifts)):
                self._who.add(who)
                self._age.add(age_class(age, each["duration_days"]))
                self._bin.add(bin_of(found / each["goal"]))
                self._amount.add(gifts[age])
                found += gifts[age]
            self._days[who] = len(gifts)

    def learn(self) -> None:
        """A few steps towards the curves and rates that explain best what was seen."""
        who, age, share = (column.seen.astype(np.intp) for column in (self._who, self._age, self._bin))
        amount, group, count = self._amount.seen, self._group.seen.astype(np.intp), len(self._index)
        usual = self._usual.seen
        fresh = count - len(self._log)
        self._log = np.concatenate([self._log, usual[count - fresh :] + self.means[group[count - fresh :]]])
        for _ in range(STEPS):
            curve = self.by_share
            exposure = np.bincount(who, self.by_age[age] * curve[share], minlength=count)
            gifts = np.bincount(who, amount, minlength=count)
            self._rates(gifts / self.noise, exposure / self.noise, usual + self.means[group])
            self._likes(self._log - usual, group)
            rate = np.exp(self._log + self._variance / 2)[who]
            self._ages(age, amount, rate * curve[share])
            self._shares(share, amount, rate * self.by_age[age])
            self._steady()
        rate = np.exp(self._log + self._variance / 2)[who]
        expected = rate * self.by_age[age] * self.by_share[share]
        surprise = float(((amount - expected) ** 2).sum()) + DAYS_BEFORE * GIFT_BEFORE * 3000.0
        self.noise = surprise / (float(expected.sum()) + DAYS_BEFORE * 3000.0)

    def rate_of(self, campaigns: Sequence[CampaignState]) -> tuple[Array, Array]:
        """Mean and variance of the log of each one's rate (cents a day), given its own gifts."""
        rows = [self._index[each["id"]] for each in campaigns]
        return self._log[rows], self._variance[rows]

    def usual_rate(self, campaigns: Sequence[CampaignState]) -> tuple[Array, Array]:
        """The same for new campaigns like these."""
        usual = np.array([np.log(each["goal"] / each["duration_days"]) for each in campaigns])
        group = np.array([int(each["rep"] != "non") for each in campaigns], dtype=np.intp)
        return usual + self.means[group], np.full(len(campaigns), self.spread)

    def _rates(self, gifts: Array, exposure: Array, mean: Array) -> None:
        log = self._log
        for _ in range(4):
            expected = np.exp(log) * exposure
            step = (gifts - expected - (log - mean) / self.spread) / (expected + 1 / self.spread)
            log = log + np.clip(step, -1.0, 1.0)
        self._log, self._variance = log, 1 / (np.exp(log) * exposure + 1 / self.spread)

    def _likes(self, relative: Array, group: npt.NDArray[np.intp]) -> None:
        whole = (relative.sum() + CAMPAIGNS_BEFORE * RATE_BEFORE) / (len(relative) + CAMPAIGNS_BEFORE)
        sums, counts = np.bincount(group, relative, minlength=2), np.bincount(group, minlength=2)
        self.means = (sums + CAMPAIGNS_BEFORE * whole) / (counts + CAMPAIGNS_BEFORE)
        deviations = (relative - self.means[group]) ** 2 + self._variance
        self.spread = (deviations.sum() + CAMPAIGNS_BEFORE * SPREAD_BEFORE) / (len(relative) + CAMPAIGNS_BEFORE)

    def _steady(self) -> None:
        """Curves keep their mean: only their product with the rates can be known."""
        for curve, before in ((self.by_age, AGE_BEFORE), (self.rises, SHARE_BEFORE)):
            drift = float(curve.sum() / before.sum())
            curve /= drift
            self._log += np.log(drift)
            self.means += np.log(drift)

    def _ages(self, age: npt.NDArray[np.intp], amount: Array, exposure: Array) -> None:
        size, held = len(AGE_BEFORE), HELD * self.noise
        gifts = np.bincount(age, amount, minlength=size) + held
        self.by_age = gifts / (np.bincount(age, exposure, minlength=size) + held / AGE_BEFORE)

    def _shares(self, share: npt.NDArray[np.intp], amount: Array, exposure: Array) -> None:
        gifts = np.bincount(share, amount, minlength=BINS)
        offered = np.bincount(share, exposure, minlength=BINS) @ RAMPS
        held = HELD * self.noise
        for _ in range(4):
            ratio = gifts / (RAMPS @ self.rises)
            self.rises = (self.rises * (ratio @ RAMPS) + held) / (offered + held / SHARE_BEFORE)


def bin_of(share: float) -> int:
    """Of a share of the goal."""
    return min(BINS - 1, max(0, int(share * BINS)))
