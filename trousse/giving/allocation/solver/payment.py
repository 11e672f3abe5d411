"""Cents for a chosen set of projects: a cheapest flow, told exactly.

A network simplex vertex is a forest of pipes that are neither empty nor full. HiGHS says which pipes those are; their
cents are then found from the leaves of the forest inwards, in integers. No amount is ever a rounded number, and a
forest has few grants.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from trousse.giving.allocation.solver.engine import Engine
from trousse.giving.allocation.solver.network import Bools, Floats, Ints, Network

EURO = 100.0
WORTH = 1_000_000
"""What a weight per cent is multiplied by, to be an integer that still tells projects apart."""


@dataclass(frozen=True, slots=True)
class Payment:
    """``spent`` cents by fund (pools one after the other, their funds in order) and ``paid`` cents by pipe."""

    spent: Ints
    paid: Ints


def payment_of(
    network: Network, chosen: Bools, costs: Sequence[Ints] = (), *, low: Ints | None = None, high: Ints | None = None
) -> Payment | None:
    """The payment of ``chosen``, cheapest by the first cost, then by the second…; None when there is none.

    Costs are integers by fund and cent. ``low`` and ``high`` bound the pipes (default: 0 and what they can carry).
    """
    return _Programme(network, chosen, low, high).solve(costs)


def shortage_of(network: Network, chosen: Bools, low: Ints, high: Ints) -> Ints:
    """By sink, the cents that cannot be paid within these bounds, where they cost the least weight."""
    worth = np.zeros(network.sinks, dtype=np.int64)
    np.maximum.at(worth, network.sink, 1 + WORTH * network.weight // network.gap)
    programme = _Programme(network, chosen, low, high, missing=True)
    highs = Engine()
    highs.passModel(programme.model())
    columns = len(programme.most)
    cost = np.concatenate([np.zeros(columns - network.sinks), worth.astype(np.float64)])
    highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), cost)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return programme.need
    missing = np.array(highs.getSolution().col_value)[columns - network.sinks :] * EURO
    result: Ints = np.where(missing > 0.5, np.ceil(missing), 0).astype(np.int64)
    return result


class _Programme:
    """min Σ cost·x with, by pool, Σ x of its funds = Σ y of its pipes and, by sink, Σ y = its chosen gaps."""

    def __init__(
        self, network: Network, chosen: Bools, low: Ints | None, high: Ints | None, *, missing: bool = False
    ) -> None:
        self.network = network
        need = np.zeros(network.sinks, dtype=np.int64)
        np.add.at(need, network.sink[chosen], network.gap[chosen])
        limit = np.minimum(network.most if high is None else high, need[network.sink_of])
        floor = np.zeros(network.pipes, dtype=np.int64) if low is None else low
        self.used = np.flatnonzero(limit > 0)
        self.need = need
        balances = [fund.balance for pool in network.pools for fund in pool]
        self.pool_of_fund = np.repeat(np.arange(len(network.pools)), [len(pool) for pool in network.pools])
        self.least = np.concatenate([np.zeros(len(balances), dtype=np.int64), floor[self.used]])
        self.most = np.concatenate([np.array(balances, dtype=np.int64), limit[self.used]])
        # Each column leaves one node and enters another: 0 is the world, then pools, then sinks.
        pools = len(network.pools)
        self.tail = np.concatenate([np.zeros(len(balances), dtype=np.int64), 1 + network.pool_of[self.used]])
        self.head = np.concatenate([1 + self.pool_of_fund, 1 + pools + network.sink_of[self.used]])
        self.gets = np.concatenate([np.zeros(1 + pools, dtype=np.int64), need])
        if missing:  # a column more by sink: what nobody pays
            self.least = np.concatenate([self.least, np.zeros(network.sinks, dtype=np.int64)])
            self.most = np.concatenate([self.most, need])
            self.tail = np.concatenate([self.tail, np.zeros(network.sinks, dtype=np.int64)])
            self.head = np.concatenate([self.head, 1 + pools + np.arange(network.sinks)])

    def solve(self, costs: Sequence[Ints]) -> Payment | None:
        if bool((self.least > self.most).any()):
            return None
        highs = Engine()
        highs.passModel(self.model())
        columns, funds = len(self.most), len(self.pool_of_fund)
        for number, cost in enumerate(costs or [np.zeros(funds, dtype=np.int64)]):
            prices = np.concatenate([cost.astype(np.float64), np.zeros(columns - funds)])
            highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), prices)
            highs.run()
            if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            if number + 1 < len(costs):
                self._stay_cheapest(highs)
        flow = self._exact(highs)
        if flow is None:
            return None
        paid = np.zeros(self.network.pipes, dtype=np.int64)
        paid[self.used] = flow[funds:]
        return Payment(spent=flow[:funds], paid=paid)

    def model(self) -> highspy.HighsLp:
        columns, nodes = len(self.most), len(self.gets)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, nodes
        model.col_cost_ = np.zeros(columns)
        model.col_lower_, model.col_upper_ = self.least / EURO, self.most / EURO
        world = highspy.kHighsInf
        model.row_lower_ = np.concatenate([[-world], self.gets[1:] / EURO])
        model.row_upper_ = np.concatenate([[world], self.gets[1:] / EURO])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = 2 * np.arange(columns + 1)
        model.a_matrix_.index_ = np.stack([self.tail, self.head], axis=1).ravel()
        model.a_matrix_.value_ = np.tile([-1.0, 1.0], columns)
        return model

    def _stay_cheapest(self, highs: Engine) -> None:
        """Columns that would cost more (integers: at least 1) keep their bound: what is left is equally cheap."""
        reduced = np.abs(np.array(highs.getSolution().col_dual))
        value: Floats = np.array(highs.getSolution().col_value)
        fixed = np.flatnonzero(reduced > 0.5)
        at_most = np.abs(value[fixed] - self.most[fixed] / EURO) < np.abs(value[fixed] - self.least[fixed] / EURO)
        self.least[fixed] = self.most[fixed] = np.where(at_most, self.most[fixed], self.least[fixed])
        bound = self.least[fixed] / EURO
        highs.changeColsBounds(len(fixed), fixed.astype(np.int32), bound, bound)

    def _exact(self, highs: Engine) -> Ints | None:
        """Integer cents of the vertex; None when its basis is not one (a network's always is)."""
        basis = [status == highspy.HighsBasisStatus.kBasic for status in highs.getBasis().col_status]
        basic: Bools = np.array(basis, dtype=np.bool_)
        value: Floats = np.array(highs.getSolution().col_value)
        at_most = np.abs(value - self.most / EURO) < np.abs(value - self.least / EURO)
        flow = np.where(at_most, self.most, self.least)
        flow[basic] = 0
        short = self.gets.copy()
        np.add.at(short, self.head, -flow)
        np.add.at(short, self.tail, flow)
        found = _fill_forest(self.tail, self.head, np.flatnonzero(basic), short)
        flow[basic] = found[basic]
        exact = bool((short[1:] == 0).all() and (flow >= self.least).all() and (flow <= self.most).all())
        return flow if exact else None


def _fill_forest(tail: Ints, head: Ints, columns: Ints, short: Ints) -> Ints:
    """The flow on ``columns``, a forest, that gives each node what it is ``short`` of; leaves first. Changes short."""
    tails, heads, missing = tail.tolist(), head.tolist(), short.tolist()
    around: list[set[int]] = [set() for _ in missing]
    for column in columns.tolist():
        around[tails[column]].add(column)
        around[heads[column]].add(column)
    flow = np.zeros(len(tail), dtype=np.int64)
    leaves = [node for node in range(1, len(missing)) if len(around[node]) == 1]
    while leaves:
        node = leaves.pop()
        if len(around[node]) != 1:
            continue
        column = around[node].pop()
        entering = heads[column] == node
        other = tails[column] if entering else heads[column]
        amount = missing[node] if entering else -missing[node]
        flow[column] = amount
        missing[node] = 0
        missing[other] += amount if entering else -amount
        around[other].discard(column)
        if other and len(around[other]) == 1:
            leaves.append(other)
    short[:] = missing
    return flow
