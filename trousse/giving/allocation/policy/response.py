"""How a campaign's gifts respond to its age and to how full its gauge is, learned from the gifts of the season. Pure.

Gifts of a day ~ rate of the campaign × ``by_age`` × ``by_share``: nothing is assumed of the two curves but that a
fuller gauge never attracts less. Each campaign has its own rate, drawn towards that of its like (goal, duration, REP or
not); so what fullness does is read inside campaigns, never by comparing popular ones with others. Fitted by a few steps
of expectation-maximisation a day; before the first gifts, a mild and lightly held opinion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from trousse.giving.allocation.policy import learned as first
from trousse.giving.allocation.policy.learned import GIFT_BEFORE, RATE_BEFORE, SPREAD_BEFORE, Learned
from trousse.giving.allocation.policy.state import CampaignState, Closed

Array = npt.NDArray[np.float64]

BINS = 64
"""Of the share of the goal, from empty to full."""
KNOTS = np.array([0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0])
SHARE_BEFORE, AGE_BEFORE = np.array(first.SHARE_BEFORE), np.array(first.AGE_BEFORE)
HELD = 12.0
"""Gifts' worth of that opinion, for each of its numbers."""
CAMPAIGNS_BEFORE = 8.0
"""How many campaigns' worth the opinion on rates is."""
DAYS_BEFORE = 60.0
"""How many days with gifts the opinion on their size is held for."""
STEPS = 3


def age_class(age: int, duration: int) -> int:
    """Which of the seven parts of its life a campaign is in."""
    left = duration - 1 - age
    if left < 7:
        return 6 if left < 3 else 5
    if age < 14:
        return 0 if age < 3 else 1 if age < 7 else 2
    return 4 if left < 14 else 3


def age_classes(age: Array, duration: Array) -> Array:
    """The same of many."""
    left = duration - 1 - age
    early = np.where(age < 3, 0, np.where(age < 7, 1, 2))
    middle = np.where(age < 14, early, np.where(left < 14, 4, 3))
    return np.where(left < 7, np.where(left < 3, 6, 5), middle)


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

    def extend(self, values: Array) -> None:
        """Many at once."""
        count = self.count + len(values)
        if count > len(self.values):
            self.values = np.concatenate([self.values, np.zeros(max(count, self.count))])
        self.values[self.count : count] = values
        self.count = count

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

    @classmethod
    def of(cls, learned: Learned) -> "Response":
        """With opinions formed before; nothing is watched yet."""
        return cls(
            by_age=np.array(learned.by_age),
            rises=np.array(learned.rises),
            means=np.array(learned.means),
            spread=learned.spread,
            noise=learned.noise,
        )

    def learned(self, prices: Mapping[str, float]) -> Learned:
        """The curves and habits found so far, with ``prices``."""
        return Learned(
            by_age=tuple(self.by_age.tolist()),
            rises=tuple(self.rises.tolist()),
            means=tuple(self.means.tolist()),
            spread=float(self.spread),
            noise=float(self.noise),
            prices=dict(prices),
        )

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
        fresh = [each for each in campaigns if self._days_of(each) < len(each["gifts_by_day"])]
        if not fresh:
            return
        rows = np.array([self._index[each["id"]] for each in fresh], dtype=np.intp)
        firsts = [self._days[row] for row in rows]
        unseen = [each["gifts_by_day"][first:] for each, first in zip(fresh, firsts, strict=True)]
        grants = [each.get("granted_by_day", [])[first:] for each, first in zip(fresh, firsts, strict=True)]
        days = Days.of([len(gifts) for gifts in unseen])
        amount = days.flat(unseen)
        before = [
            each["raised"] + each["granted"] - sum(gifts) - sum(given)
            for each, gifts, given in zip(fresh, unseen, grants, strict=True)
        ]
        came = days.flat([given or [0] * len(gifts) for given, gifts in zip(grants, unseen, strict=True)])
        found = days.each(before) + days.running(came) + days.running(amount) - amount
        self._who.extend(days.each(rows))
        self._age.extend(age_classes(days.place + days.each(firsts), days.each([d["duration_days"] for d in fresh])))
        self._bin.extend(bins_of(found / days.each([each["goal"] for each in fresh])))
        self._amount.extend(amount)
        for row, each in zip(rows, fresh, strict=True):
            self._days[row] = len(each["gifts_by_day"])

    def _days_of(self, campaign: CampaignState | Closed) -> int:
        """How many of its days were watched; of one that was never met, all."""
        who = self._index.get(campaign["id"])
        return len(campaign["gifts_by_day"]) if who is None else self._days[who]

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


def bins_of(share: Array) -> Array:
    """Of shares of the goal."""
    return np.clip(np.trunc(share * BINS), 0, BINS - 1)


@dataclass(frozen=True)
class Days:
    """Days of several campaigns, one after the other. ``campaign`` and ``place`` say whose each is, and its number."""

    campaign: npt.NDArray[np.intp]
    place: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, counts: Sequence[int]) -> "Days":
        """So many days of each."""
        lengths = np.array(counts, dtype=np.intp)
        starts = np.asarray(np.cumsum(lengths) - lengths, dtype=np.intp)
        campaign = np.repeat(np.arange(len(counts)), lengths)
        return cls(campaign, np.arange(len(campaign)) - starts[campaign], starts)

    def flat(self, by_campaign: Sequence[Sequence[int]]) -> Array:
        """What each day brought, from lists of one campaign each."""
        return np.fromiter(chain.from_iterable(by_campaign), dtype=np.float64, count=len(self.campaign))

    def each(self, of_campaigns: Sequence[int] | npt.NDArray[np.intp]) -> Array:
        """A number of each campaign, on each of its days."""
        return np.asarray(of_campaigns, dtype=np.float64)[self.campaign]

    def running(self, amount: Array) -> Array:
        """Sums since the first of its days, that day included."""
        sums = np.cumsum(amount)
        return sums - (sums - amount)[self.starts][self.campaign]
