"""What a draft still needs, and where: advice with the page and the field it leads to, as typed or as stored."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.projects import rules, selectors
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry, Missing
from trousse.fundraising.projects.services import ProjectChanges
from trousse.fundraising.review.rules import REMARKABLE
from trousse.web.teacher.wizard.steps import Step, step_of

ANCHORS = {
    "budget": "id_depenses-0-label",
    "body_kind": "id_body_kind_0",
    "classes_label": "id_classes-{row}-name",
    "levels": "niveaux-{row}",
    "pupils": "id_classes-{row}-pupils",
}
"""Where a field stands on its page, when it is not under its own name."""


@dataclass(frozen=True)
class Advice:
    """One thing to do, and where: the step, and the address of the very field."""

    step: Step
    href: str
    label: str
    text: str

    @property
    def go(self) -> str:
        """What a button says to save and go there."""
        return f"{self.step.go}#{self.href.partition('#')[2]}"


@dataclass(frozen=True)
class Checklist:
    """What blocks the submission (``missing``) and what does not (``tips``)."""

    missing: tuple[Advice, ...]
    tips: tuple[Advice, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    def of(self, step: Step) -> "Checklist":
        """The part that is answered on ``step``."""
        return Checklist(_on(step, self.missing), _on(step, self.tips))


@dataclass(frozen=True)
class BudgetTotals:
    """Sums of a budget; ``to_raise`` is what the collection is there to find."""

    expenses: Euro
    incomes: Euro
    to_raise: Euro


def totals_of(budget: Sequence[BudgetEntry]) -> BudgetTotals:
    return BudgetTotals(
        rules.total(budget, BudgetSide.EXPENSE), rules.total(budget, BudgetSide.INCOME), rules.to_be_raised(budget)
    )


def checklist(
    project: Project, *, budget: Sequence[BudgetEntry] | None = None, classes: Sequence[ClassEntry] | None = None
) -> Checklist:
    """The checklist of ``project``, stored or only typed; lists that are not given are those stored."""
    facts, limits = selectors.facts_of(project), selectors.project_limits()
    if budget is not None:
        facts = replace(facts, budget=tuple(budget))
    if classes is not None:
        facts = replace(facts, classes=tuple(classes))
    return Checklist(
        missing=tuple(_advice(project.pk, item) for item in rules.missing_fields(facts, limits, clock.today())),
        tips=tuple(_advice(project.pk, item) for item in rules.tips(facts, limits)),
    )


def as_typed(project: Project, changes: ProjectChanges) -> Project:
    """A copy of the project as it would be with ``changes``; never saved."""
    typed = copy(project)
    answers: dict[str, Any] = dict(changes)
    classes = answers.pop("classes", None)
    if classes is not None:
        typed.levels = [level.value for level in rules.levels_of(classes)]
        typed.pupils = rules.pupils_of(classes)
        typed.classes_label = rules.classes_label(classes)
    for name, answer in answers.items():
        if name in {"minimum_goal", "optimum_goal"}:
            setattr(typed, f"{name}_cents", answer.cents if answer else None)
        else:
            setattr(typed, name, answer)
    return typed


def _on(step: Step, advice: Iterable[Advice]) -> tuple[Advice, ...]:
    return tuple(each for each in advice if each.step is step)


def _advice(pk: int, item: Missing) -> Advice:
    step = step_of(item.field)
    anchor = ANCHORS.get(item.field, f"id_{item.field}").format(row=item.row)
    return Advice(step, f"{step.url(pk)}#{anchor}", REMARKABLE[item.field], item.advice)
