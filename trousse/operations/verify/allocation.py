"""The solver on the public instances, beside the best plans known of them."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trousse.giving.allocation.solver.parsing import read_problem
from trousse.giving.allocation.solver.solving import solve

ENOUGH = 0.999
"""Of the weight of the best plan known."""


def verify_allocation(folder: Path) -> dict[str, Any]:
    """Solves every ``instances/*.json`` and compares with ``best_known.json``.

    Returns ``{"ok": …, "instances": …, "<instance>": {…}}``: an instance is fine when its plan weighs at least
    ``ENOUGH`` of the best known and no bound is under a plan that exists.
    """
    best = json.loads((folder / "best_known.json").read_text(encoding="utf-8"))
    paths = sorted((folder / "instances").glob("*.json"))
    found = {path.stem: _compared(path, best[path.stem]["score"]) for path in paths if path.stem in best}
    fine = bool(found) and all(each["ok"] for each in found.values())
    return {"ok": fine, "instances": len(found), **found}


def _compared(path: Path, best: Mapping[str, int]) -> dict[str, Any]:
    begun = time.monotonic()
    solution = solve(read_problem(path.read_bytes()))
    seconds = time.monotonic() - begun
    weight, certificate = solution.measures.weight, solution.certificate
    exact = min(certificate.price_bound, certificate.bottleneck_bound)
    ours, theirs = _rank(solution.measures.as_figures()), _rank(best)
    return {
        "ok": weight >= ENOUGH * best["weight"] and exact >= best["weight"] and solution.bound >= best["weight"],
        "weight": weight,
        "best_known": best["weight"],
        "bound": solution.bound,
        "all_measures": "better" if ours > theirs else "level" if ours == theirs else "behind",
        "grants": len(solution.plan.grants),
        "seconds": round(seconds, 1),
    }


def _rank(score: Mapping[str, int]) -> tuple[int, ...]:
    """The six measures in their order, greater is better."""
    high, low = ("weight", "count", "depts"), ("flex", "days", "grants")
    return (*(score[name] for name in high), *(-score[name] for name in low))
