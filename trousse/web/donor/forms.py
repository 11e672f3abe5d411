"""What a donor without account types to find their gifts again."""

from django import forms

from trousse.web.components.fields import address_field


class FindForm(forms.Form):
    """One address."""

    email = address_field("Celui que vous avez donné avec votre don.")
