"""What a coach writes besides messages."""

from django import forms

from trousse.fundraising.coaching.models import TEXT_MAX
from trousse.web.components.coaching import TOO_LONG


class NoteForm(forms.Form):
    """Between coaches."""

    use_required_attribute = False

    note = forms.CharField(
        label="Nouvelle note",
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pour les accompagnateurs seuls : la personne qui porte le projet ne la lira jamais.",
        error_messages={"required": "Écrivez quelques mots avant d’enregistrer.", "max_length": TOO_LONG},
    )


class TemplateForm(forms.Form):
    """One's own wording of a ready-made message."""

    use_required_attribute = False

    text = forms.CharField(
        label="Texte",
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Écrivez le message, ou revenez au texte proposé.", "max_length": TOO_LONG},
    )
