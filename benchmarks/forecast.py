"""How good forecasts are on 2,608 past campaigns, beside the figures published for them; and how long they take.

``python -m benchmarks.forecast`` (or ``make bench-forecast``) prints the tables and writes them into docs/forecast.md;
``--ship`` also learns from all of them and writes the fit that comes with the repository. Needs ``../shared/``.
"""

import sys
import time
from datetime import UTC, datetime

from django.conf import settings

import benchmarks.ready as ready
from benchmarks import figures
from benchmarks.documents import write_table
from benchmarks.errors import BenchmarkFailed
from benchmarks.other_platforms import MOMENTS, Elsewhere, measured
from benchmarks.servers import ROOT
from trousse.fundraising.campaigns.forecast import Past, forecast
from trousse.fundraising.campaigns.forecast.learning import learn
from trousse.fundraising.campaigns.forecast.scores import Scores, cross_validated, learned
from trousse.fundraising.campaigns.forecast.shipped import Shipped, ship, shipped
from trousse.operations.verify.forecast import PUBLISHED, SERIES, Published, missed, past_campaigns

DOCUMENT = ROOT / "docs" / "forecast.md"
COMMAND = "make bench-forecast"
SOURCE = "Catarse (Brazil, 2013 to 2016), daily series of Irio/work-harder, MIT © 2016 Irio Irineu Musskopf Junior"
MANY = 800
DAY = 10
SEED = 2017


def main() -> None:
    """Prints the tables, then one JSON line. Fails when an aim is missed."""
    series = settings.SHARED_DIR / "data" / "campaigns" / SERIES
    if not series.is_file():
        ready.say("Pas de dossier « shared » à côté du dépôt : rien à mesurer.")
        ready.report({"campaigns": 0})
        return
    history = past_campaigns(series)
    if "--ship" in sys.argv[1:]:
        ship(Shipped(learn(history), SOURCE, datetime.now(UTC).date(), len(history)))
    scores = cross_validated(history, learned(), seed=SEED)
    ready.say(figures.table(HEAD, _rows(scores)))
    elsewhere = [_row_elsewhere(each) for each in measured(settings.SHARED_DIR / "allocation")]
    ready.say("\n" + figures.table(HEAD_ELSEWHERE, elsewhere))
    write_table(DOCUMENT, "forecast", HEAD, _rows(scores), by=COMMAND)
    write_table(DOCUMENT, "elsewhere", HEAD_ELSEWHERE, elsewhere, by=COMMAND)
    learning, foretelling = _seconds(history)
    ready.say(f"\n  apprendre : {learning:.1f} s ; prévoir {MANY} collectes : {1000 * foretelling:.0f} ms")
    ready.report(
        {
            "campaigns": len(history),
            "scores": [vars(each) for each in scores],
            "elsewhere": elsewhere,
            "learn_seconds": round(learning, 2),
            "forecast_ms": round(1000 * foretelling, 1),
        }
    )
    short = [f"{name} à {each.moment:.0%}" for each in scores for name in missed(each)]
    if short:
        raise BenchmarkFailed(f"visé et pas atteint : {', '.join(short)}")


HEAD = [
    *("at", "AUC", "Brier", "simple", "boost"),
    *("pinball / goal", "simple", "boost", "ECE", "80 % interval", "median error"),
]


def _rows(scores: list[Scores]) -> list[list[str]]:
    return [_row(each, PUBLISHED[each.moment]) for each in scores]


def _row(found: Scores, published: Published) -> list[str]:
    losses = (
        *(found.auc, found.brier, published.brier_simple, published.brier_boost),
        *(found.pinball, published.pinball_simple, published.pinball_boost, found.ece),
    )
    shares = (found.coverage, found.error)
    return [f"{found.moment:.0%}", *(f"{each:.3f}" for each in losses), *(f"{each:.0%}" for each in shares)]


HEAD_ELSEWHERE = [
    "five other platforms",
    *(f"{name} at {moment:.0%}" for name in ("Brier", "pinball", "interval") for moment in MOMENTS),
]


def _row_elsewhere(found: Elsewhere) -> list[str]:
    losses = [f"{each:.3f}" for each in (*found.brier, *found.pinball)]
    return [found.name, *losses, *(f"{each:.0%}" for each in found.coverage)]


def _seconds(history: list[Past]) -> tuple[float, float]:
    begun = time.perf_counter()
    learn(history)
    learning = time.perf_counter() - begun
    states = [past.at(DAY) for past in history[:MANY]]
    forecast(shipped().fit, states)
    begun = time.perf_counter()
    forecast(shipped().fit, states)
    return learning, time.perf_counter() - begun


if __name__ == "__main__":
    ready.alone(main)
