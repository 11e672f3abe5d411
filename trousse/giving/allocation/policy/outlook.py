"""Where campaigns will end: gifts of the remaining days, with and without money added today. Pure, vectorised."""

from dataclasses import dataclass

import numpy as np

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
        strides = np.zeros((len(self.goal), STRIDES))
        for duration in np.unique(self.duration):
            rows = self.duration == duration
            days = int(duration)
            worth = by_age[[age_class(age, days) for age in range(days)]]
            reached = np.concatenate([[0.0], np.cumsum(worth)])
            ages = self.age[rows]
            moments = ages[:, None] + (days - ages)[:, None] * np.linspace(0, 1, STRIDES + 1)
            strides[rows] = np.diff(np.interp(moments, np.arange(days + 1), reached), axis=1)
        return strides
