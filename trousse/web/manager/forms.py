"""Which legal entity receives, and on which account."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from trousse.fundraising.projects.selectors import bodies_open_to
from trousse.fundraising.review.services import BodyDetails, Upload
from trousse.people.bodies import rules
from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.models import School

KIND_HELP = "Celle que le porteur du projet a choisie est déjà cochée. Un foyer socio-éducatif ne peut pas recevoir."


class BodyForm(forms.Form):
    """What a manager types once; SIREN and IBAN are checked by their own digits before anything is sent."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Qui reçoit l’argent ?",
        widget=forms.RadioSelect,
        help_text=KIND_HELP,
        error_messages={
            "required": "Choisissez la structure qui reçoit l’argent.",
            "invalid_choice": "Choisissez une structure de la liste.",
        },
    )
    legal_name = forms.CharField(
        label="Raison sociale",
        max_length=200,
        help_text="Exactement comme sur l’avis Sirene.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Recopiez la raison sociale de l’avis Sirene."},
    )
    siren = forms.CharField(
        label="Numéro SIREN",
        max_length=20,
        help_text="Neuf chiffres. Pour une coopérative OCCE, celui de l’association départementale.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Donnez le numéro SIREN : neuf chiffres, sur l’avis Sirene."},
    )
    address = forms.CharField(
        label="Adresse",
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": "Donnez l’adresse de la structure."},
    )
    postcode = forms.CharField(
        label="Code postal",
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={
            "required": "Cinq chiffres, par exemple 62300.",
            "max_length": "Cinq chiffres, par exemple 62300.",
        },
    )
    town = forms.CharField(
        label="Ville",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": "Donnez la ville."},
    )
    issues_receipts = forms.TypedChoiceField(
        label="Cette structure émet-elle des reçus fiscaux ?",
        choices=[("oui", "Oui"), ("non", "Non")],
        coerce=lambda typed: typed == "oui",
        widget=forms.RadioSelect,
        help_text="En cas de doute, répondez non : les donateurs sont prévenus avant de donner.",
        error_messages={
            "required": "Répondez par oui ou par non.",
            "invalid_choice": "Répondez par oui ou par non.",
        },
    )
    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        help_text="27 signes, il commence par FR76. Les espaces ne comptent pas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Recopiez l’IBAN du relevé d’identité bancaire."},
    )
    holder_name = forms.CharField(
        label="Titulaire du compte",
        max_length=200,
        help_text="Le nom écrit sur le relevé. Un compte personnel est toujours refusé.",
        error_messages={"required": "Recopiez le nom du titulaire, tel que sur le relevé."},
    )
    document = forms.FileField(
        label="Le relevé d’identité bancaire, en PDF ou en photo",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="Il accélère la vérification. 10 Mo au plus.",
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre, s’il vous plaît."},
    )
    manager_name = forms.CharField(
        label="Votre nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Indiquez votre nom."},
    )

    def __init__(self, *args: Any, school: School, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = cast(forms.ChoiceField, self.fields["kind"])
        choice.choices = [(kind, BodyKind(kind).label) for kind in bodies_open_to(school)]

    def clean_siren(self) -> str:
        siren = rules.tidy_number(self.cleaned_data["siren"])
        if not rules.is_valid_siren(siren):
            raise ValidationError("Ce numéro n’est pas juste. Recopiez les neuf chiffres de l’avis Sirene.")
        return siren

    def clean_iban(self) -> str:
        iban = rules.tidy_number(self.cleaned_data["iban"])
        if not rules.is_payable_iban(iban):
            raise ValidationError("Cet IBAN n’est pas juste. Recopiez-le tel qu’il est écrit sur le relevé.")
        return iban

    def clean_postcode(self) -> str:
        postcode = str(self.cleaned_data["postcode"]).strip()
        if not (len(postcode) == 5 and postcode.isdecimal()):
            raise ValidationError("Cinq chiffres, par exemple 62300.")
        return postcode

    def details(self) -> BodyDetails:
        typed = {name: answer for name, answer in self.cleaned_data.items() if name != "document"}
        return BodyDetails(**typed)

    def upload(self) -> Upload | None:
        sent: UploadedFile[Any] | None = self.cleaned_data.get("document")
        return Upload(sent.name or "releve", sent.read()) if sent else None
