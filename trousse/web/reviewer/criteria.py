"""The grid of the published selection criteria, in the form of the reviewer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from trousse.core import clock
from trousse.fundraising.review.criteria import NOTE_MAX, Answer, Criterion, grid_on, problems_of

YES, NO = "oui", "non"
TOO_LONG = "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."


@dataclass(frozen=True)
class CriterionRow:
    """One criterion: yes or no, and a word."""

    criterion: Criterion
    met: BoundField
    note: BoundField

    @property
    def is_noted(self) -> bool:
        return bool(self.note.value() or self.note.errors)


class CriteriaForm(forms.Form):
    """A field for each criterion of the grid in force. None is required until the project is accepted."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.grid = grid_on(clock.today())
        for criterion in self.grid.criteria:
            self.fields[f"critere_{criterion.code}"] = forms.ChoiceField(
                label=criterion.question,
                required=False,
                choices=[(YES, "Oui"), (NO, "Non")],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Répondez par oui ou par non."},
            )
            self.fields[f"mot_{criterion.code}"] = forms.CharField(
                label="Un mot, que tout le monde lira",
                required=False,
                max_length=NOTE_MAX,
                error_messages={"max_length": TOO_LONG},
            )

    def criteria(self) -> list[CriterionRow]:
        """The rows of the grid, in its order."""
        return [
            CriterionRow(each, self[f"critere_{each.code}"], self[f"mot_{each.code}"]) for each in self.grid.criteria
        ]

    def answers(self, typed: Mapping[str, Any]) -> dict[str, Answer]:
        """What was answered; a criterion left aside is not in it."""
        codes = [each.code for each in self.grid.criteria if typed.get(f"critere_{each.code}")]
        return {
            code: Answer(met=typed[f"critere_{code}"] == YES, note=typed.get(f"mot_{code}", "").strip())
            for code in codes
        }

    def check_criteria(self, typed: Mapping[str, Any]) -> None:
        """Beside each criterion, what keeps the project from being accepted."""
        answers = self.answers(typed)
        for code, problem in problems_of(self.grid, answers).items():
            is_explained = code in answers and not self.grid.criterion(code).is_required
            field = f"mot_{code}" if is_explained else f"critere_{code}"
            if field not in self.errors:
                self.add_error(field, problem)
