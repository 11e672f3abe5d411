"""One euro for one euro: what funds add to the gifts of donors. Pure. Amounts in cents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.mandating import Cover


@dataclass(frozen=True, kw_only=True)
class GiftMade:
    """A gift that stands in a campaign, and was doubled by nobody. ``cents``: what of it stands there."""

    donation: int
    campaign: int
    cents: int
    at: datetime
    on: date


@dataclass
class DoublingFund:
    """A fund that doubles gifts, counted down as it does.

    ``allows``: the campaigns that its criteria allow; ``most``: what it may give to each in all (absent: no limit), and
    ``given`` what it gave; ``least``: no smaller grant, unless less is missing; ``since``: its first day.
    """

    fund: int
    balance: int
    least: int
    since: date
    allows: frozenset[int]
    most: Mapping[int, int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)

    def room(self, campaign: int) -> int:
        """Most cents of a grant to that campaign."""
        if campaign not in self.allows:
            return 0
        bounds = [self.balance]
        if campaign in self.most:
            bounds.append(self.most[campaign] - self.given.get(campaign, 0))
        return max(0, min(bounds))

    def use(self, campaign: int, cents: int) -> None:
        self.balance -= cents
        self.given[campaign] = self.given.get(campaign, 0) + cents


class Doubling(NamedTuple):
    """``cents`` of a fund, for one gift, under one mandate."""

    donation: int
    campaign: int
    fund: int
    mandate: int
    cents: int


@dataclass(frozen=True)
class Till:
    """All that doubling may draw on at one moment. ``rooms``: what each campaign may still take from funds.

    ``since``: the moment from which each mandate covers gifts. Everything is counted down as it is used.
    """

    funds: Sequence[DoublingFund]
    covers: Sequence[Cover]
    since: Mapping[int, datetime]
    rooms: dict[int, int]

    def doubled(self, gifts: Iterable[GiftMade]) -> list[Doubling]:
        """What these gifts bring, the earliest first; each once, by one fund, as far as that reaches."""
        found = []
        for gift in sorted(gifts, key=lambda gift: (gift.at, gift.donation)):
            one = self._double(gift)
            if one is not None:
                found.append(one)
        return found

    def _double(self, gift: GiftMade) -> Doubling | None:
        for fund in self.funds:
            if gift.on < fund.since:
                continue
            for cover in self.covers:
                cents = self._cents(gift, fund, cover)
                if cents and gift.at >= self.since[cover.mandate]:
                    self._use(gift.campaign, cents, fund, cover)
                    return Doubling(gift.donation, gift.campaign, fund.fund, cover.mandate, cents)
        return None

    def _cents(self, gift: GiftMade, fund: DoublingFund, cover: Cover) -> int:
        campaign, missing = gift.campaign, self.rooms.get(gift.campaign, 0)
        covered = cover.room(fund=fund.fund, campaign=campaign, kind=GrantKind.MATCH)
        cents = max(0, min(gift.cents, missing, fund.room(campaign), covered))
        return cents if cents >= min(fund.least, missing) else 0

    def _use(self, campaign: int, cents: int, fund: DoublingFund, cover: Cover) -> None:
        self.rooms[campaign] -= cents
        fund.use(campaign, cents)
        cover.use(campaign, cents)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a visitor may be told: gifts of ``least`` cents or more are doubled, up to ``left`` cents from now on.

    ``at_once``: the most that one gift brings.
    """

    fund: int
    least: int
    left: int
    at_once: int


def offer(till: Till, campaign: int) -> Offer | None:
    """The fund that would double the next gift, and how far it reaches today."""
    missing = till.rooms.get(campaign, 0)
    for fund in till.funds:
        for cover in till.covers:
            covered = cover.room(fund=fund.fund, campaign=campaign, kind=GrantKind.MATCH)
            at_once = min(missing, fund.room(campaign), covered)
            if at_once > 0 and at_once >= min(fund.least, missing):
                left = min(missing, fund.room(campaign), cover.left, cover.rest(campaign))
                return Offer(fund=fund.fund, least=min(fund.least, missing), left=left, at_once=at_once)
    return None
