"""Two tabs, two devices: what was typed here beside what was saved elsewhere."""

from collections.abc import Sequence
from typing import Any

from trousse.core import formats
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelCode
from trousse.fundraising.projects.errors import ConflictingEdit
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry
from trousse.fundraising.projects.selectors import budget_of, classes_of, other_schools_of
from trousse.fundraising.projects.services import ProjectChanges
from trousse.fundraising.review.rules import REMARKABLE
from trousse.people.bodies.enums import BodyKind
from trousse.web.components.conflicts import Conflict, Difference

LABELS = {**REMARKABLE, "classes": "Classes", "manager_name": "Nom du gestionnaire", "head_name": "Nom de la direction"}


def told(conflict: ConflictingEdit, changes: ProjectChanges, budget: Sequence[BudgetEntry], url: str) -> Conflict:
    """Field by field, in words: ``changes`` and ``budget`` as they were to be saved; ``url`` shows what is stored."""
    typed: dict[str, Any] = {**changes, "budget": budget}
    names = [field.removesuffix("_cents") for field in conflict.fields]
    differences = [
        Difference(
            LABELS.get(name, name),
            in_words(name, typed.get(name)) or "rien",
            in_words(name, _stored(conflict.current, name)) or "rien",
        )
        for name in names
    ]
    return Conflict(conflict.user_message, differences, url)


def _stored(project: Project, name: str) -> Any:
    match name:
        case "budget":
            return budget_of(project)
        case "classes":
            return classes_of(project)
        case "other_schools":
            return other_schools_of(project)
    return getattr(project, name)


def in_words(name: str, value: Any) -> str:
    """An answer as people read it; empty when there is none."""
    if value is None or value == "":
        return ""
    match name:
        case "budget":
            return _budget(value)
        case "classes":
            return "\n".join(_class(each) for each in value)
        case "other_schools":
            return ", ".join(str(school) for school in value)
        case "body_kind":
            return BodyKind(value).label
        case "starts_on" | "ends_on" | "opens_on":
            return formats.day(value)
        case "minimum_goal" | "optimum_goal":
            return value.format() if isinstance(value, Euro) else Euro(value).format()
    return str(value)


def _budget(entries: Sequence[BudgetEntry]) -> str:
    return "\n".join(f"{entry.label} {entry.amount}" for entry in entries)


def _class(entry: ClassEntry) -> str:
    levels = ", ".join(LevelCode(level).label for level in entry.levels)
    pupils = f"{entry.pupils} élèves" if entry.pupils else ""
    return " · ".join(filter(None, (entry.name, levels, pupils)))
