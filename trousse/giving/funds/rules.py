"""Pure rules of funds: which projects a fund may help, within which limits, and which fund serves a wish."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from trousse.core.money import Euro
from trousse.people.bodies.rules import is_valid_siren

WHOLE = 10_000
"""Basis points in a whole."""
_NOTHING = Euro.zero()


@dataclass(frozen=True, kw_only=True)
class ProjectFeatures:
    """What funds and the rules of solidarity look at in a project. None: not known, which meets no condition.

    ``ips``: the social index of its school, in tenths.
    """

    themes: frozenset[str] = frozenset()
    departement: str | None = None
    academie: str | None = None
    level_groups: frozenset[str] = frozenset()
    priority: str | None = None
    zone: str | None = None
    ips: int | None = None


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """What a fund asks of a project, or a donor wishes: every condition is met, by any of its values.

    An empty set asks nothing. Values: slugs of themes, codes of départements and académies, ``LevelGroup``,
    ``Priority``, ``Zone``.
    """

    themes: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    academies: frozenset[str] = frozenset()
    level_groups: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()

    @classmethod
    def of(cls, **values: Iterable[str]) -> "Restriction":
        """From any iterables: ``Restriction.of(themes=["mer"])``."""
        return cls(**{name: frozenset(given) for name, given in values.items()})

    @property
    def conditions(self) -> tuple[frozenset[str], ...]:
        """One set a key, in the order of the fields, which is the order of importance for a wish."""
        return tuple(getattr(self, name) for name in KEYS)

    @property
    def asks_nothing(self) -> bool:
        return not any(self.conditions)

    def sorted_values(self) -> dict[str, list[str]]:
        """By key, as they are stored: equal restrictions are stored alike."""
        return {key: sorted(condition) for key, condition in zip(KEYS, self.conditions, strict=True)}

    def joined(self, other: "Restriction") -> "Restriction":
        """The values of both, key by key."""
        return Restriction(**{key: getattr(self, key) | getattr(other, key) for key in KEYS})

    def allows(self, facts: ProjectFeatures) -> bool:
        """Whether the money may go to such a project."""
        offered = (
            facts.themes,
            _known(facts.departement),
            _known(facts.academie),
            facts.level_groups,
            _known(facts.priority),
            _known(facts.zone),
        )
        pairs = zip(self.conditions, offered, strict=True)
        return all(not asked or not asked.isdisjoint(values) for asked, values in pairs)

    def serves(self, wish: "Restriction") -> bool:
        """Whether a gift to a fund of these criteria goes where ``wish`` wants it, or wider, but never aside.

        Each condition of the fund is one of the wish, and holds all that is wished: a wish for music in the Nord is
        served by the fund for music, or for music and theatre, not by the fund for music in the Somme.
        """
        pairs = zip(self.conditions, wish.conditions, strict=True)
        return all(not asked or (bool(wished) and wished <= asked) for asked, wished in pairs)

    @property
    def rank(self) -> tuple[int, ...]:
        """The more a fund asks the closer it is to a wish; a theme says more than a place, one value more than two."""
        asked = [bool(condition) for condition in self.conditions]
        return (sum(asked), *asked, -sum(len(condition) for condition in self.conditions))


KEYS = tuple(field.name for field in fields(Restriction))


def closest(candidates: list[Restriction], wish: Restriction) -> Restriction | None:
    """The candidate that serves ``wish`` most closely, if any serves it."""
    serving = [restriction for restriction in candidates if restriction.serves(wish)]
    return max(serving, key=lambda restriction: restriction.rank, default=None)


@dataclass(frozen=True, kw_only=True)
class FundLimits:
    """Within what a fund may help one project. None: no such limit.

    ``cap``: most for one project; ``share_cap_bp``: most in basis points of its minimum goal; ``least``: no smaller
    grant (unless less is missing); ``expires_on``: the last day on which it gives; ``matches``: adds one euro to each
    euro that is given, while it lasts.
    """

    cap: Euro | None = None
    share_cap_bp: int | None = None
    least: Euro = _NOTHING
    expires_on: date | None = None
    matches: bool = False

    def most(self, goal: Euro) -> Euro | None:
        """The most it may give to a project with this minimum goal, all grants together; None: no limit."""
        bounds = [] if self.cap is None else [self.cap.cents]
        if self.share_cap_bp is not None:
            bounds.append(goal.cents * self.share_cap_bp // WHOLE)
        return Euro(min(bounds)) if bounds else None

    def expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


def _known(value: str | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset({value})


def terms_problems(
    *, organisation: str, siren: str, limits: FundLimits, signed_on: date, starts_on: date
) -> dict[str, str]:
    """What is wrong with these terms, in French, by the name of the term; empty when they can be agreed on."""
    is_too_early = limits.expires_on is not None and limits.expires_on < starts_on
    found = {
        "organisation": "" if organisation.strip() else "Donnez le nom de l’organisme, tel que la convention l’écrit.",
        "siren": "" if is_valid_siren(siren) else _NO_SIREN,
        "starts_on": "Une convention ne commence pas avant d’être signée." if starts_on < signed_on else "",
        "expires_on": "Une convention ne finit pas avant de commencer." if is_too_early else "",
        **_limits_problems(limits),
    }
    return {term: problem for term, problem in found.items() if problem}


def deposit_reference(typed: str) -> str:
    """The reference of a transfer as it is stored: copied from a statement, its spaces vary."""
    return " ".join(typed.split())


_NO_SIREN = "Le numéro SIREN a neuf chiffres, par exemple 732829320. Vérifiez-le, s’il vous plaît."


def _limits_problems(limits: FundLimits) -> dict[str, str]:
    cap, share, least = limits.cap, limits.share_cap_bp, limits.least
    is_too_large = cap is not None and least > cap
    return {
        "cap": "Le plafond par projet est une somme positive." if cap is not None and cap <= _NOTHING else "",
        "share": "La part de l’objectif va de 0,01 % à 100 %." if share is not None and not 0 < share <= WHOLE else "",
        "least": "La plus petite aide est positive, et ne dépasse pas le plafond par projet."
        if least < _NOTHING or is_too_large
        else "",
    }


def completable(gaps: Iterable[tuple[Euro, Euro]], *, balance: Euro, limits: FundLimits) -> int:
    """How many projects a fund could complete alone, the nearest first. ``gaps``: (missing, minimum goal) of each.

    An order of magnitude for readers: a round looks at all funds together (``giving.allocation``).
    """
    done, rest = 0, balance
    for gap, goal in sorted(gaps):
        most = limits.most(goal)
        if gap > rest:
            break
        if gap > _NOTHING and (most is None or gap <= most):
            done, rest = done + 1, rest - gap
    return done
