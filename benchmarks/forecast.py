"""How good forecasts are on 2,608 past campaigns, beside the figures published for them; and how long they take.

``python -m benchmarks.forecast`` (or ``make bench-forecast``) prints the table and writes it into docs/forecast.md;
``--ship`` also learns from all of them and writes the fit that comes with the repository. Needs ``../shared/``.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

import benchmarks.ready as ready
from benchmarks import figures
from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import ROOT
from trousse.fundraising.campaigns.forecast import Past, forecast
from trousse.fundraising.campaigns.forecast.learning import learn
from trousse.fundraising.campaigns.forecast.scores import Scores, cross_validated, learned
from trousse.fundraising.campaigns.forecast.shipped import Shipped, ship, shipped
from trousse.operations.verify.forecast import PUBLISHED, SERIES, Published, missed, past_campaigns

DOCUMENT = ROOT / "docs" / "forecast.md"
BEGIN, END = "<!-- forecast: written by `make bench-forecast` -->", "<!-- end of forecast -->"
SOURCE = "Catarse (Brazil, 2013 to 2016), daily series of Irio/work-harder, MIT © 2016 Irio Irineu Musskopf Junior"
MANY = 800
DAY = 10
SEED = 2017


def main() -> None:
    """Prints the table, then one JSON line. Fails when an aim is missed."""
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
    _write(DOCUMENT, scores)
    learning, foretelling = _seconds(history)
    ready.say(f"\n  apprendre : {learning:.1f} s ; prévoir {MANY} collectes : {1000 * foretelling:.0f} ms")
    ready.report(
        {
            "campaigns": len(history),
            "scores": [vars(each) for each in scores],
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


def _write(document: Path, scores: list[Scores]) -> None:
    """The table between its two marks; the rest of the page is ours to write."""
    text = document.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = [HEAD, ["---:"] * len(HEAD), *_rows(scores)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    document.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")


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
