"""Plans that weigh the same: more départements, then money that only few projects could have, then what expires first.

Each measure is one more search, with everything more important held where it is. The searches are short: a measure
that is not proven best within its nodes keeps the best plan seen, and ends the series.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from trousse.giving.allocation.core import Core, Found
from trousse.giving.allocation.network import Floats, Ints, Network
from trousse.giving.allocation.relaxation import EURO, Fraction, Relaxation
from trousse.giving.allocation.work import Meter

SMALL = 20_000
"""Pipes; beyond, only the payment of the chosen set looks at these measures."""
TINY = 600
"""Pipes; up to here every measure is searched, the number of grants too."""


@dataclass(frozen=True, slots=True)
class Costs:
    """By fund, in the order of pools and funds: what a cent costs in flexibility and in days."""

    flex: Ints
    days: Ints


def better_ties(
    relaxation: Relaxation, root: Fraction, found: Found, costs: Costs, meter: Meter, *, nodes: int
) -> list[Found]:
    """What each measure in turn found, as long as they were proven; the last is the best."""
    network = relaxation.network
    if network.pipes > SMALL:
        return []
    core = Core(relaxation, meter)
    value = float(network.weight[found.chosen].sum()) + int(found.chosen.sum()) / (1 + len(network.projects))
    core.fix_beyond(root, value)
    every = np.arange(core.projects)
    _hold(core, every, network.weight.astype(np.float64), float(network.weight[found.chosen].sum()))
    _hold(core, every, np.ones(core.projects), float(found.chosen.sum()))
    results: list[Found] = []
    for columns, prices in _stages(core, network, costs):
        total = core.highs.getNumCol()
        cost = np.zeros(total)
        cost[columns] = prices
        core.highs.changeColsCost(total, np.arange(total, dtype=np.int32), cost)
        better = core.search(nodes=nodes)
        if better is None:
            break
        results.append(better)
        if not better.is_optimal:
            break
        _hold_at_most(core, columns, prices, core.highs.getInfo().objective_function_value)
    return results


def _stages(core: Core, network: Network, costs: Costs) -> list[tuple[Ints, Floats]]:
    """(columns, prices to keep low) of each measure, most important first."""
    stages = [_departements(core, network)]
    first_fund = np.cumsum([0, *(len(pool) for pool in network.pools)])[:-1]
    pipes = core.projects + np.arange(network.pipes)
    stages.append((pipes, costs.flex[first_fund][network.pool_of].astype(np.float64)))
    if network.pipes <= TINY and all(len(pool) == 1 for pool in network.pools):
        stages.append((pipes, costs.days[network.pool_of].astype(np.float64)))
        only = np.zeros(network.sinks, dtype=np.int64)
        only[network.sink] = np.arange(core.projects)
        for pipe in range(network.pipes):
            if pipe not in core.gates:
                core.add_gate(pipe, int(only[network.sink_of[pipe]]))
        gates = np.array(sorted(core.gates.values()), dtype=np.int64)
        stages.append((gates, np.ones(len(gates))))
    return stages


def _departements(core: Core, network: Network) -> tuple[Ints, Floats]:
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
    return np.array(columns, dtype=np.int64), np.full(len(columns), -1.0)


def _hold(core: Core, columns: Ints, values: Floats, total: float) -> None:
    core.highs.addRow(total, total, len(columns), columns.astype(np.int32), values)


def _hold_at_most(core: Core, columns: Ints, values: Floats, total: float) -> None:
    """What was reached stays. More room than rounding needs would be spent, in fractions of cents, on what follows."""
    used = values != 0
    kept = columns[used].astype(np.int32)
    if len(kept):
        exact = round(total * EURO) / EURO  # integer costs of integer cents
        core.highs.addRow(-highspy.kHighsInf, exact + 1e-8 * max(1.0, abs(exact)), len(kept), kept, values[used])
