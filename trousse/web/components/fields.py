"""Form fields that several audiences share: addresses, amounts in euros, days."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trousse.core.money import Euro


def address_field(help_text: str) -> forms.EmailField:
    """Somebody's own address; ``help_text`` says which one, or what it is for."""
    return forms.EmailField(
        label="Votre courriel",
        help_text=help_text,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Indiquez votre courriel.",
            "invalid": "Ce courriel n’est pas complet. Exemple : jeanne@exemple.fr",
        },
    )


class AmountField(forms.Field):
    """An amount in euros, typed as people write it (``850``, ``12,50 €``); cleaned to an Euro above zero, or None.

    ``zero``: zero is an answer as well.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, zero: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.zero = zero

    def to_python(self, value: Any) -> Euro | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            amount = Euro.parse(typed)
        except ValueError:
            raise ValidationError("Écrivez une somme en euros, par exemple 850 ou 12,50.", code="invalid") from None
        if not amount and not self.zero:
            raise ValidationError("Cette somme doit être supérieure à zéro.", code="invalid")
        return amount

    def prepare_value(self, value: Any) -> Any:
        return typed_amount(value) if isinstance(value, Euro) else value


class NumberField(forms.Field):
    """A number with at most ``places`` decimals, typed as people write it (``12,5``); cleaned to a whole count of them.

    ``places=2`` reads « 12,5 » as 1250. Never negative.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, places: int = 0, example: str = "12", **options: Any) -> None:
        super().__init__(**options)
        self.places = places
        self.example = example
        decimals = rf"(?:[.,](?P<rest>\d{{1,{places}}}))?" if places else "(?P<rest>)"
        self.typed = re.compile(rf"(?P<whole>\d{{1,6}}){decimals}", re.ASCII)

    def to_python(self, value: Any) -> int | None:
        compact = re.sub(r"\s|%", "", str(value or ""))
        if not compact:
            return None
        match = self.typed.fullmatch(compact)
        if match is None:
            raise ValidationError(f"Écrivez un nombre, par exemple {self.example}.", code="invalid")
        return int(match["whole"] + (match["rest"] or "").ljust(self.places, "0"))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 10**self.places)
        return f"{whole},{rest:0{self.places}d}".rstrip("0") if rest else str(whole)


class DayField(forms.DateField):
    """A day, with the browser's own calendar; also typed as ``24/11/2026`` where there is none."""

    default_error_messages = {"invalid": "Écrivez un jour comme 24/11/2026."}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**options)


def typed_amount(amount: Euro) -> str:
    """What to show in the field: ``850``, ``12,50``."""
    euros, cents = divmod(amount.cents, 100)
    return f"{euros},{cents:02d}" if cents else str(euros)
