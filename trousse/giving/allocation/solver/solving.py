"""``solve``: a problem in, a checked plan and its certificate out (docs/allocation.md)."""

from dataclasses import dataclass
from math import gcd

import numpy as np

from trousse.giving.allocation.solver.certificate import Prices, bound_of, no_prices, pool_prices_by_fund, prices_of
from trousse.giving.allocation.solver.check import Measures, flexibilities, measure
from trousse.giving.allocation.solver.core import Core, Found, in_doubt
from trousse.giving.allocation.solver.greedy import Order, greedy
from trousse.giving.allocation.solver.kinds import Kinds
from trousse.giving.allocation.solver.network import Bools, Ints, Network, network_of
from trousse.giving.allocation.solver.plan import Plan
from trousse.giving.allocation.solver.problem import Problem
from trousse.giving.allocation.solver.relaxation import Fraction, Relaxation
from trousse.giving.allocation.solver.rounding import dive
from trousse.giving.allocation.solver.settling import settle
from trousse.giving.allocation.solver.solution import Certificate, Solution
from trousse.giving.allocation.solver.splitting import plan_of
from trousse.giving.allocation.solver.ties import SMALL, Costs, better_ties
from trousse.giving.allocation.solver.work import Meter, Work

ROUNDS = 30
"""How often the relaxation is tightened at most."""
FAMILIES = 20_000
"""Bottlenecks added in one round."""
UNMERGED = 3_000
"""Pairs of fund and project: up to here every fund and every project stands for itself."""

HUGE = 100_000
"""Pipes; beyond, the rounded relaxation is the plan, and each step of the dive costs."""
STEPS, FEW_STEPS = 60, 8
PROVABLE = 9_000
"""Pipes; up to here the search may end with a proof."""
IN_DOUBT = 100
"""Projects of the first search."""
MOST_GATES = 2_500
"""Least grants that are searched at once."""
RESHAPINGS = 4
IN_DOUBT_NODES = 20
COUNTED = 1_500
"""Pipes; up to here the proof is of weight and count at once."""
TIE_NODES = 30


def solve(problem: Problem, *, work: Work | None = None) -> Solution:
    """The best plan that ``work`` finds, checked, with a proven bound. The order of the input does not matter."""
    return _Search(problem, Meter(work or Work())).solution()


@dataclass(frozen=True, slots=True)
class _Best:
    """The best plan so far."""

    plan: Plan
    measures: Measures
    chosen: Bools
    paid: Ints | None = None
    """Cents by pipe; None for a plan that was not made of pipes."""


