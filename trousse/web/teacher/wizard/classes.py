"""The classes of a project: rows, added and taken away without JavaScript."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from trousse.fundraising.projects.enums import Cycle, LevelCode
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import CLASS_NAME_MAX, ClassEntry
from trousse.fundraising.projects.selectors import classes_of, other_schools_of
from trousse.fundraising.projects.services import CLASSES_MAX
from trousse.people.schools.enums import SchoolKind
from trousse.web.teacher.wizard.forms import SavableWithHoles

PREFIX = "classes"
CYCLES_OF = {
    SchoolKind.MATERNELLE: {Cycle.CYCLE_1},
    SchoolKind.ELEMENTAIRE: {Cycle.CYCLE_2, Cycle.CYCLE_3},
    SchoolKind.PRIMAIRE: {Cycle.CYCLE_1, Cycle.CYCLE_2, Cycle.CYCLE_3},
    SchoolKind.COLLEGE: {Cycle.CYCLE_3, Cycle.CYCLE_4},
    SchoolKind.LYCEE: {Cycle.LYCEE},
    SchoolKind.LYCEE_PRO: {Cycle.LYCEE},
    SchoolKind.EREA: {Cycle.CYCLE_4, Cycle.INCLUSION},
}
"""Open at first; the others stay one press away: a 6e works with the CM2 of next door."""


class ClassForm(SavableWithHoles):
    """One class. A row left empty counts for nothing."""

    name = forms.CharField(
        label="Nom de la classe",
        max_length=CLASS_NAME_MAX,
        help_text="« CM1-CM2 de Nadia », « 4e B », « ULIS ».",
        error_messages={"max_length": "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."},
    )
    pupils = forms.IntegerField(
        label="Nombre d’élèves",
        min_value=1,
        max_value=5_000,
        help_text="À peu près, si la classe n’est pas encore faite.",
        error_messages={
            "invalid": "Écrivez un nombre entier, par exemple 24.",
            "min_value": "Il faut au moins un élève.",
            "max_value": "Ce nombre paraît trop grand. Vérifiez-le, s’il vous plaît.",
        },
    )
    school = forms.ChoiceField(
        label="Établissement",
        error_messages={"invalid_choice": "Choisissez un établissement de la liste."},
    )
    levels = forms.MultipleChoiceField(
        label="Niveaux",
        choices=[(level.value, level.label) for level in LevelCode],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des niveaux de la liste."},
    )

    def __init__(self, *args: Any, schools: Sequence[tuple[str, str]], cycles: set[Cycle], **options: Any) -> None:
        super().__init__(*args, **options)
        self.cycles = cycles
        if len(schools) > 1:
            cast(forms.ChoiceField, self.fields["school"]).choices = list(schools)
        else:
            del self.fields["school"]

    def entry(self) -> ClassEntry:
        """What can be stored: every readable part of the row."""
        read = self.cleaned_data
        return ClassEntry(
            read.get("name", ""), tuple(read.get("levels", ())), read.get("pupils"), read.get("school", "")
        )

    def levels_by_cycle(self) -> list["LevelBoxes"]:
        """The check boxes, a group for each cycle, those of the school first and open."""
        boxes: dict[Cycle, list[Any]] = {cycle: [] for cycle in Cycle}
        for widget in self["levels"].subwidgets:
            boxes[LevelCode(widget.data["value"]).cycle].append(widget)
        groups = [LevelBoxes(cycle.label, cycle in self.cycles, tuple(boxes[cycle])) for cycle in Cycle]
        return sorted(groups, key=lambda group: not group.is_own)


@dataclass(frozen=True)
class LevelBoxes:
    """A group of levels; ``is_open`` when the school has them or one is ticked."""

    label: str
    is_own: bool
    boxes: tuple[Any, ...]

    @property
    def is_open(self) -> bool:
        return self.is_own or any(box.data["selected"] for box in self.boxes)


def class_rows(
    project: Project,
    *,
    data: MultiValueDict[str, str] | None = None,
    add: bool = False,
    without: int | None = None,
    judge: bool = True,
) -> "forms.BaseFormSet[ClassForm]":
    """The rows as stored, or as typed in ``data``: judged, or only shown again with a row more or less."""
    others = other_schools_of(project)
    kwargs = {
        "schools": [("", project.school.name), *((school.uai, school.name) for school in others)],
        "cycles": set().union(*(CYCLES_OF.get(SchoolKind(s.kind), set(Cycle)) for s in (project.school, *others))),
    }
    if data is not None and judge:
        return _formset(extra=0)(data, prefix=PREFIX, form_kwargs=kwargs)
    rows = [_shown(entry) for entry in classes_of(project)] if data is None else _typed_rows(data, without)
    extra = 1 if add or not rows else 0
    return _formset(extra=extra)(initial=rows, prefix=PREFIX, form_kwargs=kwargs)


def _formset(*, extra: int) -> "type[forms.BaseFormSet[ClassForm]]":
    make: Callable[..., type[forms.BaseFormSet[ClassForm]]] = forms.formset_factory
    return make(ClassForm, extra=extra, max_num=CLASSES_MAX, absolute_max=CLASSES_MAX)


def _shown(entry: ClassEntry) -> dict[str, Any]:
    return {"name": entry.name, "pupils": entry.pupils, "school": entry.uai, "levels": list(entry.levels)}


def _typed_rows(data: MultiValueDict[str, str], without: int | None) -> list[dict[str, Any]]:
    count = data.get(f"{PREFIX}-TOTAL_FORMS", "0")
    places = range(min(int(count) if count.isdecimal() else 0, CLASSES_MAX))
    return [_typed_row(data, place) for place in places if place != without]


def _typed_row(data: MultiValueDict[str, str], place: int) -> dict[str, Any]:
    typed: dict[str, Any] = {name: data.get(f"{PREFIX}-{place}-{name}", "") for name in ("name", "pupils", "school")}
    return {**typed, "levels": data.getlist(f"{PREFIX}-{place}-levels")}
