"""Values that replace the defaults of the code from a day on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from trousse.core import clock
from trousse.platform.parameters.registry import parameters


class DatedValue(models.Model):
    """From that day on (Paris), a parameter is worth this. Without a row its default in the code holds.

    A value that has been in force is history: decisions were taken with it. It is not edited; another one follows it.
    """

    key = models.CharField("paramètre", max_length=80, validators=[RegexValidator(r"^[a-z_]+\.[a-z_]+$")])
    value = models.JSONField("valeur")
    in_force_from = models.DateField("en vigueur à partir du")
    note = models.CharField("décision", max_length=300, help_text="Qui l’a décidé, où c’est écrit.")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "valeur datée"
        verbose_name_plural = "paramètres"
        ordering = ("key", "-in_force_from")
        constraints = (
            models.UniqueConstraint(
                fields=["key", "in_force_from"],
                name="parameters_one_value_a_day",
                violation_error_message="Ce paramètre a déjà une valeur à cette date.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} = {self.value} dès le {self.in_force_from:%d/%m/%Y}"

    def clean(self) -> None:
        """The key is declared, the value is of its type and within its bounds, and nobody rewrites the past."""
        if self.key not in parameters:
            raise ValidationError({"key": "Ce paramètre n’existe pas."})
        problem = parameters.get(self.key).problem(self.value)
        if problem:
            raise ValidationError({"value": problem})
        first_day: Any = self.in_force_from  # None when a form could not read it, which it tells by itself
        if first_day is not None and first_day <= clock.today():
            raise ValidationError({"in_force_from": "Choisissez un jour à venir : le passé ne change plus."})
