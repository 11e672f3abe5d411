"""How good forecasts were, once the ends are known, and a fair way to ask: each by a model that never saw it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trousse.fundraising.campaigns.forecast.facts import Forecast, Past, SoFar
from trousse.fundraising.campaigns.forecast.features import Array
from trousse.fundraising.campaigns.forecast.learning import elapsed_at, learn
from trousse.fundraising.campaigns.forecast.model import HIGH, LOW, MEDIAN, Fit, forecast

MOMENTS = (0.05, 0.10, 0.20, 0.33, 0.50, 0.75)
"""Shares of the duration at which forecasts are judged."""
FOLDS = 5
BINS = 10
MOST = 3.0
"""Totals and quantiles count as at most this many goals in the pinball loss: one joke goal must not outweigh all."""

Foreteller = Callable[[Sequence[SoFar]], list[Forecast]]
Learner = Callable[[Sequence[Past]], Foreteller]


@dataclass(frozen=True)
class Scores:
    """At one moment. ``brier``, ``pinball`` (of the goal), ``ece`` and ``error``: less is better.

    ``ece``: how far the probabilities are from what happened, in ten classes. ``coverage``: how many totals were
    between low and high. ``error``: the median of |median − total| / total, of campaigns that raised something.
    """

    moment: float
    campaigns: int
    auc: float
    brier: float
    ece: float
    coverage: float
    error: float
    pinball: float


def learned(former: Fit | None = None) -> Learner:
    """Our own way of learning, as ``cross_validated`` wants it."""

    def learner(history: Sequence[Past]) -> Foreteller:
        fit = learn(history, former)
        return lambda campaigns: forecast(fit, campaigns)

    return learner


def cross_validated(
    history: Sequence[Past], learner: Learner, moments: Sequence[float] = MOMENTS, seed: int = 0
) -> list[Scores]:
    """Five parts drawn by ``seed``; each is foretold by what was learned from the four others."""
    told: dict[float, list[Forecast | None]] = {moment: [None] * len(history) for moment in moments}
    for train, test in _folds(len(history), seed):
        foretell = learner([history[index] for index in train])
        for moment in moments:
            answers = foretell([_state(history[index], moment) for index in test])
            for index, answer in zip(test, answers, strict=True):
                told[moment][index] = answer
    return [judged(moment, history, [each for each in told[moment] if each]) for moment in moments]


def judged_at(history: Sequence[Past], foretell: Foreteller, moments: Sequence[float] = MOMENTS) -> list[Scores]:
    """Scores of a model that has nothing to learn from ``history``, at each moment."""
    return [judged(at, history, foretell([_state(past, at) for past in history])) for at in moments]


def judged(moment: float, history: Sequence[Past], forecasts: Sequence[Forecast]) -> Scores:
    """``forecasts``: one for each campaign of ``history``, in its order."""
    goals = np.array([max(past.goal, 1) for past in history], dtype=np.float64)
    totals = np.array([past.total for past in history], dtype=np.float64)
    succeeded = np.array([past.succeeded for past in history], dtype=np.float64)
    chances = np.array([each.probability for each in forecasts], dtype=np.float64)
    low, median, high = np.array([(each.low, each.median, each.high) for each in forecasts], dtype=np.float64).T
    gave = totals > 0
    quantiles = ((LOW, low), (MEDIAN, median), (HIGH, high))
    losses = [_pinball(np.minimum(totals / goals, MOST), np.minimum(told / goals, MOST), at) for at, told in quantiles]
    return Scores(
        moment=moment,
        campaigns=len(history),
        auc=_auc(chances, succeeded),
        brier=float(np.mean((chances - succeeded) ** 2)),
        ece=_ece(chances, succeeded),
        coverage=float(np.mean((low <= totals) & (totals <= high))),
        error=float(np.median(np.abs(median[gave] - totals[gave]) / totals[gave])) if gave.any() else 0.0,
        pinball=float(np.mean(losses)),
    )


def _state(past: Past, moment: float) -> SoFar:
    return past.at(elapsed_at(moment, past.duration_days))


def _folds(count: int, seed: int) -> Iterator[tuple[list[int], list[int]]]:
    drawn = np.random.default_rng(seed).permutation(count) % FOLDS
    for fold in range(FOLDS):
        yield np.flatnonzero(drawn != fold).tolist(), np.flatnonzero(drawn == fold).tolist()


def _pinball(total: Array, told: Array, share: float) -> float:
    miss = total - told
    return float(np.mean(np.maximum(share * miss, (share - 1) * miss)))


def _ece(chances: Array, happened: Array) -> float:
    classes = np.minimum((chances * BINS).astype(int), BINS - 1)
    return float(sum(abs((chances - happened)[classes == each].sum()) for each in range(BINS)) / max(len(chances), 1))


def _auc(chances: Array, happened: Array) -> float:
    """How often a campaign that succeeded was thought likelier than one that did not; ties count half."""
    order = _ranks(chances)
    yes, no = int(happened.sum()), int(len(happened) - happened.sum())
    return float((order[happened > 0].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else 0.5


def _ranks(values: Array) -> npt.NDArray[np.float64]:
    """From 1; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)
