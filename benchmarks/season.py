"""What the policy of a season is worth on five made-up platforms, beside the best simple rules; and how long it takes.

``python -m benchmarks.season`` (or ``make bench ARGS=season``) plays seasons that the policy was not tuned on, prints
the table and writes it into docs/allocation.md. Needs ``../shared/``, whose simulator is the judge.
"""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from statistics import mean
from typing import Any

from django.conf import settings

import benchmarks.ready as ready
from benchmarks import figures
from benchmarks.documents import write_table
from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import ROOT
from trousse.giving.allocation import policy
from trousse.giving.allocation.policy.state import Proposal, State

DOCUMENT = ROOT / "docs" / "allocation.md"
COMMAND = "make bench ARGS=season"
SEEDS = (101, 102, 103, 104)
NONE, OURS = "no fund gives", "this policy"
REFERENCES = {
    "gaps up to 300 €, last evening": "price_300",
    "the same, and 15 % to small goals": "seed15small+price_300",
}
CROWD, CROWD_DAYS = 800, 40
MOST_MS = 100.0

Play = Callable[[State], list[Proposal]]


@dataclass
class Platform:
    """One curve: what each policy made of the seasons of ``SEEDS``, and what nobody can exceed."""

    curve: str
    bound: int = 0
    results: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    def successes(self, name: str) -> int:
        return sum(each["success"] for each in self.results[name])

    def closed(self, name: str) -> float:
        """Percent of what lies between no fund at all and knowing every future gift."""
        nothing = self.successes(NONE)
        return 100 * (self.successes(name) - nothing) / (self.bound - nothing)

    def fairness(self, name: str) -> float:
        """REP success rate / the others'."""
        return float(mean(each["rep_ratio"] for each in self.results[name]))

    @property
    def best(self) -> float:
        """Percent, of the better reference."""
        return max(self.closed(name) for name in REFERENCES)


def main() -> None:
    """Prints the table, then one JSON line. Fails when a promise does not hold."""
    folder = settings.SHARED_DIR / "allocation"
    if not (folder / "simulate.py").is_file():
        ready.say("Pas de dossier « shared » à côté du dépôt : rien à mesurer.")
        ready.report({"curves": 0})
        return
    sys.path.insert(0, str(folder))
    simulate = import_module("simulate")
    platforms = [_played(simulate, curve) for curve in simulate.CURVES]
    rows = _rows(platforms)
    ready.say(figures.table(_head(platforms), rows))
    write_table(DOCUMENT, "season", _head(platforms), rows, by=COMMAND)
    slowest = _slowest_call(simulate)
    ready.say(f"\n  {CROWD} collectes ouvertes : {slowest:.0f} ms de calcul pour le matin le plus long")
    ready.report(
        {
            "closed": {each.curve: round(each.closed(OURS), 1) for each in platforms},
            "best_reference": {each.curve: round(each.best, 1) for each in platforms},
            "slowest_call_ms": round(slowest, 1),
        }
    )
    broken = [*(promise for each in platforms for promise in _broken(each))]
    if slowest > MOST_MS:
        broken.append(f"un appel de plus de {MOST_MS:.0f} ms")
    if broken:
        raise BenchmarkFailed(f"promis et pas tenu : {', '.join(broken)}")


def _played(simulate: Any, curve: str) -> Platform:
    platform = Platform(curve)
    policies: dict[str, Play] = {NONE: simulate.REFERENCES["none"], OURS: policy.propose}
    policies |= {name: simulate.REFERENCES[rule] for name, rule in REFERENCES.items()}
    for seed in SEEDS:
        season = simulate.Season(seed, simulate.CURVES[curve])
        platform.bound += season.bound()[1]
        for name, play in policies.items():
            platform.results.setdefault(name, []).append(simulate.run(season, play))
    ready.say(f"  {curve} : {platform.closed(OURS):.1f} %, meilleure règle simple {platform.best:.1f} %")
    return platform


def _head(platforms: list[Platform]) -> list[str]:
    return ["successes / % closed", *(each.curve.replace("_", " ") for each in platforms), "mean %"]


def _rows(platforms: list[Platform]) -> list[list[str]]:
    rows = []
    for name in (NONE, *REFERENCES, OURS):
        cells = [f"{each.successes(name) / len(SEEDS):.1f} / {each.closed(name):.1f}" for each in platforms]
        rows.append([name, *cells, f"{mean(each.closed(name) for each in platforms):.1f}"])
    rows.append(["every future gift known (bound)", *(f"{each.bound / len(SEEDS):.1f}" for each in platforms), "100"])
    for name in (NONE, OURS):
        ratios = [each.fairness(name) for each in platforms]
        rows.append([f"REP / others, {name}", *(f"{ratio:.2f}" for ratio in ratios), f"{mean(ratios):.2f}"])
    return rows


def _broken(platform: Platform) -> list[str]:
    promises = {
        "sous la meilleure règle simple": platform.closed(OURS) < platform.best,
        "REP moins bien que sans fonds": platform.fairness(OURS) < platform.fairness(NONE),
        "dons refusés": any(each["rejected"] for each in platform.results[OURS]),
    }
    return [f"{platform.curve} {name}" for name, is_broken in promises.items() if is_broken]


def _slowest_call(simulate: Any) -> float:
    """Milliseconds of computing, when all campaigns of a season opened within its first week."""
    season = simulate.Season(SEEDS[0], n=CROWD)
    season.days = CROWD_DAYS
    for campaign in season.C:
        campaign["start"] = campaign["pub"]["opened_day"] = campaign["i"] % 7
    durations = []

    def timed(state: State) -> list[Proposal]:
        begun = time.process_time()
        grants = policy.propose(state)
        durations.append(time.process_time() - begun)
        return grants

    simulate.run(season, timed)
    return figures.MILLISECONDS * max(durations)


if __name__ == "__main__":
    ready.alone(main)
