"""``solve``: a problem in, a checked plan and its certificate out (docs/allocation.md)."""

from dataclasses import dataclass
from math import gcd

import numpy as np

from trousse.giving.allocation.solver.certificate import Prices, bound_of, no_prices, pool_prices_by_fund, prices_of
from trousse.giving.allocation.solver.check import Measures, flexibilities, measure
from trousse.giving.allocation.solver.core import Core, Found, in_doubt, regretted, within_reach
from trousse.giving.allocation.solver.greedy import Order, greedy, greedy_at
from trousse.giving.allocation.solver.kinds import Kinds
from trousse.giving.allocation.solver.network import Bools, Ints, Network, network_of
from trousse.giving.allocation.solver.plan import Plan
from trousse.giving.allocation.solver.problem import Problem
from trousse.giving.allocation.solver.relaxation import Fraction, Relaxation
from trousse.giving.allocation.solver.rounding import dive
from trousse.giving.allocation.solver.settling import settle
from trousse.giving.allocation.solver.solution import Certificate, Solution
from trousse.giving.allocation.solver.splitting import plan_of
from trousse.giving.allocation.solver.thinning import Thinned, guess, not_thinned, thinned
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
STEPS, FEW_STEPS = 150, 8
DIVED = 3_000_000
"""Steps of a dive times pipes, between these numbers of steps."""
WIDE, MANY = 12_000, 8
"""Pipes, and pipes for each sink; a network that is larger in both is thinned."""
PROVABLE = 9_000
"""Pipes; up to here the search may end with a proof."""
PROVING, PROVING_GATES = 4_000_000, 500_000
"""Nodes of that search times columns; those with least grants take longer."""
IN_DOUBT = 100
"""Projects of the first search."""
MOST_GATES = 2_500
"""Least grants that are searched at once."""


ENOUGH = (0.4, 0.2)
"""One dive for each: the part of a least grant from which it is raised."""
RESHAPINGS, RESHAPING_NODES = 15, 50
ALWAYS_OPEN, RESHAPED = 20, 30
"""Projects in doubt that are open in every round, and those that are in turn."""
IN_DOUBT_NODES = 20
COUNTED = 1_500
"""Pipes; up to here the proof is of weight and count at once."""
TIE_NODES = 30

