"""The solver on the public instances, small and very large, beside the greedy and the best plans known.

``python -m benchmarks.allocation`` (or ``make bench-allocation``) prints the table and writes it into
docs/allocation.md. Needs ``../shared/``.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

import benchmarks.ready as ready
from benchmarks import figures
from benchmarks.documents import write_table
from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import ROOT
from trousse.giving.allocation.solver.check import measure
from trousse.giving.allocation.solver.greedy import Order, greedy
from trousse.giving.allocation.solver.parsing import read_problem
from trousse.giving.allocation.solver.problem import Problem
from trousse.giving.allocation.solver.solution import Solution
from trousse.giving.allocation.solver.solving import solve

DOCUMENT = ROOT / "docs" / "allocation.md"
COMMAND = "make bench-allocation"
HEAD = (
    "instance",
    "funds × projects",
    "smallest gap first",
    "weight per cent first",
    "best known",
    "**plan**",
    "exact bound",
    "proven gap",
    "grants",
    "CPU seconds",
)
ENOUGH = 0.999
"""Of the best known weight."""
LARGE, LARGEST_GAP = 50_000, 0.005
"""Projects from which a proven gap is promised, and that gap."""


@dataclass(frozen=True)
class Measured:
    """One instance: what the greedy does in both orders, what we do, and the CPU seconds it took (one thread)."""

    problem: Problem
    greedy: Mapping[Order, int]
    best_known: int
    solution: Solution
    seconds: float


def main() -> None:
    """Prints the table, then one JSON line. Fails when an aim is missed."""
    folder = settings.SHARED_DIR / "allocation"
    if not folder.is_dir():
        ready.say("Pas de dossier « shared » à côté du dépôt : rien à mesurer.")
        ready.report({"instances": []})
        return
    found = []
    for content, best_known in _instances(folder):
        found.append(_measured(content, best_known))
        ready.say(f"  {found[-1].problem.id} : {found[-1].seconds:.1f} s")
    rows = [_row(one) for one in found]
    ready.say("\n" + figures.table(HEAD, rows))
    write_table(DOCUMENT, "instances", HEAD, rows, by=COMMAND)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ready.report({"instances": [_told(one) for one in found], "megabytes": megabytes})
    short = [one.problem.id for one in found if _is_short(one)]
    if short:
        raise BenchmarkFailed(f"en dessous de ce qui est promis : {', '.join(short)}")


def _instances(folder: Path) -> Iterator[tuple[bytes, int]]:
    """Each instance with the weight of its best known plan; those that a seed makes are made again."""
    known = json.loads((folder / "best_known.json").read_text(encoding="utf-8"))
    by_size = sorted(known.items(), key=lambda item: (item[1]["score"]["count"], item[0]))
    for name, best in by_size:
        if "make" in best:
            script, *arguments = best["make"].split()
            made = subprocess.run([sys.executable, folder / script, *arguments], stdout=subprocess.PIPE, check=True)
            yield made.stdout, best["weight"]
        else:
            yield (folder / "instances" / f"{name}.json").read_bytes(), best["weight"]


def _measured(content: bytes, best_known: int) -> Measured:
    begun = time.process_time()
    problem = read_problem(content)
    solution = solve(problem)
    seconds = time.process_time() - begun
    floor = {order: measure(problem, greedy(problem, order)).weight for order in Order}
    return Measured(problem, floor, best_known, solution, seconds)


def _row(one: Measured) -> list[str]:
    weight, bound = one.solution.measures.weight, one.solution.bound
    return [
        one.problem.id,
        f"{_number(len(one.problem.funds))} × {_number(len(one.problem.projects))}",
        *(_number(one.greedy[order]) for order in (Order.SMALLEST_GAP, Order.WEIGHT_PER_GAP)),
        _number(one.best_known),
        f"**{_number(weight)}**",
        _number(_exact(one.solution)),
        "0, searched" if one.solution.certificate.searched and bound < _exact(one.solution) else _percent(one.solution),
        _number(len(one.solution.plan.grants)),
        f"{one.seconds:.1f}",
    ]


def _exact(solution: Solution) -> int:
    return min(solution.certificate.price_bound, solution.certificate.bottleneck_bound)


def _percent(solution: Solution) -> str:
    return f"{100 * solution.gap:.4f} %" if solution.gap else "0"


def _told(one: Measured) -> dict[str, Any]:
    return {
        "instance": one.problem.id,
        "best_known": one.best_known,
        "greedy": {str(order): weight for order, weight in one.greedy.items()},
        "seconds": round(one.seconds, 1),
        **one.solution.as_figures(),
    }


def _is_short(one: Measured) -> bool:
    too_wide = len(one.problem.projects) >= LARGE and one.solution.gap > LARGEST_GAP
    return too_wide or one.solution.measures.weight < ENOUGH * one.best_known


def _number(value: int) -> str:
    """As the page writes numbers, in English."""
    return f"{value:,}"


if __name__ == "__main__":
    ready.alone(main)
