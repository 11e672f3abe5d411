"""What visitors type to a class."""

from django import forms

from trousse.fundraising.dialogue import rules
from trousse.web.components.fields import address_field


class FollowForm(forms.Form):
    """One address."""

    email = address_field("Nous vous écrivons d’abord pour confirmer qu’il est bien à vous.")


class QuestionForm(forms.Form):
    """Who asks what. Contact details in the question are refused: everybody will read it."""

    text = forms.CharField(
        label="Votre question",
        max_length=rules.QUESTION_MAX,
        help_text="La classe y répond, puis question et réponse paraissent sur la page du projet.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez votre question."},
    )
    first_name = forms.CharField(
        label="Votre prénom",
        max_length=60,
        help_text="Il paraîtra à côté de votre question.",
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Indiquez votre prénom."},
    )
    email = address_field("Pour vous envoyer la réponse. La classe ne le voit pas.")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if rules.holds_contact_details(text):
            raise forms.ValidationError(
                "Votre question contient une adresse ou un numéro, et tout le monde la lira. Retirez-les."
            )
        return text

    def question(self) -> dict[str, str]:
        """For the service."""
        return {name: self.cleaned_data[name] for name in ("first_name", "email", "text")}
