"""What a fund did, in figures and project by project: the same facts for its page, its patron and its report. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trousse.core.money import Euro
from trousse.people.schools.enums import Labelled

Terms = list[tuple[str, str]]
"""The terms of an agreement: what each is called, and what was agreed."""


class Outcome(Labelled):
    """What became of a project that a fund helped."""

    UNDER_WAY = "under_way", "Collecte en cours"
    FUNDED = "funded", "Projet financé"
    CAME_HOME = "came_home", "Revenu au fonds"


@dataclass(frozen=True, kw_only=True)
class Help:
    """One grant of the fund. ``kind``: what it was for, in French; ``place``: the name of the département."""

    campaign_id: int
    title: str
    slug: str
    school: str
    place: str
    pupils: int
    amount: Euro
    kind: str
    on: date
    outcome: Outcome


@dataclass(frozen=True)
class PlaceShare:
    """What one département received: how many projects, how much."""

    name: str
    projects: int
    amount: Euro


@dataclass(frozen=True)
class Impact:
    """All the grants of a fund, the latest first. What came home counts for nothing in the figures."""

    helps: Sequence[Help]

    @cached_property
    def standing(self) -> list[Help]:
        """Those whose money is still with the project."""
        return [one for one in self.helps if one.outcome is not Outcome.CAME_HOME]

    @property
    def projects(self) -> int:
        return len({one.campaign_id for one in self.standing})

    @property
    def funded(self) -> int:
        return len({one.campaign_id for one in self.standing if one.outcome is Outcome.FUNDED})

    @property
    def pupils(self) -> int:
        return sum({one.campaign_id: one.pupils for one in self.standing}.values())

    @property
    def given(self) -> Euro:
        return Euro.total(one.amount for one in self.standing)

    @property
    def given_funded(self) -> Euro:
        """Of what is given, what went to collections that succeeded."""
        return Euro.total(one.amount for one in self.standing if one.outcome is Outcome.FUNDED)

    @property
    def came_home(self) -> Euro:
        return Euro.total(one.amount for one in self.helps if one.outcome is Outcome.CAME_HOME)

    @property
    def places(self) -> list[PlaceShare]:
        """By département, the most helped first."""
        by_place: dict[str, list[Help]] = defaultdict(list)
        for one in self.standing:
            by_place[one.place or "Ailleurs"].append(one)
        shares = [
            PlaceShare(name, len({one.campaign_id for one in helps}), Euro.total(one.amount for one in helps))
            for name, helps in by_place.items()
        ]
        return sorted(shares, key=lambda share: (-share.amount.cents, share.name))
