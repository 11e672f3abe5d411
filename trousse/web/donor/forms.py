"""What a donor without account types to find their gifts again."""

from django import forms


class FindForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label="Votre courriel",
        help_text="Celui que vous avez donné avec votre don.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Indiquez votre courriel.",
            "invalid": "Ce courriel n’est pas complet. Exemple : jeanne@exemple.fr",
        },
    )
