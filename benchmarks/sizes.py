"""How much is measured, from the environment: ``BENCH_SCALE=0.1`` for a quick look, 1 for the figures.

Pure but for the reading of the environment.
"""

import os
from dataclasses import dataclass, field
from random import SystemRandom


def _scale() -> float:
    return float(os.environ.get("BENCH_SCALE", "1"))


def _scaled(count: int, least: int) -> int:
    return max(round(count * _scale()), least)


@dataclass(frozen=True)
class Settlement:
    """``lots``: clients → gifts; ``dissected``: gifts counted in process, to see where the time goes."""

    seed: int = 2017
    campaigns: int = 40
    dissected: int = 100
    lots: dict[int, int] = field(default_factory=lambda: {1: _scaled(600, 50), 8: _scaled(2400, 100)})


@dataclass(frozen=True)
class Pages:
    """``crowds``: how many campaigns there are; ``rounds`` of ``seconds`` for each page, in turn with the bare one."""

    seed: int = 2017
    crowds: tuple[int, int] = (60, 20_000)
    rounds: int = 3
    seconds: float = field(default_factory=lambda: 1.0 * min(_scale(), 1))
    most: int = 2000
    clients: tuple[int, int] = (1, 8)


@dataclass(frozen=True)
class Killing:
    """``kills`` at least, spread at random over the time in which ``gifts`` are paid."""

    seed: int = field(default_factory=lambda: int(os.environ.get("BENCH_SEED") or SystemRandom().randrange(10**6)))
    gifts: int = field(default_factory=lambda: _scaled(500, 40))
    kills: int = field(default_factory=lambda: _scaled(22, 4))


@dataclass(frozen=True)
class Dashboards:
    """``campaigns`` and ``waiting`` projects in the base; each page is asked ``times`` in process."""

    seed: int = 2017
    campaigns: int = field(default_factory=lambda: _scaled(18_000, 500))
    waiting: int = field(default_factory=lambda: _scaled(2_000, 100))
    times: int = 30


SETTLEMENT = Settlement()
PAGES = Pages()
DASHBOARDS = Dashboards()
KILLING = Killing()
