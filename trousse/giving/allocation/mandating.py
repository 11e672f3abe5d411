"""What a mandate says, and what of a day's wishes it covers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trousse.core.money import Euro
from trousse.giving.allocation.enums import GrantKind

PURPOSE_MAX = 300
LONGEST_DAYS = 366
"""A mandate lasts a year at most: trust is renewed."""
_NOTHING = Euro.zero()


@dataclass(frozen=True, kw_only=True)
class MandateTerms:
    """How much in all, to one project and at once; from which funds (None: every one), for what, between which days."""

    purpose: str
    envelope: Euro
    grant_cap: Euro
    project_cap: Euro
    kinds: frozenset[GrantKind]
    funds: frozenset[int] | None
    begins_on: date
    ends_on: date

    def as_document(self) -> dict[str, Any]:
        """What is signed: the same for the same terms."""
        return {
            "purpose": self.purpose,
            "envelope": self.envelope.cents,
            "grant_cap": self.grant_cap.cents,
            "project_cap": self.project_cap.cents,
            "kinds": sorted(self.kinds),
            "funds": None if self.funds is None else sorted(self.funds),
            "begins_on": self.begins_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
        }

    def problem(self, today: date) -> str:
        """Why these terms cannot be, in French, or nothing."""
        if not self.purpose.strip():
            return "Dites à quoi sert ce mandat, en une phrase."
        if not self.kinds:
            return "Choisissez au moins une nature d’aide."
        if self.funds is not None and not self.funds:
            return "Choisissez au moins un fonds, ou tous."
        return self._amounts_problem() or self._dates_problem(today)

    def _amounts_problem(self) -> str:
        if min(self.envelope, self.grant_cap, self.project_cap) <= _NOTHING:
            return "L’enveloppe et les plafonds sont des sommes positives."
        if self.project_cap > self.envelope:
            return "Le plafond par projet ne dépasse pas l’enveloppe."
        if self.grant_cap > self.project_cap:
            return "Le plafond par aide ne dépasse pas le plafond par projet."
        return ""

    def _dates_problem(self, today: date) -> str:
        if self.begins_on < today:
            return "Un mandat ne commence pas dans le passé."
        if self.ends_on < self.begins_on:
            return "Un mandat ne finit pas avant de commencer."
        if (self.ends_on - self.begins_on).days >= LONGEST_DAYS:
            return "Un mandat dure un an au plus : choisissez un dernier jour plus proche."
        return ""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One fund would like to help one campaign with so many cents."""

    fund: int
    campaign: int
    cents: int
    kind: GrantKind


@dataclass
class Cover:
    """A mandate in force, counted down as it is used. Cents.

    ``given``: by campaign, under this mandate so far; ``shunned``: campaigns that one of its signers has to do with.
    """

    mandate: int
    kinds: frozenset[GrantKind]
    funds: frozenset[int] | None
    left: int
    grant_cap: int
    project_cap: int
    given: dict[int, int] = field(default_factory=dict)
    shunned: frozenset[int] = frozenset()

    def room(self, *, fund: int, campaign: int, kind: GrantKind) -> int:
        """Most cents of such a grant."""
        allowed = kind in self.kinds and (self.funds is None or fund in self.funds) and campaign not in self.shunned
        return max(0, min(self.left, self.grant_cap, self.rest(campaign))) if allowed else 0

    def rest(self, campaign: int) -> int:
        """What the cap for a project still lets it have."""
        return self.project_cap - self.given.get(campaign, 0)

    def use(self, campaign: int, cents: int) -> None:
        self.left -= cents
        self.given[campaign] = self.given.get(campaign, 0) + cents

    def free(self, campaign: int, cents: int) -> None:
        """What was used after all was not."""
        self.use(campaign, -cents)


def covered(wanted: Iterable[Wanted], covers: Sequence[Cover]) -> list[tuple[Wanted, int]]:
    """What mandates cover, each with its mandate; the covers are counted down.

    All that one campaign would get is covered, or nothing of it is: half a completion completes nothing. The first
    mandate that covers a grant pays for it.
    """
    by_campaign: dict[int, list[Wanted]] = {}
    for each in wanted:
        by_campaign.setdefault(each.campaign, []).append(each)
    found: list[tuple[Wanted, int]] = []
    for grants in by_campaign.values():
        found += _whole(grants, covers)
    return found


def _whole(grants: Sequence[Wanted], covers: Sequence[Cover]) -> list[tuple[Wanted, int]]:
    used: list[tuple[Wanted, Cover]] = []
    for each in grants:
        room = (
            cover
            for cover in covers
            if cover.room(fund=each.fund, campaign=each.campaign, kind=each.kind) >= each.cents
        )
        cover = next(room, None)
        if cover is None:
            for taken, by in used:
                by.free(taken.campaign, taken.cents)
            return []
        cover.use(each.campaign, each.cents)
        used.append((each, cover))
    return [(each, cover.mandate) for each, cover in used]


def waiting_for_signatures(wanted: Iterable[Wanted], covered_ones: Mapping[int, int]) -> dict[int, int]:
    """Cents by campaign of what no mandate covers; ``covered_ones``: cents by campaign that are."""
    totals: dict[int, int] = {}
    for each in wanted:
        totals[each.campaign] = totals.get(each.campaign, 0) + each.cents
    return {campaign: cents for campaign, cents in totals.items() if not covered_ones.get(campaign)}
