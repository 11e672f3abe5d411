"""Pure rules of a campaign: its room, its calendar, its outcome, and what can be asked of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self, TypeVar

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState, CatalogueSort, CatalogueState
from trousse.fundraising.projects.enums import LevelGroup
from trousse.people.schools.enums import Labelled

SEARCH_MAX = 100

L = TypeVar("L", bound=Labelled)


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A paid gift on its way into a campaign. ``key`` is its idempotency key, ``at`` the moment (UTC) of the payment.

    ``named``: the donor agreed that the holder reads the first name. No amount is ever kept beside a person.
    """

    campaign_id: int
    key: str
    amount: Euro
    first_name: str
    email: str
    named: bool
    message: str
    at: datetime


class Room:
    """What a campaign can still take, gift after gift: optimum − raised − what others are paying for right now.

    ``reserved`` holds the running reservations of the gifts about to be taken, by key; ``reserved_elsewhere`` the sum
    of all other running reservations. Neither a gift nor a reservation ever brings the total above the optimum, so a
    donor who pays within the time of their reservation finds their room whole. One whose reservation expired takes
    what is left: the caller returns the excess.
    """

    def __init__(
        self,
        *,
        optimum: Euro,
        raised: Euro,
        reserved: Mapping[str, Euro],
        reserved_elsewhere: Euro,
    ) -> None:
        self.optimum = optimum
        self.raised = raised
        self._own = dict(reserved)
        self._reserved = reserved_elsewhere + Euro.total(self._own.values())

    @property
    def left(self) -> Euro:
        """For someone without a reservation; never below zero."""
        return max(self.optimum - self.raised - self._reserved, Euro.zero())

    def take(self, key: str, amount: Euro) -> Euro:
        """Let the gift ``key`` in, up to ``amount``; returns what was taken, and ends its reservation."""
        self._reserved -= self._own.pop(key, Euro.zero())
        taken = min(amount, self.left)
        self.raised += taken
        return taken


def takes_payments(state: str) -> bool:
    """A payment that arrives while suspended was begun before: its room was promised, it is taken."""
    return state in {CampaignState.OPEN, CampaignState.SUSPENDED}


def closing_moment(opening_day: date, duration_days: int) -> datetime:
    """The moment (UTC) at which a campaign stops: the end, in Paris, of the opening day + its duration."""
    return clock.end_of_day(opening_day + timedelta(days=duration_days))


def closing_after_pause(closes_at: datetime, suspended_at: datetime, resumed_at: datetime) -> datetime:
    """The days of a suspension are given back: as many Paris days as began while it lasted."""
    pause = clock.paris_day(resumed_at) - clock.paris_day(suspended_at)
    last_day = clock.paris_day(closes_at - timedelta(seconds=1))
    return clock.end_of_day(last_day + pause)


def days_left(closes_at: datetime, now: datetime) -> int:
    """« Plus que N jours »: Paris days between today and the last day, 0 on the last day and afterwards."""
    last_day = clock.paris_day(closes_at - timedelta(seconds=1))
    return max((last_day - clock.paris_day(now)).days, 0)


def percent(part: Euro, whole: Euro) -> int:
    """Rounded down: a gauge reads 100 % only when it is full."""
    return part.cents * 100 // whole.cents if whole else 0


@dataclass(frozen=True)
class CatalogueFilters:
    """What a visitor asks of the catalogue; empty means everything. ``departement`` and ``academie`` are codes."""

    theme: str = ""
    departement: str = ""
    academie: str = ""
    level: LevelGroup | None = None
    text: str = ""
    state: CatalogueState = CatalogueState.OPEN
    sort: CatalogueSort = CatalogueSort.ENDING
    size: int = field(default=12, compare=False)

    @classmethod
    def parse(cls, data: Mapping[str, str]) -> Self:
        """From a query string (theme, departement, academie, niveau, q, etat, tri); the unknown counts as not asked."""
        return cls(
            theme=_short(data.get("theme")),
            departement=_short(data.get("departement")),
            academie=_short(data.get("academie")),
            level=_member(LevelGroup, data.get("niveau")),
            text=" ".join(_printable(data.get("q")).split())[:SEARCH_MAX],
            state=_member(CatalogueState, data.get("etat")) or CatalogueState.OPEN,
            sort=_member(CatalogueSort, data.get("tri")) or CatalogueSort.ENDING,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything but state and order was asked."""
        return bool(self.theme or self.departement or self.academie or self.level or self.text)


def _short(value: str | None) -> str:
    return _printable(value).strip()[:30]


def _printable(value: str | None) -> str:
    return (value or "").replace("\x00", "")


def _member(kind: type[L], value: str | None) -> L | None:
    return kind(value) if value in set(kind) else None
