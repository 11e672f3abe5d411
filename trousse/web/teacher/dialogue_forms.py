"""What a holder writes in the name of the class."""

from django import forms

from trousse.fundraising.dialogue import rules
from trousse.fundraising.dialogue.enums import Audience, ThanksFor


class NewsForm(forms.Form):
    """A piece of news."""

    title = forms.CharField(
        label="Titre",
        max_length=rules.TITLE_MAX,
        help_text="Ce qui s’est passé, en quelques mots. Par exemple « Les radis sont sortis de terre ».",
        error_messages={"required": "Donnez un titre à votre nouvelle."},
    )
    text = forms.CharField(
        label="Votre nouvelle",
        max_length=rules.NEWS_MAX,
        help_text="Trois phrases suffisent. Aucun nom d’élève : les prénoms restent en classe.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Racontez ce qui s’est passé."},
    )
    audience = forms.ChoiceField(
        label="Pour qui ?",
        choices=Audience.choices(),
        initial=Audience.PUBLIC.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites qui peut la lire."},
    )


class CorrectionForm(NewsForm):
    """The same, once it is published: those who were told cannot be chosen again."""

    audience = None  # type: ignore[assignment]


class ThanksForm(forms.Form):
    """A few lines to those who gave."""

    text = forms.CharField(
        label="Votre merci",
        max_length=rules.THANKS_MAX,
        help_text="Trois lignes suffisent : le dessin ou la photo, que vous ajouterez ensuite, dit le reste.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez votre merci."},
    )
    audience = forms.ChoiceField(
        label="Pour qui ?",
        choices=ThanksFor.choices(),
        initial=ThanksFor.ALL.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites à qui l’envoyer."},
    )


class AnswerForm(forms.Form):
    """An answer to a question."""

    answer = forms.CharField(
        label="Votre réponse",
        max_length=rules.ANSWER_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez votre réponse."},
    )
