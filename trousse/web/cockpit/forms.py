"""A phase of the rollout, as typed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from trousse.people.rollout.models import Phase
from trousse.people.schools.models import Academie
from trousse.web.components.fields import DayField

QUOTA = {"min_value": 1, "max_value": 100_000, "required": False}


class PhaseForm(forms.Form):
    """Dates, the quota in all, and each académie with its own quota. No académie ticked: all of them."""

    name = forms.CharField(label="Nom", max_length=80, error_messages={"required": "Donnez un nom à la phase."})
    starts_on = DayField(label="Premier jour", error_messages={"required": "Indiquez le premier jour."})
    ends_on = DayField(label="Dernier jour", required=False, help_text="Vide : la phase n’a pas de fin.")
    quota = forms.IntegerField(label="Projets en tout", help_text="Vide : autant qu’il en vient.", **QUOTA)

    def __init__(self, *args: Any, phase: Phase | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_written(phase) if phase else None, **kwargs)
        self.academies = list(Academie.objects.all())
        for academie in self.academies:
            self.fields[f"ouvre_{academie.pk}"] = forms.BooleanField(label=academie.name, required=False)
            self.fields[f"quota_{academie.pk}"] = forms.IntegerField(label=f"Projets, {academie.name}", **QUOTA)

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The box and the quota of each académie."""
        for academie in self.academies:
            yield self[f"ouvre_{academie.pk}"], self[f"quota_{academie.pk}"]

    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in ("name", "starts_on", "ends_on", "quota")]

    def phase(self) -> dict[str, Any]:
        """For the service."""
        said = self.cleaned_data
        academies = {each.pk: said[f"quota_{each.pk}"] for each in self.academies if said[f"ouvre_{each.pk}"]}
        return {**{name: said[name] for name in ("name", "starts_on", "ends_on", "quota")}, "academies": academies}


def _written(phase: Phase) -> dict[str, str | int | bool | date | None]:
    written: dict[str, str | int | bool | date | None] = {
        "name": phase.name,
        "starts_on": phase.starts_on,
        "ends_on": phase.ends_on,
        "quota": phase.quota,
    }
    for opening in phase.openings.all():
        written[f"ouvre_{opening.academie_id}"] = True
        written[f"quota_{opening.academie_id}"] = opening.quota
    return written
