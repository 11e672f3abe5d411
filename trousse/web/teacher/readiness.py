"""What a draft still needs, seen from its form: advice with the field it leads to, as typed or as stored."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.projects import rules, selectors
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry, Missing, ProjectLimits
from trousse.fundraising.projects.services import ProjectChanges
from trousse.web.components.form_views import focus_id
from trousse.web.teacher.forms import ProjectForm

BUDGET_ANCHOR = "id_depenses-0-label"
AT_A_TIME = 4
CENTS = {"minimum_goal", "optimum_goal"}


@dataclass(frozen=True)
class Advice:
    """One thing to do, and the id of the field where it is done."""

    anchor: str
    label: str
    text: str


@dataclass(frozen=True)
class Checklist:
    """What blocks the submission (``missing``) and what does not (``tips``)."""

    missing: tuple[Advice, ...]
    tips: tuple[Advice, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def first(self) -> tuple[Advice, ...]:
        """The next few things to do: a longer list discourages."""
        return self.missing[:AT_A_TIME]

    @property
    def rest(self) -> tuple[Advice, ...]:
        return self.missing[AT_A_TIME:]


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


def checklist(form: ProjectForm, project: Project, budget: Sequence[BudgetEntry], limits: ProjectLimits) -> Checklist:
    """The checklist of ``project`` with this budget, whether it is stored or only typed."""
    facts = replace(selectors.facts_of(project), budget=tuple(budget))
    return Checklist(
        missing=tuple(_advice(form, item) for item in rules.missing_fields(facts, limits, clock.today())),
        tips=tuple(_advice(form, item) for item in rules.tips(facts, limits)),
    )


def as_typed(project: Project, changes: ProjectChanges) -> Project:
    """A copy of the project as it would be with ``changes``; never saved."""
    typed = copy(project)
    answers: dict[str, Any] = dict(changes)
    for name, answer in answers.items():
        if name in CENTS:
            setattr(typed, f"{name}_cents", answer.cents if answer else None)
        else:
            setattr(typed, name, answer)
    return typed


def _advice(form: ProjectForm, item: Missing) -> Advice:
    if item.field == "budget":
        return Advice(BUDGET_ANCHOR, "Budget", item.advice)
    return Advice(focus_id(form[item.field]), str(form[item.field].label), item.advice)
