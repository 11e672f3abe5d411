"""The budget: two lists of lines, added and taken away without JavaScript."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.web.components.fields import AmountField, typed_amount


class BudgetLineForm(forms.Form):
    """One line. An empty one counts for nothing: that is how a line is taken away without JavaScript."""

    use_required_attribute = False

    label = forms.CharField(required=False, max_length=120)
    amount = AmountField(required=False)
    note = forms.CharField(label="Précision", required=False, max_length=280)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        label, amount = typed.get("label"), typed.get("amount")
        if amount and not label and "label" not in self.errors:
            self.add_error("label", "Dites à quoi sert cette somme.")
        if (label or typed.get("note")) and not amount and "amount" not in self.errors:
            self.add_error("amount", "Donnez la somme en euros, même à peu près.")
        return typed


class ExpenseForm(BudgetLineForm):
    label = forms.CharField(label="Dépense", required=False, max_length=120)
    amount = AmountField(label="Prix", required=False)


class IncomeForm(BudgetLineForm):
    label = forms.CharField(label="Autre recette", required=False, max_length=120)
    amount = AmountField(label="Somme", required=False)


LINES: dict[BudgetSide, tuple[str, type[BudgetLineForm], int]] = {
    BudgetSide.EXPENSE: ("depenses", ExpenseForm, 2),
    BudgetSide.INCOME: ("recettes", IncomeForm, 1),
}
"""Prefix of the fields, form of a line, and how many lines an empty budget begins with."""
LINES_MAX = 30


class BudgetForms:
    """The two lists of lines as typed. Lines are added and taken away on the server, without losing a keystroke."""

    def __init__(
        self,
        *,
        data: MultiValueDict[str, str] | None = None,
        entries: Sequence[BudgetEntry] = (),
        more: BudgetSide | None = None,
        judge: bool = True,
    ) -> None:
        """From a request (``data``), or from what is stored (``entries``). ``more`` adds two lines to a side.

        Without ``judge``, what was typed is only shown again.
        """
        self.sides = {side: self._lines(side, data, entries, more is side, judge) for side in BudgetSide}

    @property
    def expenses(self) -> "forms.BaseFormSet[BudgetLineForm]":
        return self.sides[BudgetSide.EXPENSE]

    @property
    def incomes(self) -> "forms.BaseFormSet[BudgetLineForm]":
        return self.sides[BudgetSide.INCOME]

    def is_valid(self) -> bool:
        """Every list is checked, so that all errors show at once."""
        return {lines.is_valid() for lines in self.sides.values()} == {True}

    def entries(self) -> tuple[BudgetEntry, ...]:
        """The readable lines, expenses first; all of them when ``is_valid``."""
        return tuple(
            BudgetEntry(side, typed["label"], cast(Euro, typed["amount"]), typed.get("note", ""))
            for side, lines in self.sides.items()
            for form in lines.forms
            if form.is_valid() and (typed := form.cleaned_data).get("label") and typed.get("amount")
        )

    @staticmethod
    def _lines(
        side: BudgetSide,
        data: MultiValueDict[str, str] | None,
        entries: Sequence[BudgetEntry],
        more: bool,
        judge: bool,
    ) -> "forms.BaseFormSet[BudgetLineForm]":
        prefix, form, at_first = LINES[side]
        if data is not None and judge:
            return _formset(form, extra=0)(data, prefix=prefix)
        known = _typed_lines(data, prefix) if data is not None else [_shown(e) for e in entries if e.side is side]
        extra = 2 if more else max(at_first - len(known), 1)
        return _formset(form, extra=extra)(initial=known, prefix=prefix)


def _formset(form: type[BudgetLineForm], *, extra: int) -> "type[forms.BaseFormSet[BudgetLineForm]]":
    make: Callable[..., type[forms.BaseFormSet[BudgetLineForm]]] = forms.formset_factory
    return make(form, extra=extra, max_num=LINES_MAX, absolute_max=LINES_MAX)


def _shown(entry: BudgetEntry) -> dict[str, str]:
    return {"label": entry.label, "amount": typed_amount(entry.amount), "note": entry.note}


def _typed_lines(data: MultiValueDict[str, str], prefix: str) -> list[dict[str, str]]:
    """The raw content of every line that holds something, as typed, readable or not."""
    count = data.get(f"{prefix}-TOTAL_FORMS", "0")
    lines = [
        {name: data.get(f"{prefix}-{place}-{name}", "") for name in ("label", "amount", "note")}
        for place in range(min(int(count) if count.isdecimal() else 0, LINES_MAX))
    ]
    return [line for line in lines if any(line.values())]
