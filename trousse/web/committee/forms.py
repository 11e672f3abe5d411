"""What the committee writes: another sum and its reason, a declaration, why nothing is given."""

from typing import Any

from django import forms

from trousse.web.components.fields import AmountField

REASON_MAX = 300
NO_AMOUNT = "Écrivez une somme en euros, par exemple 850 ou 12,50."


class ChangeForm(forms.Form):
    """For one project: exactly this sum, or nothing."""

    use_required_attribute = False

    amount = AmountField(label="Autre somme, en euros", zero=True, error_messages={"required": NO_AMOUNT})
    why = forms.CharField(
        label="Pourquoi ?",
        max_length=REASON_MAX,
        help_text="Publié sur la page du projet.",
        error_messages={
            "required": "Dites pourquoi : la raison est publiée sur la page du projet.",
            "max_length": "Restez sous 300 caractères.",
        },
    )

    def __init__(self, *args: Any, campaign_id: int, sets_aside: bool = False, **options: Any) -> None:
        options["auto_id"] = f"id_{campaign_id}_%s"  # many of these on one page
        super().__init__(*args, **options)
        self.sets_aside = sets_aside
        self.fields["amount"].required = not sets_aside


class SignForm(forms.Form):
    """The plan that was read, and the declaration."""

    use_required_attribute = False

    plan = forms.CharField(widget=forms.HiddenInput, max_length=64)
    no_conflict = forms.BooleanField(
        label="Je n’ai aucun lien avec les projets aidés : ni famille, ni établissement, ni intérêt.",
        error_messages={"required": "Cochez cette case, ou déclarez votre lien : vous ne signerez alors pas."},
    )


class DropForm(forms.Form):
    """Nothing is given this time."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Pourquoi abandonner cette répartition ?",
        max_length=REASON_MAX,
        error_messages={"required": "Dites pourquoi, en une phrase.", "max_length": "Restez sous 300 caractères."},
    )
