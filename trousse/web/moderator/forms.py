"""Reporting, deciding, contesting."""

from collections.abc import Sequence
from typing import Any

from django import forms

from trousse.platform.moderation.enums import Ground, Outcome, ReportReason
from trousse.platform.moderation.rules import RULE_MAX, TEXT_MAX
from trousse.platform.moderation.services import Verdict


class ReportForm(forms.Form):
    """A notice by anybody: why, in their words, and where to answer if they wish."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label="Qu’est-ce qui ne va pas ?",
        choices=[(reason.value, reason.label) for reason in ReportReason],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la raison la plus proche."},
    )
    text = forms.CharField(
        label="Dites-nous en plus",
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Où regarder, ce que dit la loi si vous le savez. Ne donnez le nom d’aucun enfant.",
        error_messages={"max_length": f"{TEXT_MAX} caractères au plus, s’il vous plaît."},
    )
    email = forms.EmailField(
        label="Votre courriel, pour recevoir la réponse",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Il n’est donné à personne, et effacé ensuite.",
        error_messages={"invalid": "Cette adresse n’est pas complète. Exemple : jeanne@exemple.fr"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == ReportReason.OTHER and len(cleaned.get("text", "").strip()) < 10:
            self.add_error("text", "Dites en une phrase au moins ce qui ne va pas.")
        return cleaned


class AppealForm(forms.Form):
    """Why a decision seems unjust."""

    use_required_attribute = False

    text = forms.CharField(
        label="Pourquoi cette décision vous paraît-elle injuste ?",
        min_length=10,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Dites en une phrase au moins pourquoi cette décision vous paraît injuste.",
            "min_length": "Dites en une phrase au moins pourquoi cette décision vous paraît injuste.",
            "max_length": f"{TEXT_MAX} caractères au plus, s’il vous plaît.",
        },
    )


class VerdictForm(forms.Form):
    """A decision: what is done, what it rests on, and the facts, as the author will read them."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="Décision",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui est décidé."},
    )
    ground = forms.ChoiceField(
        label="Ce qui la fonde",
        choices=[(ground.value, ground.label) for ground in Ground],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites sur quoi repose la décision."},
    )
    rule = forms.CharField(
        label="L’article, ou le paragraphe",
        required=False,
        max_length=RULE_MAX,
        help_text="Obligatoire pour la loi. Par exemple : article 9 du code civil ; ou « Publier et signaler ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="Pourquoi, en mots simples",
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="L’auteur lira exactement ceci, et la personne qui a signalé aussi. Les faits, sans jugement."
        " Ne dites pas qui a signalé.",
        error_messages={"required": "Dites pourquoi : l’auteur doit pouvoir comprendre, et contester."},
    )

    def __init__(self, *args: Any, outcomes: Sequence[Outcome], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (outcome.value, f"{outcome.label} : {MEANINGS[outcome]}") for outcome in outcomes
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("ground") == Ground.LAW and not cleaned.get("rule", "").strip():
            self.add_error("rule", "Citez la loi sur laquelle vous vous fondez : il faut le dire à l’auteur.")
        return cleaned

    def verdict(self) -> Verdict:
        """What the services expect, once the form is valid."""
        typed = self.cleaned_data
        return Verdict(Outcome(typed["outcome"]), Ground(typed["ground"]), typed["reason"], typed["rule"])


MEANINGS = {
    Outcome.NO_ACTION: "rien ne change, et ce qui était masqué par prudence revient",
    Outcome.CHANGE: "reste visible, l’auteur est prié de corriger",
    Outcome.HIDE: "n’est plus visible",
    Outcome.SUSPEND: "plus de nouveaux dons, la date limite attend",
}
