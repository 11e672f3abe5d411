"""Where campaigns will end: gifts of the remaining days, with and without money added today. Pure, vectorised."""

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from trousse.giving.allocation.policy.response import BINS, Array, Response, age_class

STRIDES = 14
"""Steps in which the rest of a campaign is foreseen, whatever its length."""
NORMAL = np.array([-1.5341, -0.8871, -0.4888, -0.1573, 0.1573, 0.4888, 0.8871, 1.5341])
"""Middles of equally likely slices of the normal law."""
FUTURES = len(NORMAL)


@dataclass(frozen=True)
class Outlook:
    """Campaigns, one a row: cents, days."""

    goal: Array
    raised: Array
    granted: Array
    age: Array
    duration: Array
    log_rate: Array
    variance: Array

    @property
    def gap(self) -> Array:
        """Cents missing to reach the goal."""
        return self.goal - self.raised - self.granted

    @property
    def days_left(self) -> Array:
        """After this one."""
        return self.duration - 1 - self.age

    def of(self, rows: npt.NDArray[np.intp]) -> "Outlook":
        """The campaigns of these rows, in this order; one may come several times."""
        return Outlook(*(getattr(self, each.name)[rows] for each in fields(self)))

    def after(self, days: float, added: Array, response: Response, signals: Array) -> "Outlook":
        """``days`` later, with cents ``added`` today: all campaigns as each signal tells, one signal after the other.

        A signal is how much its gifts differ from what was foreseen, in deviations of what they can tell of its rate.
        Money added is not counted as granted: its options are.
        """
        days_worth = (self._lived(response.by_age, self.age + days) - self._lived(response.by_age, self.age))[:, 0]
        share = np.minimum((self.raised + self.granted + added) / self.goal * BINS, BINS - 1)
        exposure = days_worth * response.by_share[share.astype(np.intp)]
        left = 1 / (np.exp(self.log_rate) * exposure / response.noise + 1 / self.variance)
        told = np.sqrt(np.maximum(0.0, self.variance - left))
        log_rate = (self.log_rate + signals[:, None] * told).ravel()
        again = self.of(np.tile(np.arange(len(self.goal)), len(signals)))
        gifts = np.exp(log_rate + np.tile(left, len(signals)) / 2) * np.tile(exposure, len(signals))
        return replace(
            again,
            raised=again.raised + np.minimum(gifts, again.gap - np.tile(added, len(signals))),
            age=again.age + days,
            log_rate=log_rate,
            variance=np.tile(left, len(signals)),
        )

    def needs(self, response: Response, added: Array) -> Array:
        """Cents of funds each ends with if it is completed: campaigns × ``added`` columns × equally likely futures.

        Never less than what it has with ``added``; what its gifts leave missing otherwise.
        """
        strides = self._strides(response.by_age)
        curve = response.by_share
        funds = (self.granted[:, None] + added)[:, :, None]
        goal = self.goal[:, None, None]
        future = np.exp(self.log_rate) * strides.sum(axis=1) * curve[BINS // 2] + 1.0
        deviation = np.sqrt(self.variance + np.minimum(1.0, response.noise / future))
        rate = np.exp(self.log_rate[:, None] + deviation[:, None] * NORMAL)[:, None, :]
        share = np.repeat((self.raised[:, None, None] + funds) / goal, FUTURES, axis=2)
        speed = rate / goal
        for stride in range(STRIDES):
            bins = np.minimum(share * BINS, BINS - 1).astype(np.intp)
            share += np.where(share < 1.0, speed * strides[:, stride, None, None] * curve[bins], 0.0)
        return np.maximum(funds, goal - (share * goal - funds))

    def _strides(self, by_age: Array) -> Array:
        """Campaigns × steps: how many usual days' gifts each step is worth."""
        left = (self.duration - self.age)[:, None]
        moments = self.age[:, None] + left * np.linspace(0, 1, STRIDES + 1)
        return np.diff(self._lived(by_age, moments), axis=1)

    def _lived(self, by_age: Array, ages: Array) -> Array:
        """Campaigns × ages: how many usual days' gifts each has been worth by then."""
        ages = ages.reshape(len(self.goal), -1)
        lived = np.zeros_like(ages)
        for duration in np.unique(self.duration):
            rows, days = self.duration == duration, int(duration)
            worth = by_age[[age_class(age, days) for age in range(days)]]
            reached = np.concatenate([[0.0], np.cumsum(worth)])
            lived[rows] = np.interp(ages[rows], np.arange(days + 1), reached)
        return lived
