"""A school year as a simulation knows it: the campaigns that closed in it, and what came into the funds. Pure.

Amounts are integer cents, days those of Paris.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from trousse.giving.funds.rules import FundLimits, ProjectFeatures, Restriction

FIRST_MONTH = 9
"""School years begin on 1 September, where the ministry's calendars end the one before."""


@dataclass(frozen=True, order=True)
class SchoolYear:
    """From 1 September of ``begins`` to 31 August, both included."""

    begins: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """The year that ``day`` belongs to."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.begins, FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        return date(self.begins + 1, FIRST_MONTH - 1, 31)

    @property
    def label(self) -> str:
        """« 2025-2026 »."""
        return f"{self.begins}-{self.begins + 1}"


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A campaign that is over. ``raised``: what people gave, without the funds; ``goal``: its minimum."""

    id: int
    goal: int
    raised: int
    features: ProjectFeatures
    opened_on: date
    closed_on: date

    @property
    def missing(self) -> int:
        """What people left to the funds; 0 for one that reached its minimum alone."""
        return max(0, self.goal - self.raised)

    @property
    def is_alone(self) -> bool:
        return not self.missing

    def facts(self) -> list[Any]:
        """All that is known of it, always in the same words."""
        features = [sorted(value) if isinstance(value, frozenset) else value for value in vars(self.features).values()]
        return [self.id, self.goal, self.raised, self.opened_on.isoformat(), self.closed_on.isoformat(), *features]


@dataclass(frozen=True, kw_only=True)
class Income:
    """What came into one fund during the year, and what it may be given to; between which days, if there are any."""

    fund: int
    cents: int
    restriction: Restriction
    limits: FundLimits
    first_day: date | None = None
    last_day: date | None = None

    def may_help(self, campaign: Closed) -> bool:
        """Whether criteria, dates and the gifts of people allow it, amounts aside."""
        met = self.first_day is None or self.first_day <= campaign.closed_on
        met = met and (self.last_day is None or campaign.opened_on <= self.last_day)
        met = met and (not self.limits.matches or campaign.missing <= campaign.raised)
        return met and self.restriction.allows(campaign.features)

    def facts(self) -> list[Any]:
        """All that is known of it, always in the same words."""
        limits = [str(value) for value in vars(self.limits).values()]
        days = [str(self.first_day), str(self.last_day)]
        return [self.fund, self.cents, self.restriction.sorted_values(), *limits, *days]


@dataclass(frozen=True, kw_only=True)
class Season:
    """One school year. ``until``: its last day, or the day of the reading while it is not over."""

    year: SchoolYear
    until: date
    campaigns: tuple[Closed, ...]
    incomes: tuple[Income, ...]

    @property
    def is_over(self) -> bool:
        return self.until >= self.year.last_day

    @property
    def money(self) -> int:
        return sum(income.cents for income in self.incomes)

    @property
    def need(self) -> int:
        """What all campaigns together lacked."""
        return sum(campaign.missing for campaign in self.campaigns)

    def facts(self) -> list[Any]:
        """All that is known of it, always in the same words."""
        campaigns, incomes = [each.facts() for each in self.campaigns], [each.facts() for each in self.incomes]
        return [self.year.label, self.until.isoformat(), campaigns, incomes]
