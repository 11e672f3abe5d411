"""What changed between two submissions, word by word. Pure: it reads two snapshots and touches nothing.

A snapshot is what ``projects.selectors.project_snapshot`` wrote at the time: a key that one of them does not have
(it was added since) counts as empty.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide, LevelCode
from trousse.people.bodies.enums import BodyKind

MOST_WORDS = 4_000
"""Above this many words in a field, it is shown replaced as a whole: comparing takes time squared."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Fate(StrEnum):
    """What became of a few words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A few words that share one fate."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field before and now, cut where they differ; ``before`` holds no added words, ``now`` no removed ones."""

    field: str
    label: str
    before: tuple[Piece, ...]
    now: tuple[Piece, ...]


def words_compared(before: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two sides of one text. Joined again, the pieces give back each text to the letter."""
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    if max(len(old), len(new)) > MOST_WORDS:
        return _side([(Fate.REMOVED, before)]), _side([(Fate.ADDED, now)])
    left: list[tuple[Fate, str]] = []
    right: list[tuple[Fate, str]] = []
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = operation == "equal"
        left.append((Fate.KEPT if same else Fate.REMOVED, "".join(old[i:j])))
        right.append((Fate.KEPT if same else Fate.ADDED, "".join(new[k:m])))
    return _side(left), _side(right)


def changes_between(
    before: Mapping[str, Any], now: Mapping[str, Any], themes: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the project's form. ``themes`` names each theme by its slug."""
    found = []
    for field, (label, in_words) in _readers(themes).items():
        old, new = in_words(before), in_words(now)
        if old != new:
            found.append(FieldChange(field, label, *words_compared(old, new)))
    return tuple(found)


def _side(parts: list[tuple[Fate, str]]) -> tuple[Piece, ...]:
    return tuple(Piece(fate, text) for fate, text in parts if text)


Reader = Callable[[Mapping[str, Any]], str]


def _readers(themes: Mapping[str, str]) -> dict[str, tuple[str, Reader]]:
    return {
        "title": ("Titre", _text("title")),
        "summary": ("Résumé", _text("summary")),
        "story": ("Ce que les élèves vont faire", _text("story")),
        "learning": ("Ce qu’ils vont apprendre", lambda shot: "\n".join(shot.get("learning") or ())),
        "theme": ("Thème", lambda shot: themes.get(shot.get("theme") or "", shot.get("theme") or "")),
        "school_project": ("Projet d’école ou d’établissement", _text("school_project")),
        "school": ("Établissement", lambda shot: (shot.get("school") or {}).get("name", "")),
        "other_schools": ("Établissements qui participent", _others),
        "classes_label": ("Classes", _classes),
        "levels": ("Niveaux", _levels),
        "pupils": ("Nombre d’élèves", _text("pupils")),
        "starts_on": ("Début du projet", _day("starts_on")),
        "ends_on": ("Fin du projet", _day("ends_on")),
        "minimum_goal": ("Objectif minimum", _euros("minimum_goal_cents")),
        "optimum_goal": ("Objectif optimum", _euros("optimum_goal_cents")),
        "ceiling_reason": ("Raison d’un minimum élevé", _text("ceiling_reason")),
        "budget": ("Budget", _budget),
        "opens_on": ("Jour d’ouverture", _day("opens_on")),
        "duration_days": ("Durée en jours", _text("duration_days")),
        "body_kind": ("Structure réceptrice", _body),
        "class_signature": ("Signature de la classe", _text("class_signature")),
        "thanks": ("Remerciements", _text("thanks")),
    }


def _text(key: str) -> Reader:
    return lambda shot: "" if shot.get(key) is None else str(shot[key])


def _euros(key: str) -> Reader:
    return lambda shot: "" if shot.get(key) is None else Euro(shot[key]).format()


def _levels(shot: Mapping[str, Any]) -> str:
    known = {level.value: level.label for level in LevelCode}
    return ", ".join(known.get(level, level) for level in shot.get("levels") or ())


def _body(shot: Mapping[str, Any]) -> str:
    known = {kind.value: kind.label for kind in BodyKind}
    return known.get(shot.get("body_kind") or "", "")


def _others(shot: Mapping[str, Any]) -> str:
    return "\n".join(other["name"] for other in shot.get("other_schools") or ())


def _classes(shot: Mapping[str, Any]) -> str:
    """A line each; submissions of before the classes had rows of their own hold one line for all."""
    rows = shot.get("class_rows")
    if not rows:
        return shot.get("classes") or ""
    return "\n".join(_class_line(row) for row in rows)


def _class_line(row: Mapping[str, Any]) -> str:
    parts = [row["name"], _levels(row), f"{row['pupils']} élèves" if row["pupils"] else ""]
    return " · ".join(filter(None, parts))


def _budget(shot: Mapping[str, Any]) -> str:
    return "\n".join(_budget_line(line) for line in shot.get("budget") or ())


def _budget_line(line: Mapping[str, Any]) -> str:
    side = "Dépense" if line["side"] == BudgetSide.EXPENSE else "Ressource"
    note = f" ({line['note']})" if line.get("note") else ""
    return f"{side} : {line['label']}, {Euro(line['amount_cents']).format()}{note}"


def _day(key: str) -> Reader:
    def read(shot: Mapping[str, Any]) -> str:
        return date.fromisoformat(shot[key]).strftime("%d/%m/%Y") if shot.get(key) else ""

    return read
