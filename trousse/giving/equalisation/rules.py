"""Pure rules of equalisation: what completing a project is worth, and what the funds together may give to one.

Worth is counted in hundredths of an ordinary project, money in cents, shares in basis points, and the social index of a
school (IPS) in tenths.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil

from trousse.core.money import HARD_SPACE, Euro
from trousse.giving.equalisation.enums import Ballot
from trousse.giving.funds.rules import WHOLE, ProjectFeatures

BASE = 100
"""Worth of an ordinary project, by definition."""
WORTH_MOST, BONUS_MOST = 500, 200
"""No project is worth more than five ordinary ones by its network, or two more by anything else."""
IPS_LEAST, IPS_MOST = 400, 2000
"""Tenths: between what bounds the ministry publishes indices."""
LEAST_IN_FAVOUR = 2
"""No rule comes from one person alone, whatever the size of the committee."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Worth of a project by what is known of its school, in hundredths of an ordinary one.

    ``rep`` and ``rep_plus`` stand in the place of ``base``; ``rural``, and ``ips_low`` for an index under ``ips_below``
    tenths (None: the index does not count), are added to it.
    """

    base: int = BASE
    rep: int = 150
    rep_plus: int = 200
    rural: int = 25
    ips_low: int = 0
    ips_below: int | None = None

    def weight_of(self, features: ProjectFeatures) -> int:
        """The worth of a project with these features; what is not known of a school adds nothing."""
        worth = {"rep": self.rep, "rep+": self.rep_plus}.get(features.priority or "", self.base)
        return worth + self._rural(features) + self._low_index(features)

    def _rural(self, features: ProjectFeatures) -> int:
        return self.rural if features.zone == "rural" else 0

    def _low_index(self, features: ProjectFeatures) -> int:
        is_low = features.ips is not None and self.ips_below is not None and features.ips < self.ips_below
        return self.ips_low if is_low else 0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Over all funds together. None: no such limit.

    ``most_share_bp``: most part of its minimum goal that funds may give to one project; ``most_cents``: most money;
    ``least_raised_bp``: what part of the minimum its own donors have given before the funds complete it.
    """

    most_share_bp: int | None = None
    most_cents: int | None = None
    least_raised_bp: int = 0

    def most(self, goal: int) -> int | None:
        """The most, in cents, that funds may give to a project with this minimum goal; None: no limit."""
        bounds = [] if self.most_cents is None else [self.most_cents]
        if self.most_share_bp is not None:
            bounds.append(goal * self.most_share_bp // WHOLE)
        return min(bounds, default=None)

    def least_raised(self, goal: int) -> int:
        """What its own donors have given, in cents, before the funds complete a project with this minimum goal."""
        return ceil(Fraction(goal * self.least_raised_bp, WHOLE))

    def refusal(self, *, goal: int, raised_alone: int, granted: int, ask: int, is_seed: bool) -> str | None:
        """Why the funds may not give ``ask`` more cents to a project, in French; None when they may.

        ``goal``: its minimum goal; ``raised_alone``: what people gave, without the funds; ``granted``: what funds gave
        it so far. A seed (``is_seed``) starts a collection and therefore waits for nobody.
        """
        most = self.most(goal)
        if most is not None and granted + ask > most:
            return f"Les fonds réunis donnent au plus {Euro(most)} à ce projet{self._why_most(goal, most)}."
        if not is_seed and raised_alone < self.least_raised(goal):
            return (
                f"Les fonds complètent une collecte quand ses donateurs ont réuni {percent(self.least_raised_bp)} de "
                f"son minimum, ici {Euro(self.least_raised(goal))}."
            )
        return None

    def _why_most(self, goal: int, most: int) -> str:
        if self.most_share_bp is not None and most == goal * self.most_share_bp // WHOLE:
            return f", soit {percent(self.most_share_bp)} de son minimum"
        return ""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds on a day: the number of the version, its weights and limits."""

    version: int
    weights: Weights
    limits: Limits

    @property
    def fingerprint(self) -> str:
        """The same for the same weights and limits, whatever the version: what a simulation was made of."""
        content = {"weights": asdict(self.weights), "limits": asdict(self.limits)}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How a committee of ``members`` voted."""

    members: int
    counts: Mapping[Ballot, int]

    @property
    def voters(self) -> int:
        """Abstentions take part in a vote."""
        return sum(self.counts.values())

    @property
    def in_favour(self) -> int:
        return self.counts.get(Ballot.FOR, 0)

    @property
    def against(self) -> int:
        return self.counts.get(Ballot.AGAINST, 0)

    @property
    def abstained(self) -> int:
        return self.counts.get(Ballot.ABSTAIN, 0)

    @property
    def everybody_voted(self) -> bool:
        return self.voters >= self.members

    def has_quorum(self, quorum_percent: int) -> bool:
        """Whether that part of the committee voted."""
        return self.voters * 100 >= self.members * quorum_percent

    def is_adopted(self, *, quorum_percent: int, majority_percent: int) -> bool:
        """Enough people voted, more than ``majority_percent`` of those who chose are in favour, and at least two."""
        chose = self.in_favour + self.against
        wanted = self.in_favour * 100 > chose * majority_percent
        return self.has_quorum(quorum_percent) and wanted and self.in_favour >= LEAST_IN_FAVOUR


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a version says: its words, its weights, its limits."""

    title: str
    text: str
    weights: Weights
    limits: Limits


def problems_of(content: Content) -> dict[str, str]:
    """What keeps these rules from being rules, in French, by the name of the field; empty when nothing does."""
    weights, limits = content.weights, content.limits
    found = {
        "title": "" if content.title.strip() else "Donnez un titre à cette version.",
        "text": "" if content.text.strip() else "Dites en français courant ce qui change, et pourquoi.",
        "rep": _outside(weights.rep, BASE, WORTH_MOST, "Un projet en REP compte"),
        "rep_plus": _outside(weights.rep_plus, BASE, WORTH_MOST, "Un projet en REP+ compte"),
        "rural": _outside(weights.rural, 0, BONUS_MOST, "Ce qui s’ajoute va"),
        "ips_low": _outside(weights.ips_low, 0, BONUS_MOST, "Ce qui s’ajoute va"),
        "ips_below": _index_problem(weights),
        "most_share": _share_problem(limits.most_share_bp, at_least=1),
        "most": "" if limits.most_cents is None or limits.most_cents > 0 else "Cette somme est supérieure à zéro.",
        "least_raised": _share_problem(limits.least_raised_bp, at_least=0, at_most=WHOLE - 1),
    }
    if not found["rep"] and not found["rep_plus"] and weights.rep_plus < weights.rep:
        found["rep_plus"] = "Un projet en REP+ compte au moins autant qu’en REP."
    return {name: problem for name, problem in found.items() if problem}


def _outside(worth: int, at_least: int, at_most: int, what: str) -> str:
    return "" if at_least <= worth <= at_most else f"{what} de {at_least} à {at_most}{HARD_SPACE}%."


def _index_problem(weights: Weights) -> str:
    if weights.ips_below is None:
        return "Donnez l’indice sous lequel un projet compte davantage." if weights.ips_low else ""
    if not weights.ips_low:
        return "Dites aussi ce qu’un projet gagne sous cet indice, ou laissez cette case vide."
    if not IPS_LEAST <= weights.ips_below <= IPS_MOST:
        return f"Un indice de position sociale va de {IPS_LEAST // 10} à {IPS_MOST // 10}."
    return ""


def _share_problem(share: int | None, *, at_least: int, at_most: int = WHOLE) -> str:
    if share is None or at_least <= share <= at_most:
        return ""
    return (
        "Cette part est supérieure à 0 % et va jusqu’à 100 %." if at_least else "Cette part va de 0 % à moins de 100 %."
    )


def percent(basis_points: int) -> str:
    """« 40 % », « 12,5 % »."""
    whole, rest = divmod(basis_points, 100)
    figure = f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)
    return f"{figure}{HARD_SPACE}%"


FIRST = Rules(version=1, weights=Weights(), limits=Limits())
"""The rules of the first day, until the community adopted others."""
