"""The form of a private letter, the same for a donor and for the class."""

from typing import Any

from django import forms

from trousse.fundraising.dialogue import rules


class LetterForm(forms.Form):
    """A letter. Contact details are warned about once: whoever insists sends it as it is."""

    text = forms.CharField(
        label="Votre lettre",
        max_length=rules.LETTER_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez votre lettre."},
    )
    anyway = forms.BooleanField(label="Je veux l’envoyer ainsi", required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if rules.holds_contact_details(said.get("text", "")) and not said.get("anyway"):
            self.fields["anyway"].widget = forms.CheckboxInput()
            self.add_error(
                "text",
                "Votre lettre contient une adresse ou un numéro. Ici, personne n’a besoin d’en donner : retirez-les, "
                "ou cochez la case pour l’envoyer ainsi.",
            )
        return said
