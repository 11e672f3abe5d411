"""From cents by pipe to grants by fund and project: pools give their funds in order, sinks their projects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from trousse.giving.allocation.solver.network import Bools, Network
from trousse.giving.allocation.solver.payment import Payment
from trousse.giving.allocation.solver.plan import Grant, Plan

Need = TypeVar("Need")


def plan_of(network: Network, chosen: Bools, payment: Payment) -> Plan:
    """The plan: every chosen project whole, every fund what the payment says."""
    spent = iter(payment.spent.tolist())
    pipes_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pipe in payment.paid.nonzero()[0].tolist():
        pipes_of[int(network.pool_of[pipe])].append((int(network.sink_of[pipe]), int(payment.paid[pipe])))
    given: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for number, pool in enumerate(network.pools):
        funds = [(fund.id, next(spent)) for fund in pool]
        for fund, sink, amount in _shared(funds, pipes_of[number]):
            given[sink].append((fund, amount))
    needing: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for project in chosen.nonzero()[0].tolist():
        needing[int(network.sink[project])].append((network.projects[project].id, int(network.gap[project])))
    return Plan.of(
        Grant(fund, project, amount)
        for sink, needs in needing.items()
        for fund, project, amount in _shared(given[sink], needs)
    )


def _shared(sources: Iterable[tuple[str, int]], needs: Iterable[tuple[Need, int]]) -> Iterator[tuple[str, Need, int]]:
    """Each source is emptied before the next, each need filled before the next, until one side has no more."""
    waiting = iter(sources)
    source, amount = next(waiting, ("", 0))
    for need, missing in needs:
        left = missing
        while left:
            while not amount:
                source, amount = next(waiting)
            part = min(amount, left)
            yield source, need, part
            amount, left = amount - part, left - part
