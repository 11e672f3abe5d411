"""One step as it is shown, or as it was sent: its form, its rows, and what of them can be saved."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict

from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry
from trousse.fundraising.projects.selectors import Seen, budget_of, project_limits, stamp_of
from trousse.fundraising.projects.services import ProjectChanges
from trousse.web.components.form_views import AnyForm
from trousse.web.teacher.wizard.budget import BudgetForms
from trousse.web.teacher.wizard.classes import class_rows
from trousse.web.teacher.wizard.forms import (
    BodyForm,
    CalendarForm,
    GoalsForm,
    HeadForm,
    StepForm,
    ThanksForm,
    WordsForm,
)

SEEN = "vu"
"""Name of the hidden field that tells what the step showed when it was opened."""


class Sheet:
    """A step of one form. ``data`` is what was sent; without ``judge`` it is only shown again, as typed."""

    form_class: ClassVar[type[StepForm]]

    def __init__(
        self,
        project: Project,
        data: MultiValueDict[str, str] | None = None,
        *,
        judge: bool = True,
        action: str = "",
    ) -> None:
        self.project, self.data = project, data
        if data is not None and judge:
            self.form = self.form_class(data, project=project, limits=project_limits())
        else:
            shown = self.form_class.stored(project) if data is None else self.form_class.typed(data)
            self.form = self.form_class(initial=shown, project=project, limits=project_limits())
        self.build(judge, action)

    def build(self, judge: bool, action: str) -> None:
        """The rows beside the form, where a step has some; ``action`` may add or take one away."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that this step saves."""
        return tuple(self.form_class.base_fields)

    @property
    def parts(self) -> Sequence[AnyForm]:
        """What may hold an error, in the order of the page."""
        return (self.form,)

    @property
    def stamp(self) -> str:
        """The fingerprint of what is stored now under these names."""
        return stamp_of(self.project, self.names)

    @property
    def seen(self) -> Seen:
        """What the sender had before their eyes."""
        return Seen(self.names, self.data.get(SEEN, "") if self.data is not None else "")

    def is_valid(self) -> bool:
        """Every part is checked, so that all errors show at once."""
        return {part.is_valid() for part in self.parts} == {True}

    def changes(self) -> ProjectChanges:
        """What can be saved: every readable answer. The sheet was judged before."""
        return self.form.changes()

    def budget(self) -> Sequence[BudgetEntry] | None:
        """The budget to save; None on the other steps, and while a line is unreadable."""
        return None

    def budget_shown(self) -> Sequence[BudgetEntry]:
        """The budget as it stands on the page."""
        return budget_of(self.project)


class HeadSheet(Sheet):
    form_class = HeadForm


class WordsSheet(Sheet):
    form_class = WordsForm


class CalendarSheet(Sheet):
    form_class = CalendarForm

    def changes(self) -> ProjectChanges:
        """Two days in the wrong order wait, both: neither is right without the other."""
        changes = self.form.changes()
        if "ends_on" in self.form.errors:
            changes.pop("starts_on", None)
        return changes


class BodySheet(Sheet):
    form_class = BodyForm


class ThanksSheet(Sheet):
    form_class = ThanksForm


class NoForm(StepForm):
    """The step of the classes holds nothing but rows."""


class ClassesSheet(Sheet):
    form_class = NoForm
    rows: "forms.BaseFormSet[Any]"

    def build(self, judge: bool, action: str) -> None:
        without = action.removeprefix("retirer-classe:") if action.startswith("retirer-classe:") else ""
        self.rows = class_rows(
            self.project,
            data=self.data,
            judge=judge,
            add=action == "plus-classes",
            without=int(without) if without.isdecimal() else None,
        )

    @property
    def names(self) -> tuple[str, ...]:
        return ("classes",)

    @property
    def parts(self) -> Sequence[AnyForm]:
        return (self.rows,)

    def changes(self) -> ProjectChanges:
        """Every readable part of every row; an unreadable number of pupils stays open."""
        if not self.rows.management_form.is_valid():
            return ProjectChanges()
        entries: list[ClassEntry] = [row.entry() for row in self.rows.forms]
        return ProjectChanges(classes=[entry for entry in entries if not entry.is_empty])


MORE_LINES = {"plus-depenses": BudgetSide.EXPENSE, "plus-recettes": BudgetSide.INCOME}


class BudgetSheet(Sheet):
    form_class = GoalsForm
    lines: BudgetForms

    def build(self, judge: bool, action: str) -> None:
        entries = budget_of(self.project) if self.data is None else ()
        self.lines = BudgetForms(data=self.data, entries=entries, more=MORE_LINES.get(action), judge=judge)

    @property
    def names(self) -> tuple[str, ...]:
        return (*GoalsForm.base_fields, "budget")

    @property
    def parts(self) -> Sequence[AnyForm]:
        return (self.lines.expenses, self.lines.incomes, self.form)

    def budget(self) -> Sequence[BudgetEntry] | None:
        return self.lines.entries() if self.lines.is_valid() else None

    def budget_shown(self) -> Sequence[BudgetEntry]:
        return super().budget_shown() if self.data is None else self.lines.entries()


SHEETS: dict[str, type[Sheet]] = {
    "ecole": HeadSheet,
    "projet": WordsSheet,
    "classes": ClassesSheet,
    "calendrier": CalendarSheet,
    "budget": BudgetSheet,
    "structure": BodySheet,
    "merci": ThanksSheet,
}
"""By the slug of the step. The pictures have a page of their own."""
SHOWN_AGAIN = ("plus-depenses", "plus-recettes", "plus-classes", "retirer-classe:", "revoir")
"""Actions that save nothing: what was typed comes back, with a row more or less."""


def sheet_of(slug: str, project: Project, data: MultiValueDict[str, str] | None = None, *, action: str = "") -> Sheet:
    """The step of this slug. Raises KeyError for the pictures, and for a step that does not exist."""
    return SHEETS[slug](project, data, judge=not action.startswith(SHOWN_AGAIN), action=action)
