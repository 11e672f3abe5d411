"""A phase of the rollout, as typed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from trousse.people.rollout.models import Phase
from trousse.people.schools.models import Academie
from trousse.web.components.fields import DayField

MOST = 100_000


def quota_field(label: str, help_text: str = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "saisie"})
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=1, max_value=MOST, required=False, widget=widget
    )


class PhaseForm(forms.Form):
    """Dates, the quota in all, and each académie with its own quota. No académie ticked: all of them."""

    name = forms.CharField(label="Nom", max_length=80, error_messages={"required": "Donnez un nom à la phase."})
    starts_on = DayField(label="Premier jour", error_messages={"required": "Indiquez le premier jour."})
    ends_on = DayField(label="Dernier jour", required=False, help_text="Vide : la phase n’a pas de fin.")
    quota = quota_field("Projets en tout", "Vide : autant qu’il en vient.")

    def __init__(self, data: Mapping[str, Any] | None, *, phase: Phase | None = None) -> None:
        super().__init__(data, initial=_written(phase) if phase else None)
        self.academies = list(Academie.objects.all())
        for academie in self.academies:
            self.fields[f"ouvre_{academie.pk}"] = forms.BooleanField(label=academie.name, required=False)
            self.fields[f"quota_{academie.pk}"] = quota_field(f"Projets, {academie.name}")

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


def _written(phase: Phase) -> dict[str, Any]:
    written: dict[str, Any] = {
        "name": phase.name,
        "starts_on": phase.starts_on,
        "ends_on": phase.ends_on,
        "quota": phase.quota,
    }
    for opening in phase.openings.all():
        written[f"ouvre_{opening.academie_id}"] = True
        written[f"quota_{opening.academie_id}"] = opening.quota
    return written
