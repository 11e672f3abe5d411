"""The rules in plain French: what a project counts for, what the funds may give, what changes, and an example."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from trousse.core.money import Euro
from trousse.giving.equalisation.rules import BASE, Limits, Rules, Weights, percent
from trousse.giving.funds.rules import ProjectFeatures


@dataclass(frozen=True)
class Worth:
    """What one kind of project counts for, in hundredths."""

    label: str
    cents: int

    @property
    def figure(self) -> str:
        return figure(self.cents)


@dataclass(frozen=True)
class Difference:
    """One line of what changes from one version to another. ``before`` and ``after`` are words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Case:
    """A class of the example: ``name`` is a letter, ``missing`` what its collection lacks."""

    name: str
    about: str
    missing: Euro
    worth: int

    @property
    def figure(self) -> str:
        return figure(self.worth)


@dataclass(frozen=True)
class Example:
    """``money`` is left in the funds, three collections end: ``helped`` are completed.

    ``alone``: which one is, when only the first two need help; None when they count the same.
    """

    money: Euro
    cases: tuple[Case, ...]
    helped: tuple[Case, ...]
    alone: Case | None

    @property
    def worth(self) -> str:
        """Of those that are helped."""
        return figure(sum(case.worth for case in self.helped))


def figure(hundredths: int) -> str:
    """« 1 », « 1,5 », « 2,25 »."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


def worths(weights: Weights) -> list[Worth]:
    """From an ordinary project to those that count most; what adds up is said as a sum."""
    shown = [
        ("Un projet ordinaire", ProjectFeatures()),
        ("Dans une commune rurale", ProjectFeatures(zone="rural")),
        ("En REP", ProjectFeatures(priority="rep")),
        ("En REP+", ProjectFeatures(priority="rep+")),
        ("En REP+, dans une commune rurale", ProjectFeatures(priority="rep+", zone="rural")),
    ]
    told = [Worth(label, weights.weight_of(features)) for label, features in shown]
    if weights.ips_below is not None:
        low = ProjectFeatures(ips=weights.ips_below - 1)
        told.insert(2, Worth(f"Dans une école dont {_under(weights.ips_below)}", weights.weight_of(low)))
    return told


def limits_words(limits: Limits) -> list[str]:
    """One sentence a limit; without any, that there is none."""
    told = []
    if limits.most_share_bp is not None:
        told.append(f"Tous fonds réunis, un projet reçoit au plus {percent(limits.most_share_bp)} de son minimum.")
    if limits.most_cents is not None:
        told.append(f"Tous fonds réunis, un projet reçoit au plus {Euro(limits.most_cents)}.")
    if limits.least_raised_bp:
        told.append(
            f"Les fonds complètent une collecte quand ses donateurs ont réuni {percent(limits.least_raised_bp)} de son "
            "minimum. Un coup de pouce de départ, lui, n’attend personne."
        )
    return told or ["Pas de plafond commun aux fonds : chaque fonds a les siens."]


def differences(before: Rules, after: Rules) -> list[Difference]:
    """What changes, in the order in which rules are read; nothing when they are the same."""
    pairs = zip(_lines(before), _lines(after), strict=True)
    return [Difference(label, old, new) for (label, old), (_label, new) in pairs if old != new]


def example(weights: Weights) -> Example:
    """600 € for three collections that lack 600, 300 and 300 €: the funds complete what counts most together."""
    money = Euro.of(600)
    cases = (
        Case("A", "un collège en REP", money, weights.weight_of(ProjectFeatures(priority="rep"))),
        Case("B", "une école de village", Euro.of(300), weights.weight_of(ProjectFeatures(zone="rural"))),
        Case("C", "une école de ville", Euro.of(300), BASE),
    )
    chosen = max(_within(money, cases), key=lambda few: (_worth(few), len(few)))
    first, second, _third = cases
    alone = max((first, second), key=lambda case: case.worth) if first.worth != second.worth else None
    return Example(money, cases, chosen, alone)


def _within(money: Euro, cases: tuple[Case, ...]) -> Iterator[tuple[Case, ...]]:
    """Those that the money completes, one and more at a time."""
    for size in range(1, len(cases) + 1):
        for few in combinations(cases, size):
            if Euro.total(case.missing for case in few) <= money:
                yield few


def _worth(cases: tuple[Case, ...]) -> int:
    return sum(case.worth for case in cases)


def _lines(rules: Rules) -> list[tuple[str, str]]:
    weights, limits = rules.weights, rules.limits
    none = "pas de limite"
    return [
        ("Un projet en REP compte", figure(weights.rep)),
        ("Un projet en REP+ compte", figure(weights.rep_plus)),
        ("Dans une commune rurale, on ajoute", figure(weights.rural)),
        ("Selon l’indice de l’école, on ajoute", _index(weights)),
        (
            "Part du minimum donnée par les fonds, au plus",
            percent(limits.most_share_bp) if limits.most_share_bp else none,
        ),
        ("Somme donnée par les fonds, au plus", str(Euro(limits.most_cents)) if limits.most_cents else none),
        (
            "Réuni par ses donateurs avant d’être complété",
            percent(limits.least_raised_bp) if limits.least_raised_bp else "rien d’exigé",
        ),
    ]


def _index(weights: Weights) -> str:
    return "rien" if weights.ips_below is None else f"{figure(weights.ips_low)} si {_under(weights.ips_below)}"


def _under(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"l’indice de position sociale est sous {whole}" + (f",{rest}" if rest else "")
