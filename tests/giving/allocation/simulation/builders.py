"""Small made-up school years."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from trousse.giving.allocation.simulation.season import Closed, Income, SchoolYear, Season
from trousse.giving.equalisation.rules import Limits, Rules, Weights
from trousse.giving.funds.rules import FundLimits, ProjectFeatures, Restriction

YEAR = SchoolYear(2025)
OPENED, CLOSED = date(2026, 1, 10), date(2026, 3, 1)
_numbers = count(1)


def closed(*, goal: int = 100, raised: int = 0, id: int = 0, **features: Any) -> Closed:  # noqa: A002
    """A campaign of the winter: it lacks ``goal`` − ``raised`` cents."""
    plain = {"themes": frozenset({"mer"}), "departement": "59", "priority": "non", "zone": "urbain", "ips": 1000}
    dates = {"opened_on": features.pop("opened_on", OPENED), "closed_on": features.pop("closed_on", CLOSED)}
    known = ProjectFeatures(**{**plain, **features})
    return Closed(id=id or next(_numbers), goal=goal, raised=raised, features=known, **dates)


def income(cents: int = 100, *, fund: int = 0, **told: Any) -> Income:
    """Money for any project, unless ``told`` otherwise."""
    days = {name: told.pop(name) for name in ("first_day", "last_day") if name in told}
    limits = FundLimits(**told.pop("limits", {}))
    return Income(fund=fund or next(_numbers), cents=cents, restriction=Restriction.of(**told), limits=limits, **days)


def season(campaigns: Iterable[Closed], *incomes: Income, until: date = YEAR.last_day) -> Season:
    return Season(year=YEAR, until=until, campaigns=tuple(campaigns), incomes=incomes)


def rules(version: int = 2, *, limits: Limits | None = None, **weights: int) -> Rules:
    return Rules(version=version, weights=Weights(**weights), limits=limits or Limits())


EVEN = rules(1, rep=100, rep_plus=100, rural=0)
