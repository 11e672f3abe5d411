"""What visitors write of a draft of rules."""

from typing import Any

from django import forms

from trousse.fundraising.dialogue.rules import holds_contact_details
from trousse.giving.equalisation.models import COMMENT_MAX
from trousse.people.accounts.models import User
from trousse.web.components.fields import address_field


class CommentForm(forms.Form):
    """An opinion and who gives it. Whoever is signed in has an address already."""

    text = forms.CharField(
        label="Votre avis",
        max_length=COMMENT_MAX,
        help_text="Dites ce qui vous paraît juste, ce qui manque, ce que cela changerait pour une classe. Ne nommez ni "
        "école ni famille : tout le monde vous lira.",
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Écrivez votre avis.", "max_length": "C’est un peu long : 2 000 signes au plus."},
    )
    first_name = forms.CharField(
        label="Votre prénom",
        max_length=60,
        help_text="Il paraîtra à côté de votre avis.",
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Indiquez votre prénom.", "max_length": "Un prénom de 60 signes au plus."},
    )
    email = address_field("Pour confirmer votre avis, puis vous dire ce que le comité a décidé. Personne ne le voit.")

    def __init__(self, *args: Any, user: User | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if user is not None:
            del self.fields["email"]
            self.fields["first_name"].initial = user.first_name

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if holds_contact_details(text):
            raise forms.ValidationError(
                "Votre avis contient une adresse ou un numéro, et tout le monde le lira. Retirez-les."
            )
        return text
