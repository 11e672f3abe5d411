"""What a template needs to know of a form: kind of each field, ids, errors, widgets with their ARIA attributes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.safestring import SafeString

from trousse.web.components.typography import french

AnyForm: TypeAlias = BaseForm | BaseFormSet[Any]

FIGURES = {1: "Un point", 2: "Deux points", 3: "Trois points", 4: "Quatre points", 5: "Cinq points", 6: "Six points"}


@dataclass(frozen=True)
class Choice:
    """One radio button or check box of a group."""

    tag: SafeString
    label: str


@dataclass(frozen=True)
class FieldView:
    """A field ready to render; ``kind`` is hidden, checkbox, group or input."""

    bound: BoundField
    kind: str
    label: str
    widget: SafeString
    choices: Sequence[Choice] = ()

    @property
    def errors(self) -> list[str]:
        return [str(error) for error in self.bound.errors]

    @property
    def help_id(self) -> str:
        return f"{self.bound.auto_id}_helptext"

    @property
    def error_id(self) -> str:
        return f"{self.bound.auto_id}_error"

    @property
    def described_by(self) -> str:
        return described_by(self.bound)

    @property
    def is_optional(self) -> bool:
        return not self.bound.field.required


@dataclass(frozen=True)
class ErrorLine:
    """One line of the summary: where it leads (empty: nowhere, the whole form is meant) and what it says."""

    target: str
    text: str


def field_view(bound: BoundField, *, label: str = "", ruled: bool = False, short: bool = False) -> FieldView:
    """Look at ``bound`` and render its widget. ``ruled`` writes on Seyès paper, ``short`` keeps a field narrow."""
    kind = field_kind(bound)
    text = str(label or bound.label or "")
    if kind == "group":
        return FieldView(bound, kind, text, SafeString(), tuple(_choices(bound)))
    attrs: dict[str, Any] = {}
    if kind == "input":
        own = bound.field.widget.attrs.get("class", "")
        names = ("saisie", "mot seyes" if ruled else "", "saisie--courte" if short else "", str(own))
        attrs["class"] = " ".join(name for name in names if name)
    if kind == "checkbox":
        # Its help is read with its label: Django must not point to it a second time, by an id that does not exist.
        bound.field.widget.use_fieldset = True
    if description := described_by(bound):
        attrs["aria-describedby"] = description
    return FieldView(bound, kind, text, bound.as_widget(attrs=attrs))


def field_kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "checkbox" if isinstance(widget, CheckboxInput) else "input"


def described_by(bound: BoundField) -> str:
    """Ids of the help and of the errors. The help of a check box is inside its label: it needs no id."""
    names = []
    if bound.help_text and field_kind(bound) != "checkbox":
        names.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        names.append(f"{bound.auto_id}_error")
    return " ".join(names)


def focus_id(bound: BoundField) -> str:
    """The id a link of the summary leads to: the field, or the first choice of a group."""
    return f"{bound.auto_id}_0" if field_kind(bound) == "group" else str(bound.id_for_label)


def error_lines(*forms: AnyForm) -> list[ErrorLine]:
    """Every error of these forms and form sets, in the order of their fields."""
    return [line for form in forms for line in _lines(form)]


def error_title(count: int) -> str:
    """``Deux points à corriger``."""
    return f"{FIGURES.get(count, f'{count} points')} à corriger"


def _lines(form: AnyForm, prefix: str = "") -> Iterator[ErrorLine]:
    if isinstance(form, BaseFormSet):
        yield from (ErrorLine("", french(str(error))) for error in form.non_form_errors())
        for position, member in enumerate(form.forms, start=1):
            yield from _lines(member, f"Ligne {position}, ")
        return
    yield from (ErrorLine("", french(f"{prefix}{error}")) for error in form.non_field_errors())
    for bound in form:
        for error in bound.errors:
            label = str(bound.label or "").rstrip(" :?\u00a0\u202f")
            named = f"{prefix}{_softened(label)}" if prefix else label
            target = "" if bound.is_hidden else focus_id(bound)
            # The label of a check box is a whole sentence: its error says enough.
            speaks_alone = not named or (field_kind(bound) == "checkbox" and not prefix)
            yield ErrorLine(target, french(str(error) if speaks_alone else f"{named} : {_softened(str(error))}"))


def _softened(sentence: str) -> str:
    """As it reads in the middle of another: « il manque… »; names in capitals stay (IBAN, DASEN)."""
    return sentence if sentence[1:2].isupper() else f"{sentence[:1].lower()}{sentence[1:]}"


def _choices(bound: BoundField) -> Iterator[Choice]:
    for option in bound.subwidgets:
        yield Choice(tag=option.tag(), label=str(option.choice_label))