SUSPECT = 0.97
"""Of the bound: a plan that weighs less is compared with the greedy's."""


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
        self.whole: Network = network_of(problem, kinds, merge=pairs > UNMERGED)
        self.network = self.whole
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
        relaxation = Relaxation(self._thinned(), self.meter)
        root = self._tightened(relaxation)
        if root is None:
            self._fall_back()
            return
        steps = max(FEW_STEPS, min(STEPS, DIVED // self.network.pipes))
        self._consider(dive(relaxation, root, steps=steps).chosen)
        for enough in ENOUGH if self.network.has_least else ():
            rounded = dive(relaxation, root, steps=steps, enough=enough)
            self._consider(rounded.chosen, rounded.open_pipes)
        self._search_core(relaxation, root)
        if self.best.measures.weight < SUSPECT * self.sharp_bound:
            self._fall_back()

    def _thinned(self) -> Thinned:
        """The network with the pipes that are worth a look."""
        whole = self.whole
        if whole.pipes <= WIDE or whole.pipes <= MANY * whole.sinks:
            return not_thinned(whole)
        guessed = guess(whole, self.meter)
        self._certify(prices_of(guessed.price, ()))  # a bound, should the clock leave time for nothing else
        thin = thinned(whole, guessed.used)
        self.network = thin.network
        return thin

    def _fall_back(self) -> None:
        """There is always the greedy, by its own orders and at the best prices known."""
        plans = [greedy(self.problem, order) for order in Order]
        plans.append(greedy_at(self.problem, pool_prices_by_fund(self.network, self.plain)))
        for plan in plans:
            measures = measure(self.problem, plan, flexibility=self.flexibility)
            if measures > self.best.measures:
                self.best = _Best(plan, measures, self.best.chosen)

    def _tightened(self, relaxation: Relaxation) -> Fraction | None:
        """The relaxation's optimum once nothing more is known to be wrong with it; first and last prices are kept."""
        root = relaxation.solve()
        if root is None:
            return None
        self._certify(prices_of(root.price, ()))
        if self.meter.has_clock:  # a plan first: nobody knows how much will be left for another
            self._consider(dive(relaxation, root, steps=FEW_STEPS).chosen)
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
        bound = bound_of(self.whole, prices)
        if not prices.bottlenecks and bound < self.plain_bound:
            self.plain, self.plain_bound = prices, bound
        if bound < self.sharp_bound:
            self.sharp, self.sharp_bound = prices, bound

    def _search_core(self, relaxation: Relaxation, root: Fraction) -> None:
        """First among the projects in doubt, for a good plan; then among all that could matter, for the proof."""
        if self.network.pipes > HUGE or self.meter.is_over(but=1.0):
            return
        gated = np.flatnonzero(self.network.least > 1)
        if len(gated):
            self._reshape(relaxation, root)
        doubtful = Core(relaxation, self.meter)
        doubtful.keep_open(root, in_doubt(root, root.z > 0.5, IN_DOUBT))
        if len(gated) <= MOST_GATES:
            dear = self._dear(root)[gated]
            doubtful.close(gated[dear])
            doubtful.add_gates(gated[~dear])
        self._search_in(doubtful, nodes=IN_DOUBT_NODES)
        if self.network.pipes <= PROVABLE and len(gated) <= MOST_GATES and not self.meter.is_over(but=1.0):
            self._prove(relaxation, root, gated)

    def _reshape(self, relaxation: Relaxation, root: Fraction) -> None:
        """Least grants stay as the best plan has them, but for some projects in each round: in turn those in doubt,
        and those that a pool which still holds precious money could pay."""
        for number in range(RESHAPINGS):
            chosen, paid = self.best.chosen, self.best.paid
            if paid is None or self.meter.is_over(but=1.0) or root.value - self._value() < 1:
                return
            doubt = in_doubt(root, chosen, len(chosen))
            turn, kind = divmod(number, 3)
            window = (
                regretted(self.network, root, chosen, paid)[turn * RESHAPED :],
                within_reach(self.network, root, paid, rank=turn),
                doubt[ALWAYS_OPEN + turn * RESHAPED :],
            )[kind]
            core = Core(relaxation, self.meter)
            open_projects = np.concatenate([doubt[:ALWAYS_OPEN], window[:RESHAPED]])
            core.keep_shape(chosen, paid > 0, open_projects, self._dear(root) & (paid == 0))
            core.start_from(core.solution_of(chosen, paid))
            self._search_in(core, nodes=RESHAPING_NODES)

    def _dear(self, root: Fraction) -> Bools:
        """Pipes whose least grant alone costs more than anything better can add to the best plan."""
        dear: Bools = root.loss * self.network.least > max(root.value - self._value(), 0.0)
        return dear

    def _prove(self, relaxation: Relaxation, root: Fraction, gated: Ints) -> None:
        """Everything that could be better; and when nothing is, the other measures."""
        whole = Core(relaxation, self.meter)
        dear = self._dear(root)[gated]
        whole.close(gated[dear])
        whole.add_gates(gated[~dear])
        whole.fix_beyond(root, self._value())
        if len(gated) and self.best.paid is not None:
            whole.start_from(whole.solution_of(self.best.chosen, self.best.paid))
        # Weights move by steps: what cannot be a step better is not better. The count has its own search, later.
        step = gcd(*self.network.weight.tolist()) or 1
        share = self.best.measures.count / (1 + len(self.network.projects))
        if self.network.pipes > COUNTED:
            whole.be_content_with(step - share - 1e-3)
        nodes = min(self.meter.nodes_left, (PROVING_GATES if len(gated) else PROVING) // whole.columns)
        found = self._search_in(whole, nodes=nodes)
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
