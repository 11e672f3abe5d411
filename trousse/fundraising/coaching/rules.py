"""Pure rules of coaching: who becomes the coach, what deserves a nudge, how much somebody needs a hand.

Moments are UTC, amounts cents. Nothing here reads a clock or a table: the same facts always give the same advice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trousse.fundraising.coaching.enums import Cause, Phase, Stage

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Candidate:
    """Somebody whose role covers the school. ``reach``: 0 for the school itself, 3 for the whole nation."""

    pk: int
    reach: int
    load: int


def choose_coach(candidates: Iterable[Candidate]) -> int | None:
    """The nearest, then the least loaded, then the oldest account; None when nobody covers."""
    best = min(candidates, key=lambda each: (each.reach, each.load, each.pk), default=None)
    return best.pk if best else None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The parameters in force: see ``parameters.py``."""

    files_days: int
    first_gift_hours: int
    gift_days: int
    news_days: int
    near_percent: int
    last_days: int
    thanks_days: int
    congratulate_days: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a project; moments that did not happen are None.

    ``report_late_since``: the day that has passed without its report.
    """

    stage: Stage
    accepted_at: datetime
    files_complete: bool = False
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    raised: int = 0
    minimum: int = 0
    optimum: int = 0
    first_gift_at: datetime | None = None
    last_gift_at: datetime | None = None
    last_news_at: datetime | None = None
    last_thanks_at: datetime | None = None
    report_late_since: datetime | None = None

    @property
    def minimum_reached(self) -> bool:
        return self.raised >= self.minimum

    @property
    def missing(self) -> int:
        """Cents up to the minimum."""
        return max(self.minimum - self.raised, 0)


@dataclass(frozen=True)
class Due:
    """One piece of advice that is true now. ``since``: the moment its sentence counts from, or to (a deadline).

    ``window`` names the occasion: the same cause in the same window is told once.
    """

    cause: Cause
    since: datetime
    window: str


def dues(facts: Facts, limits: Limits, now: datetime) -> list[Due]:
    """Everything that deserves a word now, what matters most first."""
    found: Iterator[Due | None]
    match facts.stage:
        case Stage.BEFORE:
            found = iter([_files_waiting(facts, limits, now)])
        case Stage.OPEN:
            found = _while_open(facts, limits, now)
        case Stage.SUCCEEDED:
            found = _once_succeeded(facts, limits, now)
        case _:
            found = iter(())
    return sorted(filter(None, found), key=lambda due: -WEIGHT[due.cause])


WEIGHT = {
    Cause.LAST_DAYS: 900,
    Cause.NO_FIRST_GIFT: 800,
    Cause.NO_GIFT: 700,
    Cause.REPORT_DUE: 600,
    Cause.NO_NEWS: 500,
    Cause.FILES_WAITING: 400,
    Cause.THANKS_WAITING: 300,
    Cause.NEAR_MINIMUM: 0,
    Cause.OPTIMUM_REACHED: 0,
}
"""How much a cause moves a project up its coach's list. Those at zero are good news: they need no rescue."""

MOST_DAYS = 99


def need(facts: Facts, found: Sequence[Due], now: datetime) -> int:
    """What orders a coach's list, never shown: the gravest cause, then how long it lasts, then a second cause."""
    if not found or not WEIGHT[found[0].cause]:
        return 0
    days = min(abs((now - found[0].since).days), MOST_DAYS)
    others = sum(1 for due in found[1:] if WEIGHT[due.cause])
    return WEIGHT[found[0].cause] + days // 2 + 5 * others + (0 if facts.minimum_reached else 10)


def phase_of(facts: Facts, now: datetime) -> Phase:
    """The week of the checklist. A short campaign may go from its first week to the last."""
    if facts.closed_at is not None:
        return Phase.AFTER
    if facts.opened_at is None or facts.closes_at is None:
        return Phase.BEFORE
    if facts.closes_at - now <= WEEK:
        return Phase.LAST
    for week, phase in ((1, Phase.WEEK_1), (2, Phase.WEEK_2)):
        if now - facts.opened_at < week * WEEK:
            return phase
    return Phase.MIDDLE


def _files_waiting(facts: Facts, limits: Limits, now: datetime) -> Due | None:
    if facts.files_complete or now - facts.accepted_at < timedelta(days=limits.files_days):
        return None
    return _again(Cause.FILES_WAITING, facts.accepted_at, limits.files_days, now)


def _while_open(facts: Facts, limits: Limits, now: datetime) -> Iterator[Due | None]:
    if facts.opened_at is None or facts.closes_at is None or now >= facts.closes_at:
        return
    yield _gifts(facts, facts.opened_at, limits, now)
    told = facts.last_news_at or facts.opened_at
    if now - told >= timedelta(days=limits.news_days):
        yield _again(Cause.NO_NEWS, told, limits.news_days, now)
    if 0 < facts.missing * 100 <= facts.minimum * limits.near_percent:
        yield Due(Cause.NEAR_MINIMUM, now, "")
    if not facts.minimum_reached and facts.closes_at - now <= timedelta(days=limits.last_days):
        yield Due(Cause.LAST_DAYS, facts.closes_at, facts.closes_at.date().isoformat())
    yield _thanks(facts, limits, now)


def _gifts(facts: Facts, opened_at: datetime, limits: Limits, now: datetime) -> Due | None:
    """Before the first gift the patience is shorter, and the advice another."""
    if facts.last_gift_at is None:
        if now - opened_at < timedelta(hours=limits.first_gift_hours):
            return None
        return _again(Cause.NO_FIRST_GIFT, opened_at, limits.gift_days, now)
    if now - facts.last_gift_at < timedelta(days=limits.gift_days):
        return None
    return _again(Cause.NO_GIFT, facts.last_gift_at, limits.gift_days, now)


def _thanks(facts: Facts, limits: Limits, now: datetime) -> Due | None:
    """Donors wait since the last thank-you, or since the first gift; only when somebody gave in between."""
    if facts.first_gift_at is None or facts.last_gift_at is None:
        return None
    since = facts.last_thanks_at or facts.first_gift_at
    is_thanked = facts.last_thanks_at is not None and facts.last_gift_at <= facts.last_thanks_at
    if is_thanked or now - since < timedelta(days=limits.thanks_days):
        return None
    return _again(Cause.THANKS_WAITING, since, limits.thanks_days, now)


def _once_succeeded(facts: Facts, limits: Limits, now: datetime) -> Iterator[Due | None]:
    closed = facts.closed_at
    if closed is None:
        return
    yield _thanks(facts, limits, now)
    if facts.raised >= facts.optimum and now - closed < timedelta(days=limits.congratulate_days):
        yield Due(Cause.OPTIMUM_REACHED, closed, "")
    if facts.report_late_since is not None and now >= facts.report_late_since:
        yield _again(Cause.REPORT_DUE, facts.report_late_since, limits.gift_days, now)


def _again(cause: Cause, since: datetime, every_days: int, now: datetime) -> Due:
    """Told again each time that as many days have passed: the window counts them from ``since``."""
    return Due(cause, since, f"{since.date().isoformat()}+{(now - since).days // every_days}")