class _Search:
    """One call: relax, round, search the core, choose among ties."""

    def __init__(self, problem: Problem, meter: Meter) -> None:
        self.problem, self.meter = problem, meter
        pairs = len(problem.funds) * len(problem.projects)
        kinds = Kinds(problem.projects)
        self.network: Network = network_of(problem, kinds, merge=pairs > UNMERGED)
        self.flexibility = flexibilities(problem, kinds)
        funds = [fund for pool in self.network.pools for fund in pool]
        self.costs = Costs(
            flex=np.array([self.flexibility[fund.id] for fund in funds], dtype=np.int64),
            days=np.array([fund.days_left(problem.on) for fund in funds], dtype=np.int64),
        )
        nothing = Plan(())
        self.best = _Best(
            nothing,
            measure(problem, nothing, flexibility=self.flexibility),
            np.zeros(len(self.network.projects), dtype=np.bool_),
        )
        self.plain = self.sharp = no_prices(self.network)
        self.plain_bound = self.sharp_bound = int(self.network.weight.sum())
        self.searched = not len(self.network.projects)

    def solution(self) -> Solution:
        if len(self.network.projects):
            self._search()
        return Solution(
            plan=self.best.plan,
            measures=self.best.measures,
            certificate=Certificate(
                price_bound=self.plain_bound,
                bottleneck_bound=self.sharp_bound,
                prices=pool_prices_by_fund(self.network, self.plain),
                bottlenecks=len(self.sharp.bottlenecks),
                searched=self.searched,
                iterations=self.meter.iterations,
                nodes=self.meter.nodes,
                stopped_by_clock=self.meter.stopped_by_clock,
            ),
        )

    def _search(self) -> None:
        relaxation = Relaxation(self.network, self.meter)
        root = self._tightened(relaxation)
        if root is None:
            self._fall_back()
            return
        steps = FEW_STEPS if self.network.pipes > HUGE else STEPS
        self._consider(dive(relaxation, root, steps=steps))
        self._search_core(relaxation, root)

    def _fall_back(self) -> None:
        """Without a relaxation there is still the greedy."""
        for order in Order:
            plan = greedy(self.problem, order)
            measures = measure(self.problem, plan, flexibility=self.flexibility)
            if measures > self.best.measures:
                self.best = _Best(plan, measures, self.best.chosen)

    def _tightened(self, relaxation: Relaxation) -> Fraction | None:
        """The relaxation's optimum once nothing more is known to be wrong with it; first and last prices are kept."""
        root = relaxation.solve()
        if root is None:
            return None
        self._certify(prices_of(root.price, ()))
        for _ in range(ROUNDS):
            if not relaxation.tighten(root, families=FAMILIES):
                break
            found = relaxation.solve()
            if found is None:
                break
            root = found
        sharp = prices_of(root.price, root.bottlenecks)
        self._certify(sharp.without_bottlenecks())
        self._certify(sharp)
        return root

    def _certify(self, prices: Prices) -> None:
        """Keeps the prices whose bound is lowest, of money alone and of all."""
        bound = bound_of(self.network, prices)
        if not prices.bottlenecks and bound < self.plain_bound:
            self.plain, self.plain_bound = prices, bound
        if bound < self.sharp_bound:
            self.sharp, self.sharp_bound = prices, bound

    def _search_core(self, relaxation: Relaxation, root: Fraction) -> None:
        """First among the projects in doubt, for a good plan; then among all that could matter, for the proof."""
        if self.network.pipes > HUGE or self.meter.is_over(but=1.0):
            return
        gated = np.flatnonzero(self.network.least > 1)
        doubtful = Core(relaxation, self.meter)
        doubtful.keep_open(root, in_doubt(root, root.z > 0.5, IN_DOUBT))
        if len(gated) <= MOST_GATES:
            doubtful.add_gates(gated)
        self._search_in(doubtful, nodes=IN_DOUBT_NODES)
        if len(gated) > MOST_GATES:
            self._reshape(relaxation, root)
        elif self.network.pipes <= PROVABLE and not self.meter.is_over(but=1.0):
            self._prove(relaxation, root, gated)

    def _reshape(self, relaxation: Relaxation, root: Fraction) -> None:
        """Too many least grants to decide at once: those of the best plan stay, but for the projects in doubt."""
        for _ in range(RESHAPINGS):
            before = self.best.measures
            if self.best.paid is None or self.meter.is_over(but=1.0):
                return
            core = Core(relaxation, self.meter)
            chosen, paid = self.best.chosen, self.best.paid
            core.keep_shape(chosen, paid, in_doubt(root, chosen, IN_DOUBT))
            core.start_from(core.solution_of(chosen, paid))
            self._search_in(core, nodes=IN_DOUBT_NODES)
            if self.best.measures.weight == before.weight:
                return

    def _prove(self, relaxation: Relaxation, root: Fraction, gated: Ints) -> None:
        """Everything that could be better; and when nothing is, the other measures."""
        whole = Core(relaxation, self.meter)
        whole.add_gates(gated)
        whole.fix_beyond(root, self._value())
        # Weights move by steps: what cannot be a step better is not better. The count has its own search, later.
        step = gcd(*self.network.weight.tolist()) or 1
        share = self.best.measures.count / (1 + len(self.network.projects))
        if self.network.pipes > COUNTED:
            whole.be_content_with(step - share - 1e-3)
        found = self._search_in(whole, nodes=self.meter.nodes_left)
        if found is None:
            return
        reached = int(self.network.weight[found.chosen].sum())
        self.searched = reached == self.best.measures.weight and -found.least < reached + step - 1e-6
        if self.searched:
            for better in better_ties(relaxation, root, found, self.costs, self.meter, nodes=TIE_NODES):
                self._consider(better.chosen, better.open_pipes)

    def _search_in(self, core: Core, *, nodes: int) -> Found | None:
        found = core.search(nodes=nodes)
        if found is not None:
            self._consider(found.chosen, found.open_pipes)
        return found

    def _value(self) -> float:
        """What the relaxation would say of the best plan."""
        return self.best.measures.weight + self.best.measures.count / (1 + len(self.network.projects))

    def _consider(self, chosen: Bools, open_pipes: Bools | None = None) -> None:
        """Pays a set of projects to the cent, checks the plan, and keeps it if it is better."""
        costs = (self.costs.flex, self.costs.days)
        for pipes in self._ways(open_pipes):
            paid, payment = settle(self.network, chosen, costs, open_pipes=pipes)
            plan = plan_of(self.network, paid, payment)
            measures = measure(self.problem, plan, flexibility=self.flexibility)
            if measures > self.best.measures:
                self.best = _Best(plan, measures, paid, payment.paid)

    def _ways(self, open_pipes: Bools | None) -> list[Bools | None]:
        """Pipes to pay by: those that were found, any that least grants allow, or both where both are quick."""
        if open_pipes is None or (open_pipes.all() and not self.network.has_least):
            return [None]
        return [open_pipes, None] if self.network.pipes <= SMALL else [open_pipes]
