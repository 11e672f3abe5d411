"""How long it takes to simulate a version of the solidarity rules on a made-up school year, and how surely.

``python -m benchmarks.rules`` (or ``make bench ARGS=rules``) prints the table and writes it into docs/allocation.md.
Years are drawn from their size: the same campaigns, money and answers on any machine. ``BENCH_SCALE`` makes them small.
"""

import os
import time
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import benchmarks.ready as ready
from benchmarks import figures
from benchmarks.documents import write_table
from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import ROOT
from trousse.core.money import Euro
from trousse.giving.allocation.simulation.scoring import Settings, simulate
from trousse.giving.allocation.simulation.season import Closed, Income, SchoolYear, Season
from trousse.giving.equalisation.rules import FIRST, Limits, Rules, Weights
from trousse.giving.funds.rules import FundLimits, ProjectFeatures, Restriction
from trousse.people.schools.facts import DEPARTEMENTS

DOCUMENT = ROOT / "docs" / "allocation.md"
COMMAND = "make bench ARGS=rules"
HEAD = (
    "campaigns",
    "funds",
    "of which capped",
    "succeed alone",
    "rules in force",
    "a draft",
    "widest gap",
    "CPU seconds",
)
YEARS = ((2_000, 12, 0), (2_000, 60, 30), (20_000, 12, 0), (20_000, 60, 0))
"""Campaigns, funds, and how many of these have a cap, a share or a least grant."""
YEAR = SchoolYear(2025)
THEMES = [f"theme-{number}" for number in range(10)]
LEVELS = ("maternelle", "elementaire", "college", "lycee")
DRAFT = Rules(
    version=2,
    weights=Weights(rep=200, rep_plus=300, rural=50, ips_low=30, ips_below=900),
    limits=Limits(most_share_bp=6_000, least_raised_bp=1_000),
)
SETTINGS = Settings(least=5, bands=(900, 1_100))
MONEY = 0.35
"""What funds receive, of what all campaigns together lack."""
LARGEST_GAP = 0.005
MOST_SECONDS = 300.0


@dataclass(frozen=True)
class Measured:
    """One year, what the simulation tells of it, and its CPU seconds: three plans, one thread."""

    campaigns: int
    funds: int
    capped: int
    told: dict[str, Any]
    seconds: float

    @property
    def gap(self) -> float:
        outcomes = [self.told[name] for name in ("in_force", "draft")]
        return float(max(1 - each["weight"] / each["bound"] for each in outcomes))


def main() -> None:
    """Prints the table, then one JSON line. Fails when a promise does not hold."""
    scale = float(os.environ.get("BENCH_SCALE", "1"))
    found = []
    for campaigns, funds, capped in YEARS:
        found.append(_measured(max(100, round(campaigns * scale)), funds, capped))
        ready.say(f"  {found[-1].campaigns} collectes, {funds} fonds : {found[-1].seconds:.1f} s")
    rows = [_row(one) for one in found]
    ready.say("\n" + figures.table(HEAD, rows))
    if scale == 1:
        write_table(DOCUMENT, "rules", HEAD, rows, by=COMMAND)
    years = [{"campaigns": each.campaigns, "funds": each.funds, "seconds": round(each.seconds, 1)} for each in found]
    ready.report({"years": years})
    if any(one.gap > LARGEST_GAP or one.seconds > MOST_SECONDS for one in found):
        raise BenchmarkFailed(f"une année à plus de {LARGEST_GAP:.1%} de la borne, ou de {MOST_SECONDS:.0f} secondes")


def made_up(campaigns: int, funds: int, capped: int) -> Season:
    """Of so many campaigns half make it alone; so many funds, the first for any project, most with criteria."""
    chance = Random(campaigns + funds + capped)
    places = [(place.code, place.academie, chance.paretovariate(1.2)) for place in DEPARTEMENTS]
    closed = tuple(_campaign(chance, number, places) for number in range(1, campaigns + 1))
    share = sum(each.missing for each in closed) * MONEY / (funds + 7)
    incomes = tuple(_income(chance, number, share, is_capped=number > funds - capped) for number in range(1, funds + 1))
    return Season(year=YEAR, until=YEAR.last_day, campaigns=closed, incomes=incomes)


def _campaign(chance: Random, number: int, places: list[tuple[str, str, float]]) -> Closed:
    [(departement, academie, _)] = chance.choices(places, [size for _, _, size in places])
    goal = chance.choice((40_000, 60_000, 80_000, 100_000, 150_000, 250_000))
    opened = YEAR.first_day + timedelta(days=chance.randint(0, 330))
    return Closed(
        id=number,
        goal=goal,
        raised=int(goal * min(1.3, chance.lognormvariate(-0.35, 0.7))),
        features=ProjectFeatures(
            themes=frozenset({chance.choice(THEMES)}),
            departement=departement,
            academie=academie,
            level_groups=frozenset({chance.choice(LEVELS)}),
            priority=chance.choices(("non", "rep", "rep+"), (75, 15, 10))[0],
            zone=chance.choices(("rural", "urbain"), (3, 7))[0],
            ips=chance.randint(600, 1_500),
        ),
        opened_on=opened,
        closed_on=opened + timedelta(days=30),
    )


def _income(chance: Random, number: int, share: float, *, is_capped: bool) -> Income:
    is_open = number == 1
    asked: dict[str, list[str]] = {}
    if not is_open:
        codes = [place.code for place in DEPARTEMENTS]
        choices: list[tuple[str, float, list[str]]] = [
            ("themes", 0.4, chance.sample(THEMES, 2)),
            ("departements", 0.4, chance.sample(codes, 5)),
            ("priorities", 0.15, ["rep", "rep+"]),
            ("zones", 0.15, ["rural"]),
            ("level_groups", 0.15, [chance.choice(LEVELS)]),
        ]
        asked = {key: values for key, likely, values in choices if chance.random() < likely}
    limits = FundLimits()
    if is_capped:
        cap, part = Euro(chance.choice((20_000, 40_000, 60_000))), chance.choice((None, 5_000))
        limits = FundLimits(cap=cap, share_cap_bp=part, least=Euro(chance.choice((0, 0, 2_000))))
    cents = int(share * chance.lognormvariate(0, 0.8) * (8 if is_open else 1))
    return Income(fund=number, cents=cents, restriction=Restriction.of(**asked), limits=limits)


def _measured(campaigns: int, funds: int, capped: int) -> Measured:
    season = made_up(campaigns, funds, capped)
    begun = time.process_time()
    found = simulate([season], in_force=FIRST, draft=DRAFT, settings=SETTINGS)
    [told] = found["seasons"]
    return Measured(campaigns, funds, capped, told, time.process_time() - begun)


def _row(one: Measured) -> list[str]:
    counts = [one.campaigns, one.funds, one.capped, one.told["alone"]]
    succeeded = [one.told[name]["succeeded"] for name in ("in_force", "draft")]
    gap = f"{100 * one.gap:.4f} %" if one.gap else "0"
    return [*(f"{figure:,}" for figure in [*counts, *succeeded]), gap, f"{one.seconds:.1f}"]


if __name__ == "__main__":
    ready.alone(main)
