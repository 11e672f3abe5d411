"""A question put to the solver: funds, projects and a date. All amounts are integer cents. Pure.

Funds and projects are kept sorted by identifier, so that nothing downstream can depend on the order of the input.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

RESTRICTION_KEYS = ("theme", "dept", "academie", "level", "rep", "zone")
NEVER = 3650
"""Days before expiry of money that never expires; also the most that counts."""
WHOLE = 10_000
"""Basis points in a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """Money that names no project. ``cap`` and ``cap_share_bp`` bound a grant, ``min_grant`` is its least (cents)."""

    id: str
    balance: int
    restrict: Mapping[str, frozenset[str]] = field(default_factory=dict)
    expires: date | None = None
    cap: int | None = None
    cap_share_bp: int | None = None
    min_grant: int = 1

    def is_live(self, on: date) -> bool:
        """Whether it may still pay on that day."""
        return self.expires is None or self.expires >= on

    def accepts(self, project: "Project") -> bool:
        """Whether the project meets every criterion; inside one, any listed value will do."""
        return all(not allowed.isdisjoint(project.values(key)) for key, allowed in self.restrict.items())

    def least(self, project: "Project") -> int:
        """Least cents of a grant; a gap under the least grant may be paid whole."""
        return max(1, min(self.min_grant, project.gap))

    def most(self, project: "Project") -> int:
        """Most cents of a grant, criteria aside; 0 when that is less than the least."""
        bounds = [self.balance, project.gap]
        if self.cap is not None:
            bounds.append(self.cap)
        if self.cap_share_bp is not None:
            bounds.append(project.goal * self.cap_share_bp // WHOLE)
        most = min(bounds)
        return most if most >= self.least(project) else 0

    def days_left(self, on: date) -> int:
        """Days before it expires, at most ``NEVER``."""
        return NEVER if self.expires is None else min(NEVER, (self.expires - on).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project that lacks ``gap`` of its ``goal``; completing it is worth ``weight``."""

    id: str
    goal: int
    gap: int
    weight: int
    themes: tuple[str, ...]
    dept: str
    academie: str
    level: str
    rep: str
    zone: str

    def values(self, key: str) -> tuple[str, ...]:
        """What a restriction on ``key`` is compared with."""
        if key == "theme":
            return self.themes
        value: str = getattr(self, key)
        return (value,)

    @property
    def kind(self) -> tuple[tuple[str, ...], str, str, str, str, str]:
        """All that restrictions can see: projects of one kind have the same funds."""
        return (tuple(sorted(self.themes)), self.dept, self.academie, self.level, self.rep, self.zone)


@dataclass(frozen=True, slots=True)
class Problem:
    """Funds and projects on the day of the decision, each sorted by identifier (``Problem.of`` sorts)."""

    id: str
    on: date
    funds: tuple[Fund, ...]
    projects: tuple[Project, ...]

    @classmethod
    def of(cls, *, id: str, on: date, funds: Iterable[Fund], projects: Iterable[Project]) -> "Problem":  # noqa: A002
        """The problem, whatever the order of its parts."""
        return cls(
            id=id,
            on=on,
            funds=tuple(sorted(funds, key=lambda fund: fund.id)),
            projects=tuple(sorted(projects, key=lambda project: project.id)),
        )

    def pays(self, fund: Fund, project: Project) -> int:
        """Most cents that ``fund`` may give to ``project`` on that day: 0 when it may not."""
        return fund.most(project) if fund.is_live(self.on) and fund.accepts(project) else 0
