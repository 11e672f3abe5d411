"""Learning from our own campaigns."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from trousse.core import clock
from trousse.fundraising.campaigns.forecast import Past, forecast
from trousse.fundraising.campaigns.forecast.learning import learn
from trousse.fundraising.campaigns.forecast.model import VERSION, as_json
from trousse.fundraising.campaigns.forecast.scores import Scores, cross_validated, judged_at, learned
from trousse.fundraising.campaigns.forecasting import first_fit, history
from trousse.fundraising.campaigns.models import ForecastFit
from trousse.platform.parameters.selectors import integer

log = logging.getLogger(__name__)

MOST_CAMPAIGNS = 4_000
"""The newest say most, and a fit stays a matter of a minute and of some hundred megabytes."""


@dataclass(frozen=True)
class Refit:
    """What came of it. ``kept``: the new fit, None when the former stays; ``why`` in words.

    ``loss`` and ``former_loss``: Brier score + pinball loss on our own campaigns, mean of the moments; less is better.
    """

    campaigns: int
    kept: ForecastFit | None
    why: str
    loss: float | None = None
    former_loss: float | None = None


def forecast_refit() -> Refit:
    """Learn from the campaigns that closed here, and keep it if it foretells them better than the shipped fit.

    Both are judged on campaigns that they have not seen: the shipped fit saw none, the new one by cross-validation.
    What our history does not show stays as in the shipped fit. Nothing is written when the history is too small.
    """
    pasts = [past for past in history(MOST_CAMPAIGNS) if past.goal > 0]
    short = _too_small(pasts)
    if short:
        return Refit(len(pasts), None, short)
    first = first_fit()
    former = judged_at(pasts, partial(forecast, first))
    own = cross_validated(pasts, learned(first))
    losses = _loss(own), _loss(former)
    if losses[0] >= losses[1]:
        return Refit(len(pasts), None, "Apprendre de nos collectes ne prévoit pas mieux : rien ne change.", *losses)
    kept = ForecastFit.objects.create(
        learned_at=clock.now(),
        version=VERSION,
        campaigns=len(pasts),
        fit=as_json(learn(pasts, first)),
        scores={"shipped": _told(former), "own": _told(own)},
    )
    log.info("forecasts learned again", extra={"campaigns": len(pasts)})
    return Refit(len(pasts), kept, f"Le modèle a appris de {len(pasts)} collectes.", *losses)


def _too_small(pasts: Sequence[Past]) -> str:
    fewest, of_each = integer("campaigns.fewest_to_learn_from"), integer("campaigns.fewest_of_each_outcome")
    succeeded = sum(past.succeeded for past in pasts)
    missed = len(pasts) - succeeded
    if len(pasts) >= fewest and min(succeeded, missed) >= of_each:
        return ""
    return (
        f"L’histoire est trop courte, le modèle en place reste. Collectes terminées : {len(pasts)} "
        f"({succeeded} réussies, {missed} manquées) ; il en faut {fewest}, dont {of_each} de chaque sorte."
    )


def _loss(scores: Sequence[Scores]) -> float:
    return sum(each.brier + each.pinball for each in scores) / len(scores)


def _told(scores: Sequence[Scores]) -> list[dict[str, Any]]:
    return [{name: round(value, 4) for name, value in asdict(each).items()} for each in scores]
