"""What the committee writes of mandates: their terms, a signature, why one is stopped, a link with a project."""

import re
from typing import Any

from django import forms

from trousse.giving.allocation.enums import GrantKind
from trousse.giving.allocation.mandating import PURPOSE_MAX, MandateTerms
from trousse.giving.funds.selectors import funds_shown
from trousse.web.components.fields import AmountField, DayField

EVERY, SOME = "tous", "choisis"
KINDS = (
    (GrantKind.SEED.value, "Amorçage : lancer une collecte qui commence"),
    (GrantKind.MATCH.value, "Doublement : un euro pour un euro donné, par les fonds dont la convention le prévoit"),
    (GrantKind.TOP_UP.value, "Abondement : compléter, le dernier soir, une collecte à qui il manque peu"),
)
_PROJECT = re.compile(r"(?:.*/projet/)?(\d{1,9})(?:[-/?#].*)?")


class MandateForm(forms.Form):
    """The terms of a mandate, as they will be signed."""

    use_required_attribute = False

    purpose = forms.CharField(
        label="À quoi sert ce mandat ?",
        max_length=PURPOSE_MAX,
        help_text="Une phrase que tout le comité comprendra dans six mois.",
        error_messages={"required": "Dites à quoi sert ce mandat.", "max_length": "Restez sous 300 caractères."},
    )
    kinds = forms.MultipleChoiceField(
        label="Ce que le calcul peut verser sans réunion",
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une nature d’aide."},
    )
    envelope = AmountField(
        label="Enveloppe, en euros", help_text="Le plus que ce mandat versera, en tout.",
        error_messages={"required": "Écrivez une somme en euros, par exemple 2000."},
    )  # fmt: skip
    project_cap = AmountField(
        label="Au plus pour un même projet, en euros",
        error_messages={"required": "Écrivez une somme en euros, par exemple 150."},
    )
    grant_cap = AmountField(
        label="Au plus en une fois, en euros", required=False,
        help_text="Laissez vide si c’est la même somme que pour un projet.",
    )  # fmt: skip
    reach = forms.ChoiceField(
        label="Quels fonds ?",
        choices=((EVERY, "Tous les fonds, selon leurs critères"), (SOME, "Seulement ceux-ci")),
        widget=forms.RadioSelect,
        initial=EVERY,
        error_messages={"required": "Dites quels fonds ce mandat utilise."},
    )
    funds = forms.MultipleChoiceField(label="Lesquels ?", required=False, widget=forms.CheckboxSelectMultiple)
    begins_on = DayField(label="Premier jour", error_messages={"required": "Choisissez le premier jour."})
    ends_on = DayField(
        label="Dernier jour", help_text="Un an au plus.", error_messages={"required": "Choisissez le dernier jour."}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["funds"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(str(fund.pk), fund.name) for fund in funds_shown()]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("reach") == SOME and not told.get("funds"):
            self.add_error("funds", "Cochez au moins un fonds, ou choisissez tous les fonds.")
        return told

    @property
    def terms(self) -> MandateTerms:
        """Of a valid form."""
        told = self.cleaned_data
        return MandateTerms(
            purpose=told["purpose"],
            envelope=told["envelope"],
            project_cap=told["project_cap"],
            grant_cap=told["grant_cap"] or told["project_cap"],
            kinds=frozenset(GrantKind(kind) for kind in told["kinds"]),
            funds=None if told["reach"] == EVERY else frozenset(int(pk) for pk in told["funds"]),
            begins_on=told["begins_on"],
            ends_on=told["ends_on"],
        )


def initial_of(terms: MandateTerms) -> dict[str, Any]:
    """To write another like it; the days are to be chosen anew."""
    return {
        "purpose": terms.purpose,
        "kinds": sorted(terms.kinds),
        "envelope": terms.envelope,
        "project_cap": terms.project_cap,
        "grant_cap": terms.grant_cap,
        "reach": EVERY if terms.funds is None else SOME,
        "funds": [str(pk) for pk in sorted(terms.funds or ())],
    }


class MandateSignForm(forms.Form):
    """The words that were read, and the declaration."""

    use_required_attribute = False

    content = forms.CharField(widget=forms.HiddenInput, max_length=64)
    no_conflict = forms.BooleanField(
        label="Je n’ai aucun lien avec les mécènes de ces fonds. Mes propres projets, et ceux avec lesquels je déclare "
        "un lien, ne recevront rien sous ce mandat.",
        error_messages={"required": "Cochez cette case pour signer."},
    )


class RevokeForm(forms.Form):
    """Stop it now."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Pourquoi arrêter ce mandat ?",
        max_length=300,
        error_messages={"required": "Dites pourquoi, en une phrase.", "max_length": "Restez sous 300 caractères."},
    )


class LinkForm(forms.Form):
    """A project with which one has to do."""

    use_required_attribute = False

    project = forms.CharField(
        label="Quel projet ?",
        max_length=300,
        help_text="L’adresse de sa page, ou son numéro.",
        error_messages={"required": "Recopiez l’adresse de la page du projet, ou son numéro."},
    )

    def clean_project(self) -> int:
        found = _PROJECT.fullmatch(str(self.cleaned_data["project"]).strip().rstrip("/"))
        if found is None:
            raise forms.ValidationError("Nous ne trouvons pas ce projet. Recopiez l’adresse de sa page, ou son numéro.")
        return int(found[1])
