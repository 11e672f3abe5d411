"""The report of a project, as typed: its story, and its lines, added without JavaScript."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from trousse.core.money import Euro
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.rules import STORY_MIN, IncomeLine, ReportContent, SpentLine
from trousse.fundraising.reports.selectors import content_of
from trousse.web.components.fields import AmountField, typed_amount

EXPENSES, INCOMES = "depenses", "recettes"
"""The two lists: prefixes of their fields, and values of the button ``plus`` that lengthens one."""
LINES_MAX, EXTRA = 40, 2
NAMES = ("source", "label", "amount", "note")
TEXTS = ("story", "pupils", "explained", "thanks")

Line: TypeAlias = SpentLine | IncomeLine


class FilesInput(forms.FileInput):
    """Several files at once. The view keeps them before it looks at the rest."""

    allow_multiple_selected = True


class ReportForm(forms.Form):
    """A draft is saved with holes: nothing is required before it is published."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    story = forms.CharField(
        label="Ce que les élèves ont vécu",
        required=False,
        max_length=8_000,
        help_text=f"Racontez comme à un voisin, sans nom d’élève. {STORY_MIN} signes au moins.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    pupils = forms.IntegerField(label="Élèves qui ont participé", required=False, min_value=1, max_value=5_000)
    explained = forms.CharField(
        label="La différence entre reçu et dépensé",
        required=False,
        max_length=1_000,
        help_text="Si les deux sommes diffèrent : d’où vient la différence, ou ce que devient le reste.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    thanks = forms.CharField(
        label="Un mot à celles et ceux qui ont donné",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    receipts = forms.FileField(
        label="Factures et tickets",
        required=False,
        widget=FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF ou photos, 10 Mo au plus chacun. Les visiteurs ne les voient pas : ils justifient vos comptes.",
    )


class LineForm(forms.Form):
    """One line. ``source`` is its place in the budget: what was planned is read there, and never typed.

    A line that nobody had planned has a label of its own; emptied, it counts for nothing: that is how it is taken away
    without JavaScript.
    """

    use_required_attribute = False

    source = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    label = forms.CharField(label="Intitulé", required=False, max_length=120)
    amount = AmountField(label="Somme", required=False, zero=True)
    note = forms.CharField(label="Précision", required=False, max_length=280)

    def __init__(self, *args: Any, planned: Sequence[Line] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        typed = str(self["source"].value())
        place = int(typed) if typed.isdecimal() and len(typed) < 4 else len(planned)
        self.place: int | None = place if place < len(planned) else None
        self.planned: Line | None = None if self.place is None else planned[self.place]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        says_something = typed.get("note") or typed.get("amount") is not None
        if self.planned is None and says_something and not typed.get("label") and "label" not in self.errors:
            self.add_error("label", "Dites de quoi il s’agit.")
        return typed


class ReportForms:
    """The form and its two lists, from a request or from what is stored.

    ``version`` replaces the one that was sent: what is saved next is then saved over that one.
    """

    def __init__(self, report: Report, request: HttpRequest | None = None, *, version: int | None = None) -> None:
        self.stored = content_of(report)
        self.data = request.POST.copy() if request else None
        self.more = self.data.get("plus", "") if self.data else ""
        if self.data is None:
            known = {name: getattr(self.stored, name) for name in TEXTS}
            self.form = ReportForm(initial={**known, "version": report.version})
        else:
            if version is not None:
                self.data["version"] = str(version)
            self.form = ReportForm(self.data)
        self.lines = self._shown_lines(EXPENSES, self.stored.lines)
        self.incomes = self._shown_lines(INCOMES, self.stored.incomes)

    @property
    def version(self) -> int:
        """The one the form was opened with, once it is read; zero when it does not say."""
        return self.form.cleaned_data["version"] or 0

    def is_readable(self) -> bool:
        """Whether all that is typed can be kept; a file that was refused is another matter."""
        typed = {name for name in self.form.errors if name != "receipts"}
        return all([not typed, self.lines.is_valid(), self.incomes.is_valid()])

    def content(self) -> ReportContent:
        """What is typed, as far as it can be read; what is stored when nothing was typed."""
        if self.data is None:
            return self.stored
        self.form.is_valid()
        typed = self.form.cleaned_data
        return ReportContent(
            story=typed.get("story", ""),
            pupils=typed.get("pupils"),
            explained=typed.get("explained", ""),
            thanks=typed.get("thanks", ""),
            lines=tuple(
                SpentLine(label, planned, amount or Euro.zero(), note)
                for label, planned, amount, note in _answers(self._read(EXPENSES), self.stored.lines)
            ),
            incomes=tuple(IncomeLine(*answer) for answer in _answers(self._read(INCOMES), self.stored.incomes)),
        )

    def _shown_lines(self, prefix: str, stored: Sequence[Line]) -> "forms.BaseFormSet[LineForm]":
        """Bound to what was typed, unless a list is being lengthened: then both are filled with it."""
        if self.data is not None and not self.more:
            return self._read(prefix)
        shown = [_shown(place, line) for place, line in enumerate(stored)]
        known = shown if self.data is None else _typed(self.data, prefix)
        extra = EXTRA if self.more == prefix else 0
        return _formset(extra=extra)(initial=known, prefix=prefix, form_kwargs={"planned": _planned(stored)})

    def _read(self, prefix: str) -> "forms.BaseFormSet[LineForm]":
        stored: Sequence[Line] = self.stored.lines if prefix == EXPENSES else self.stored.incomes
        return _formset(extra=0)(self.data, prefix=prefix, form_kwargs={"planned": _planned(stored)})


Answer: TypeAlias = tuple[str, Euro, Euro | None, str]
"""Label, planned, amount, note."""


def _answers(lines: "forms.BaseFormSet[LineForm]", stored: Sequence[Line]) -> Iterator[Answer]:
    """The planned lines first, in their order, whatever was sent: they stay in sight. Then those nobody had planned."""
    readable = [form for form in lines.forms if form.is_valid()]
    by_place = {form.place: form.cleaned_data for form in reversed(readable)}
    for place, line in enumerate(_planned(stored)):
        typed = by_place.get(place)
        amount = line.spent if isinstance(line, SpentLine) else line.received
        if typed is None:
            yield line.label, line.planned, amount, line.note
        else:
            yield line.label, line.planned, typed.get("amount"), typed.get("note", "")
    for form in readable:
        if form.place is None and form.cleaned_data.get("label"):
            typed = form.cleaned_data
            yield typed["label"], Euro.zero(), typed["amount"], typed["note"]


def _planned(stored: Sequence[Line]) -> list[Line]:
    """What the budget foresaw: never taken away, hence always in the same places."""
    return [line for line in stored if line.planned]


def _formset(*, extra: int) -> "type[forms.BaseFormSet[LineForm]]":
    make: Callable[..., type[forms.BaseFormSet[LineForm]]] = forms.formset_factory
    return make(LineForm, extra=extra, max_num=LINES_MAX, absolute_max=LINES_MAX)


def _shown(place: int, line: Line) -> dict[str, str]:
    """An expense of zero is one that nobody told yet; an income of zero was told."""
    amount = (line.spent or None) if isinstance(line, SpentLine) else line.received
    return {
        "source": str(place) if line.planned else "",
        "label": line.label,
        "amount": "" if amount is None else typed_amount(amount),
        "note": line.note,
    }


def _typed(data: MultiValueDict[str, str], prefix: str) -> Sequence[Mapping[str, str]]:
    """The raw content of every line that holds something, as typed, readable or not."""
    count = data.get(f"{prefix}-TOTAL_FORMS", "0")
    lines = [
        {name: data.get(f"{prefix}-{place}-{name}", "") for name in NAMES}
        for place in range(min(int(count) if count.isdecimal() else 0, LINES_MAX))
    ]
    return [line for line in lines if any(line.values())]
