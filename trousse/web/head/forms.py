"""What the head attests: whose acts, of which day, under which reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from trousse.fundraising.review.enums import Authority
from trousse.fundraising.review.rules import REFERENCE_MAX, Act
from trousse.fundraising.review.services import Upload
from trousse.web.components.fields import DayField

ATTEST, DECLINE = "attester", "refuser"
ROLES_FIRST_DEGREE = "Directrice ou directeur d’école"
ROLES_SECOND_DEGREE = "Cheffe ou chef d’établissement"


@dataclass(frozen=True)
class ActFields:
    """The two fields of one act."""

    authority: Authority
    on: BoundField
    reference: BoundField


class IdentityForm(forms.Form):
    """Who answers."""

    use_required_attribute = False

    name = forms.CharField(
        label="Votre nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Indiquez votre nom : l’attestation est faite par une personne."},
    )
    role = forms.CharField(
        label="Votre fonction",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Indiquez votre fonction dans l’établissement."},
    )


class AttestForm(IdentityForm):
    """One date and one reference for each authority that must have agreed."""

    document = forms.FileField(
        label="L’acte ou l’avis, en PDF ou en photo",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="10 Mo au plus.",
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre, s’il vous plaît."},
    )
    sure = forms.BooleanField(
        label="J’atteste que ces validations existent et portent sur ce projet",
        error_messages={"required": "Cochez cette case : c’est votre attestation."},
    )

    def __init__(self, *args: Any, authorities: Sequence[Authority], document_needed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.authorities = authorities
        self.fields["document"].required = document_needed
        self.fields["document"].error_messages["required"] = "Joignez l’acte ou l’avis : un PDF ou une photo suffit."
        for authority in authorities:
            self.fields[f"{authority}_on"] = DayField(
                label="Date",
                error_messages={"required": f"{authority.short} : donnez la date, elle figure sur l’acte."},
            )
            self.fields[f"{authority}_reference"] = forms.CharField(
                label="Référence",
                max_length=REFERENCE_MAX,
                help_text="Numéro, délibération, ou « courriel du 12 octobre ».",
                error_messages={"required": f"{authority.short} : donnez la référence, même « courriel du… »."},
            )

    def act_fields(self) -> list[ActFields]:
        return [
            ActFields(authority, self[f"{authority}_on"], self[f"{authority}_reference"])
            for authority in self.authorities
        ]

    def acts(self) -> list[Act]:
        """What is attested, once the form is valid."""
        typed = self.cleaned_data
        return [Act(each, typed[f"{each}_on"], typed[f"{each}_reference"]) for each in self.authorities]

    def upload(self) -> Upload | None:
        sent: UploadedFile[Any] | None = self.cleaned_data.get("document")
        return Upload(sent.name or "acte", sent.read()) if sent else None

    def tell(self, problems: dict[str, str]) -> None:
        """Show each problem of an act beside its date."""
        for authority, advice in problems.items():
            self.add_error(f"{authority}_on", advice)


class DelegateForm(forms.Form):
    """Who answers in the head's place."""

    use_required_attribute = False

    name = forms.CharField(
        label="Son nom",
        max_length=120,
        error_messages={"required": "Indiquez le nom de la personne à qui vous confiez ce dossier."},
    )
    email = forms.EmailField(
        label="Son courriel professionnel",
        max_length=254,
        help_text="À la même adresse académique que l’établissement, le lien part aussitôt. "
        "Sinon l’instructeur vérifie d’abord.",
        error_messages={
            "required": "Donnez son courriel professionnel.",
            "invalid": "Il manque quelque chose à cette adresse. Exemple : prenom.nom@ac-lille.fr",
        },
    )


class DeclineForm(IdentityForm):
    """Why the head does not attest: the project goes back to its reviewers."""

    reason = forms.CharField(
        label="Pourquoi ?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Le porteur du projet et l’instructeur liront ces mots.",
        error_messages={"required": "Dites pourquoi, en une phrase : le porteur saura quoi faire."},
    )
