"""Deciding a value to come, in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.parameters import services
from trousse.platform.parameters.models import DatedValue
from trousse.platform.parameters.registry import parameters


class DatedValueForm(forms.ModelForm):  # type: ignore[type-arg]
    """A choice among what is declared, rather than a key to type; the model's `clean` checks the rest."""

    key = forms.ChoiceField(label="Paramètre", choices=lambda: [("", "—"), *_choices()])

    class Meta:
        model = DatedValue
        fields = ("key", "value", "in_force_from", "note")
        help_texts = {"value": "Un nombre, un texte entre guillemets, ou une liste : [2000, 5000, 10000]."}


@admin.register(DatedValue)
class DatedValueAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Values to come are added and withdrawn; those of the past are read."""

    form = DatedValueForm
    list_display = ("key", "value", "in_force_from", "note")
    list_filter = ("key",)

    def has_change_permission(self, request: HttpRequest, obj: DatedValue | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DatedValue | None = None) -> bool:
        is_to_come = obj is None or obj.in_force_from > clock.today()
        return is_to_come and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is withdrawn in bulk: each withdrawal checks its own date."""
        return {}

    def save_model(self, request: HttpRequest, obj: DatedValue, form: Any, change: bool) -> None:
        saved = services.parameter_set(
            key=obj.key,
            value=obj.value,
            in_force_from=obj.in_force_from,
            note=obj.note,
            actor=Actor.of_user(request.user),
        )
        obj.pk = saved.pk

    def delete_model(self, request: HttpRequest, obj: DatedValue) -> None:
        services.parameter_withdraw(dated=obj, actor=Actor.of_user(request.user))

    def get_queryset(self, request: HttpRequest) -> QuerySet[DatedValue]:
        return super().get_queryset(request).order_by("key", "-in_force_from")


def _choices() -> list[tuple[str, str]]:
    return [(key, f"{parameter.label} ({key}, {parameter.unit})") for key, parameter in sorted(parameters.items())]
