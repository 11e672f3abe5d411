"""The published selection criteria: each version of the grid, word for word. Pure: it touches no database.

An intermediary in crowdfunding publishes the criteria by which it selects projects, and how each project answers them
(art. R.548-5 4° a CMF). The reviewer answers every criterion when accepting; a decision keeps the version it was taken
with, so that it is always read with the words of its day. A grid that has been in force is history: to change a word,
add a grid below with its version and its first day, and leave the others as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NOTE_MAX = 240


@dataclass(frozen=True)
class Criterion:
    """One criterion. ``label`` is published; ``question`` is what the reviewer answers by yes or no, yes being met.

    ``is_required``: without it a project cannot be accepted. Otherwise a « no » takes a word that explains it.
    """

    code: str
    label: str
    question: str
    is_required: bool = True


@dataclass(frozen=True)
class Grid:
    """All the criteria of a version, in the order in which they are read; in force from its first day."""

    version: str
    in_force_from: date
    criteria: tuple[Criterion, ...]

    def criterion(self, code: str) -> Criterion:
        """Raises KeyError for a code of another grid."""
        return {criterion.code: criterion for criterion in self.criteria}[code]

    @property
    def required(self) -> list[Criterion]:
        return [criterion for criterion in self.criteria if criterion.is_required]

    @property
    def weighed(self) -> list[Criterion]:
        """Those that a project may miss, if there is a reason."""
        return [criterion for criterion in self.criteria if not criterion.is_required]


@dataclass(frozen=True)
class Answer:
    """What a reviewer answers to a criterion. ``note`` is a short word that everybody will read."""

    met: bool
    note: str = ""


GRIDS: tuple[Grid, ...] = (
    Grid(
        version="2026-11",
        in_force_from=date(2026, 11, 24),
        criteria=(
            Criterion(
                "eleves",
                "Le projet est fait pour des élèves, et inscrit dans le projet d’école ou d’établissement.",
                "Est-il fait pour des élèves, et inscrit dans le projet d’école ou d’établissement ?",
            ),
            Criterion(
                "defini",
                "Il est défini d’avance : objet, somme, calendrier, emploi de l’argent, résultat attendu.",
                "Objet, somme, calendrier, emploi de l’argent et résultat attendu sont-ils définis ?",
            ),
            Criterion(
                "tous",
                "Il est ouvert à tous les élèves de la classe, que leur famille puisse donner ou non.",
                "Tous les élèves de la classe y ont-ils leur place, que leur famille donne ou non ?",
            ),
            Criterion(
                "valeurs",
                "Il respecte l’égalité, la neutralité, la laïcité et les droits de chacun.",
                "Respecte-t-il l’égalité, la neutralité, la laïcité et les droits de chacun ?",
            ),
            Criterion(
                "public",
                "Il ne remplace pas ce que l’État ou la commune doivent payer.",
                "L’État et la commune gardent-ils à leur charge ce qu’ils doivent payer ?",
            ),
            Criterion(
                "interet",
                "Il ne sert l’intérêt d’aucune personne ni d’aucune entreprise, et donner n’y rapporte rien.",
                "Est-il sans profit pour une personne, une entreprise ou celui qui donne ?",
            ),
            Criterion(
                "apprendre",
                "Les élèves y apprennent, et y prennent part du début à la fin.",
                "Les élèves y apprennent-ils, et y prennent-ils part du début à la fin ?",
                is_required=False,
            ),
            Criterion(
                "realiste",
                "Son budget est détaillé, et son calendrier tenable.",
                "Le budget est-il détaillé, et le calendrier tenable ?",
                is_required=False,
            ),
            Criterion(
                "trace",
                "Il laisse quelque chose que d’autres classes peuvent voir, utiliser ou reprendre.",
                "Laisse-t-il quelque chose que d’autres classes peuvent voir, utiliser ou reprendre ?",
                is_required=False,
            ),
        ),
    ),
)
"""Oldest first."""


def grid_on(day: date) -> Grid:
    """The grid in force that day; the first one for every day before it."""
    return next((grid for grid in reversed(GRIDS) if grid.in_force_from <= day), GRIDS[0])


def grid_of(version: str) -> Grid:
    """The grid of a decision. Raises KeyError for a version that never was."""
    return {grid.version: grid for grid in GRIDS}[version]


def problems_of(grid: Grid, answers: Mapping[str, Answer]) -> dict[str, str]:
    """What keeps a project from being accepted with these answers, by criterion; empty when nothing does."""
    found = {criterion.code: _problem(criterion, answers.get(criterion.code)) for criterion in grid.criteria}
    found |= dict.fromkeys(answers.keys() - found.keys(), "Ce critère n’est pas dans la grille en vigueur.")
    return {code: problem for code, problem in found.items() if problem}


def all_met(grid: Grid) -> dict[str, Answer]:
    """« Yes » to every criterion: what a project without reserve receives."""
    return {criterion.code: Answer(met=True) for criterion in grid.criteria}


def _problem(criterion: Criterion, answer: Answer | None) -> str:
    if answer is None:
        return "Répondez par oui ou par non."
    if not answer.met and criterion.is_required:
        return "Sans ce critère, le projet ne peut pas être accepté : rendez-le, ou refusez-le."
    if not answer.met and not answer.note.strip():
        return "Dites en quelques mots pourquoi vous le retenez quand même."
    if len(answer.note.strip()) > NOTE_MAX:
        return f"C’est un peu long : {NOTE_MAX} signes au plus."
    return ""
