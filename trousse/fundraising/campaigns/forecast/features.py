"""What of a campaign tells how it will end, as columns of numbers. All of it is a ratio, a number of gifts or of days.

No column depends on a currency: sums are told in shares of the goal, and the goal in usual gifts. A model learned on
one platform therefore says something on another.
"""

from collections.abc import Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from trousse.fundraising.campaigns.forecast.facts import SoFar

Array = npt.NDArray[np.float64]

NAMES = (
    *("raised_little", "raised_some", "raised", "gifts", "recent_gifts", "recent_raised"),
    *("silence", "silent_days", "duration", "no_gift", "goal_in_gifts"),
)
"""Columns of ``features``, in their order."""

RECENT = 0.25
"""The last quarter of the days gone by, one day at least."""
LATE_DAYS = 10.0
"""Payments by slip are confirmed up to some days after the end: then nothing more comes."""
MOST_RAISED = 1.5
"""Further above its goal a campaign is not another kind of campaign."""
USUAL_DAYS = 60.0
SHORTEST, LONGEST = 5.0, 90.0
"""Days: beyond what was learned from, a duration counts as the nearest one that was."""


def moments(campaigns: Sequence[SoFar]) -> Array:
    """Where each is in its life: 0 at the opening, 1 at the end, then 2 once late payments have come too."""
    return np.array([_moment(each) for each in campaigns], dtype=np.float64)


def raised(campaigns: Sequence[SoFar]) -> Array:
    """Shares of the goal; a goal of zero is reached."""
    return np.array([each.raised / each.goal if each.goal else np.inf for each in campaigns], dtype=np.float64)


def features(campaigns: Sequence[SoFar], typical_gift: float) -> Array:
    """One row a campaign, one column for each of ``NAMES``. ``typical_gift``: cents, in the currency of the goals."""
    rows = [_row(each, typical_gift) for each in campaigns]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def _moment(campaign: SoFar) -> float:
    over = campaign.elapsed_days - campaign.duration_days
    if over <= 0:
        return max(campaign.elapsed_days, 0.0) / campaign.duration_days
    return 1.0 + min(over / LATE_DAYS, 1.0)


def _row(campaign: SoFar, typical_gift: float) -> tuple[float, ...]:
    gifts, elapsed, goal = campaign.known, max(campaign.elapsed_days, 0.0), max(campaign.goal, 1)
    share = min(sum(gift.amount for gift in gifts) / goal, MOST_RAISED)
    since = elapsed - max(elapsed * RECENT, 1.0)
    recent = [gift for gift in gifts if gift.day >= since]
    silent = elapsed - 1 - max((gift.day for gift in gifts), default=-1)
    return (
        log(share + 0.01),
        log(share + 0.1),
        min(share, 1.0),
        log1p(sum(gift.count for gift in gifts)),
        log1p(sum(gift.count for gift in recent)),
        log(min(sum(gift.amount for gift in recent) / goal, MOST_RAISED) + 0.01),
        max(silent, 0.0) / max(elapsed, 1.0),
        log1p(max(silent, 0.0)),
        log(min(max(campaign.duration_days, SHORTEST), LONGEST) / USUAL_DAYS),
        float(not gifts),
        log(goal / typical_gift),
    )
