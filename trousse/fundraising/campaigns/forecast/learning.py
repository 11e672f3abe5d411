"""Learning from campaigns that are over, each seen at many moments of its life."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from trousse.fundraising.campaigns.forecast.curves import fit
from trousse.fundraising.campaigns.forecast.facts import Past, SoFar
from trousse.fundraising.campaigns.forecast.features import Array, features, moments, raised
from trousse.fundraising.campaigns.forecast.ladders import ADDED, BEYOND, MISSING, Ladder
from trousse.fundraising.campaigns.forecast.model import RUNG, SUCCESS, Fit, above, with_odds

SEEN_AT = (0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.26, 0.33, 0.42, 0.5, 0.62, 0.75, 0.87, 1.0)
"""Shares of the duration at which each campaign is looked at, beside its opening."""
SEEN_AFTER = (2, 5, 10)
"""And days after its end, for what is confirmed late."""


class NothingToLearn(ValueError):
    """No campaign, or all of them ended alike."""


def elapsed_at(share: float, duration_days: int) -> int:
    """Whole days gone by at that share of the duration, one at least."""
    return max(1, round(share * duration_days))


@dataclass(frozen=True)
class _Seen:
    """Campaigns at moments of their lives, and how each ended: one row a moment."""

    columns: Array
    moments: Array
    ratio: Array
    succeeded: Array
    final: Array

    def only(self, rows: npt.NDArray[np.bool_]) -> "_Seen":
        kept = (self.columns, self.moments, self.ratio, self.succeeded, self.final)
        return _Seen(*(each[rows] for each in kept))

    def reading(self, columns: Array) -> "_Seen":
        return replace(self, columns=columns)


def learn(history: Sequence[Past], former: Fit | None = None) -> Fit:
    """From campaigns that are over. With ``former``, what is rare in this history stays as it was learned before.

    Campaigns without a goal teach nothing and are left out. Raises NothingToLearn.
    """
    useful = [past for past in history if past.goal > 0]
    if len({past.succeeded for past in useful}) < 2:
        raise NothingToLearn("campaigns that succeeded and campaigns that did not are needed")
    typical = _typical_gift(useful) or (former.typical_gift if former else 1.0)
    seen = _seen(useful, typical)
    collecting, done = seen.only(seen.ratio < 1), seen.only(seen.ratio >= 1)
    success = fit(
        SUCCESS,
        collecting.columns,
        collecting.moments,
        [collecting.succeeded],
        [former.success] if former else [],
    )[0]
    collecting = collecting.reading(
        with_odds(collecting.columns, success.logits(collecting.columns, collecting.moments))
    )
    done = done.reading(above(done.columns, done.ratio))
    short, enough = collecting.only(collecting.final < 1), collecting.only(collecting.final >= 1)
    rest = (short.final - short.ratio) / (1 - short.ratio)
    return Fit(
        typical,
        success,
        _ladder(MISSING, short, rest, former.missing if former else None),
        _ladder(BEYOND, enough, np.log(enough.final), former.beyond if former else None),
        _ladder(ADDED, done, np.log(done.final / done.ratio), former.added if former else None),
    ).rounded()


def _seen(history: Sequence[Past], typical_gift: float) -> _Seen:
    pairs = [(past, past.at(elapsed)) for past in history for elapsed in looked_at(past)]
    states: list[SoFar] = [state for _, state in pairs]
    return _Seen(
        columns=features(states, typical_gift),
        moments=moments(states),
        ratio=raised(states),
        succeeded=np.array([past.succeeded for past, _ in pairs], dtype=np.float64),
        final=np.array([past.total / past.goal for past, _ in pairs], dtype=np.float64),
    )


def looked_at(past: Past) -> list[int]:
    """Days gone by: the opening, then shares of the duration, then after the end; not once it was closed."""
    days = [0, *(elapsed_at(share, past.duration_days) for share in SEEN_AT)]
    days += [past.duration_days + late for late in SEEN_AFTER]
    return [day for day in days if past.lived_days is None or day <= past.lived_days]


def _typical_gift(history: Sequence[Past]) -> float:
    count = sum(gift.count for past in history for gift in past.gifts)
    return sum(past.total for past in history) / count if count else 0.0


def _ladder(rungs: tuple[float, ...], seen: _Seen, rest: Array, former: Ladder | None) -> Ladder:
    happened = [(rest <= rung).astype(np.float64) for rung in rungs[:-1]]
    return Ladder(rungs, tuple(fit(RUNG, seen.columns, seen.moments, happened, former.curves if former else ())))
