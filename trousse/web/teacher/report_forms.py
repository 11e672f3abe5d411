"""The report of a project, as typed: its story, and its lines, added without JavaScript."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from trousse.core.money import Euro
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.rules import STORY_MIN, SpentLine
from trousse.fundraising.reports.selectors import spent_lines
from trousse.web.components.fields import AmountField, typed_amount

LINES = "lignes"
LINES_MAX = 40
NAMES = ("source", "label", "spent", "note")


class ReportForm(forms.Form):
    """A draft is saved with holes: nothing is required before it is published."""

    use_required_attribute = False

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
        label="Une facture ou un ticket",
        required=False,
        help_text="PDF ou photo. Les visiteurs ne le voient pas : il justifie vos comptes.",
    )

    def written(self) -> dict[str, Any]:
        """For the service."""
        return {name: self.cleaned_data[name] for name in ("story", "pupils", "explained", "thanks")}


class SpentLineForm(forms.Form):
    """One line. An empty one counts for nothing: that is how a line is taken away without JavaScript.

    ``source`` is the place of the stored line it comes from: what was planned is read there, never typed.
    """

    use_required_attribute = False
    planned = 0
    """Cents, for the page."""

    source = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    label = forms.CharField(label="Dépense", required=False, max_length=120)
    spent = AmountField(label="Dépensé", required=False)
    note = forms.CharField(label="Précision", required=False, max_length=280)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if (typed.get("note") or typed.get("spent")) and not typed.get("label") and "label" not in self.errors:
            self.add_error("label", "Dites à quoi a servi cette somme.")
        return typed


def lines_of(
    report: Report, data: MultiValueDict[str, str] | None, *, more: bool
) -> "forms.BaseFormSet[SpentLineForm]":
    """From a request, or from what is stored; ``more`` adds two lines without losing a keystroke."""
    stored = spent_lines(report)
    if data is not None and not more:
        lines = _formset(extra=0)(data, prefix=LINES)
    else:
        known = _typed(data) if data is not None else [_shown(place, line) for place, line in enumerate(stored)]
        lines = _formset(extra=2 if more or not known else 0)(initial=known, prefix=LINES)
    for form in lines.forms:
        form.planned = _planned(form["source"].value(), stored).cents
    return lines


def spent(lines: "forms.BaseFormSet[SpentLineForm]", report: Report) -> list[SpentLine]:
    """The readable lines. What was planned stays in sight: a planned line that was emptied is kept, nothing spent."""
    stored, said, used = spent_lines(report), [], set()
    for form in lines.forms:
        if form.is_valid() and (typed := form.cleaned_data).get("label"):
            source = typed["source"] if typed["source"] not in used else None
            used.add(source)
            said.append(
                SpentLine(typed["label"], _planned(source, stored), typed["spent"] or Euro.zero(), typed["note"])
            )
    kept = [line for place, line in enumerate(stored) if line.planned and place not in used]
    return said + [SpentLine(line.label, line.planned, Euro.zero(), line.note) for line in kept]


def _planned(source: object, stored: Sequence[SpentLine]) -> Euro:
    place = int(source) if str(source).isdecimal() else len(stored)  # type: ignore[call-overload]
    return stored[place].planned if place < len(stored) else Euro.zero()


def written(report: Report) -> Mapping[str, Any]:
    return {"story": report.story, "pupils": report.pupils, "explained": report.explained, "thanks": report.thanks}


def _formset(*, extra: int) -> "type[forms.BaseFormSet[SpentLineForm]]":
    make: Callable[..., type[forms.BaseFormSet[SpentLineForm]]] = forms.formset_factory
    return make(SpentLineForm, extra=extra, max_num=LINES_MAX, absolute_max=LINES_MAX)


def _shown(place: int, line: SpentLine) -> dict[str, str]:
    return {
        "source": str(place),
        "label": line.label,
        "spent": typed_amount(line.spent) if line.spent else "",
        "note": line.note,
    }


def _typed(data: MultiValueDict[str, str]) -> Sequence[dict[str, str]]:
    """The raw content of every line that holds something, as typed, readable or not."""
    count = data.get(f"{LINES}-TOTAL_FORMS", "0")
    lines = [
        {name: data.get(f"{LINES}-{place}-{name}", "") for name in NAMES}
        for place in range(min(int(count) if count.isdecimal() else 0, LINES_MAX))
    ]
    return [line for line in lines if line["label"] or line["spent"] or line["note"]]
