"""Plans that weigh the same: more départements, then money that only few projects could have, then what expires first.

Each measure is one more search, with everything more important held where it is. The searches are short: a measure
that is not proven best within its nodes keeps the best plan seen, and ends the series.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from trousse.giving.allocation.solver.core import Core, Found
from trousse.giving.allocation.solver.network import Bools, Floats, Ints, Network
from trousse.giving.allocation.solver.relaxation import Fraction, Relaxation
from trousse.giving.allocation.solver.work import Meter

SMALL = 3_000
"""Pipes; beyond, only the payment of the chosen set looks at these measures."""
SMALLER = 1_500
"""Pipes; up to here other sets that keep flexible money are searched."""
TINY = 600
"""Pipes; up to here every measure is searched, the number of grants too."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """One measure: the columns and prices whose sum is kept low.

    ``known``: what a chosen set has of a measure that only the set decides, so that the relaxation may spare a search.
    """

    columns: Ints
    prices: Floats
    known: Callable[[Bools], int | None] = lambda chosen: None


@dataclass(frozen=True, slots=True)
class Costs:
    """By fund, in the order of pools and funds: what a cent costs in flexibility and in days."""

    flex: Ints
    days: Ints


def better_ties(
    relaxation: Relaxation, root: Fraction, found: Found, costs: Costs, meter: Meter, *, nodes: int
) -> list[Found]:
    """What each measure in turn found, as long as they were proven; the last is the best. None in a large network."""
    network = relaxation.network
    if network.pipes > SMALL:
        return []
    core = Core(relaxation, meter)
    core.search_widely()
    core.add_gates(np.flatnonzero(network.least > 1))
    core.fix_beyond(root, float(network.weight[found.chosen].sum()))
    every = np.arange(core.projects)
    _hold(core, every, network.weight.astype(np.float64), float(network.weight[found.chosen].sum()))
    results: list[Found] = []
    best = found.chosen
    stages = _stages(core, network, costs)
    counted = found.is_optimal and not found.was_content
    values = _completed(core, found, stages[1].columns)
    for stage in stages:
        _ask(core, stage)
        known = stage.known(best)
        if known is not None and (
            (counted and stage is stages[0]) or math.floor(-core.relaxed_least() + 1e-6) <= known
        ):
            _hold_at_most(core, stage, -float(known))
            continue
        core.start_from(values)
        better = core.search(nodes=nodes)
        if better is None:
            break
        results.append(better)
        if not better.is_optimal:
            break
        best, values = better.chosen, better.values
        _hold_at_most(core, stage, core.highs.getInfo().objective_function_value)
    return results


def _completed(core: Core, found: Found, depts: Ints) -> Floats:
    """The solution with the columns that were added since: départements that are touched, gates that are open."""
    values = np.zeros(core.highs.getNumCol())
    values[: len(found.values)] = found.values
    touched = {core.network.projects[number].dept for number in found.chosen.nonzero()[0].tolist()}
    values[depts] = [float(dept in touched) for dept in sorted({one.dept for one in core.network.projects})]
    for pipe, gate in core.gates.items():
        if gate >= len(found.values):
            values[gate] = float(values[core.projects + pipe] > core.network.crumb / core.network.unit)
    return values


def _stages(core: Core, network: Network, costs: Costs) -> list[_Stage]:
    """What to keep low, most important first."""
    projects = np.arange(core.projects)
    depts = _departements(core, network)
    pipes = core.projects + np.arange(network.pipes)
    first_fund = np.cumsum([0, *(len(pool) for pool in network.pools)])[:-1]
    stages = [
        _Stage(projects, np.full(core.projects, -1.0), lambda chosen: int(chosen.sum())),
        _Stage(depts, np.full(len(depts), -1.0), lambda chosen: _touched(network, chosen)),
    ]
    if network.pipes <= SMALLER:
        stages.append(_Stage(pipes, costs.flex[first_fund][network.pool_of].astype(np.float64)))
    if network.pipes <= TINY and all(len(pool) == 1 for pool in network.pools):
        stages.append(_Stage(pipes, costs.days[network.pool_of].astype(np.float64)))
        core.add_gates(np.arange(network.pipes))
        gates = np.array(sorted(core.gates.values()), dtype=np.int64)
        stages.append(_Stage(gates, np.ones(len(gates))))
    return stages


def _ask(core: Core, stage: _Stage) -> None:
    total = core.highs.getNumCol()
    cost = np.zeros(total)
    cost[stage.columns] = stage.prices
    core.highs.changeColsCost(total, np.arange(total, dtype=np.int32), cost)


def _touched(network: Network, chosen: Bools) -> int:
    return len({network.projects[number].dept for number in chosen.nonzero()[0].tolist()})


def _departements(core: Core, network: Network) -> Ints:
    """A column by département that is 1 only when one of its projects is completed."""
    by_dept: dict[str, list[int]] = {}
    for number, project in enumerate(network.projects):
        by_dept.setdefault(project.dept, []).append(number)
    columns = []
    for dept in sorted(by_dept):
        column, projects = core.highs.getNumCol(), by_dept[dept]
        core.highs.addVar(0, 1)
        ends = np.array([*projects, column], dtype=np.int32)
        values = np.array([*(1.0 for _ in projects), -1.0])
        core.highs.addRow(0, highspy.kHighsInf, len(ends), ends, values)
        columns.append(column)
    return np.array(columns, dtype=np.int64)


def _hold(core: Core, columns: Ints, values: Floats, total: float) -> None:
    core.highs.addRow(total, total, len(columns), columns.astype(np.int32), values)


def _hold_at_most(core: Core, stage: _Stage, total: float) -> None:
    """What was reached stays. More room than rounding needs would be spent, in fractions of cents, on what follows."""
    used, unit = stage.prices != 0, core.network.unit
    kept = stage.columns[used].astype(np.int32)
    if len(kept):
        exact = round(total * unit) / unit  # integer costs of integer cents
        room = 1e-8 * max(1.0, abs(exact))
        core.highs.addRow(-highspy.kHighsInf, exact + room, len(kept), kept, stage.prices[used])
