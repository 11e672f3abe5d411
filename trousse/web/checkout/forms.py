"""What the donor types: an amount, then who they are. The rules are those of ``giving.donations``."""

import uuid
from collections.abc import Mapping
from typing import Any, Self

from django import forms

from trousse.core.money import Euro
from trousse.giving.donations import rules
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.models import Donation
from trousse.giving.donations.rules import AmountLimits, Consents, DonorDetails
from trousse.giving.donations.terms import TERMS_VERSION
from trousse.web.components.fields import AmountField

OTHER = "autre"
LOCAL_AUTHORITY = "collectivite"
LOCAL_AUTHORITY_HELP = (
    "Une collectivité aide un projet par une subvention, versée directement à l’établissement ou à sa coopérative : "
    "c’est la loi. Prenez contact avec l’école, son nom est sur la page du projet."
)
KINDS = [(kind.value, kind.label) for kind in DonorKind] + [(LOCAL_AUTHORITY, "Une collectivité")]
FOR_RECEIPTS = ("wants_receipt", "address", "postcode", "town", "no_reward")
FOR_CLASSES = ("message", "named")


class AmountForm(forms.Form):
    """The two fields of the gift box, sent by GET: a suggestion, or « autre » with a typed amount."""

    montant = forms.CharField(required=False)
    autre = forms.CharField(label="Autre montant", required=False)

    def __init__(self, data: Any, *, limits: AmountLimits, room: Euro | None) -> None:
        super().__init__(data, auto_id="%s")
        self.limits = limits
        self.room = room

    def clean(self) -> dict[str, Any]:
        """``amount``: what was typed wins over what was ticked, with or without the help of JavaScript."""
        cleaned = super().clean() or {}
        typed = (cleaned.get("autre") or "").strip() or (cleaned.get("montant") or "").strip()
        try:
            amount = Euro.parse("" if typed == OTHER else typed)
        except ValueError:
            self.add_error("autre", "Indiquez un montant en euros, par exemple 20 ou 12,50.")
            return cleaned
        problem = rules.amount_problem(amount, limits=self.limits, room=self.room)
        if problem:
            self.add_error("autre", problem)
        cleaned["amount"] = amount
        return cleaned


class AskedField(forms.CharField):
    """Shown as compulsory wherever it is asked; whether it was asked of this donor is for the rules to say."""

    def validate(self, value: Any) -> None:
        """Nothing to say here: ``giving.donations.rules`` speaks, in better words."""


class DonorForm(forms.Form):
    """Who gives. An address is asked only with a receipt, a company name only of those who have one.

    The amount travels hidden, and shows where it can be changed without losing the rest.
    """

    use_required_attribute = False

    cle = forms.UUIDField(widget=forms.HiddenInput)
    amount = AmountField(
        label="Votre don",
        widget=forms.HiddenInput,
        error_messages={"required": "Indiquez un montant, par exemple 20 €."},
    )
    kind = forms.ChoiceField(
        label="Vous donnez en tant que",
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=DonorKind.INDIVIDUAL.value,
        error_messages={"required": "Dites qui donne.", "invalid_choice": "Dites qui donne."},
    )
    company_name = AskedField(
        label="Nom de l’entreprise ou de l’association",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    siren = AskedField(
        label="Numéro SIREN",
        help_text="Neuf chiffres. Une association peut laisser cette case vide.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    first_name = AskedField(label="Prénom", widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = AskedField(label="Nom", widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    email = AskedField(
        label="Courriel",
        help_text="Pour vous dire merci et vous donner des nouvelles de votre don.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_receipt = forms.BooleanField(
        label="Je veux un reçu fiscal",
        help_text="Votre adresse est alors obligatoire : elle figure sur le reçu.",
        required=False,
    )
    address = AskedField(label="Adresse", widget=forms.TextInput(attrs={"autocomplete": "street-address"}))
    postcode = AskedField(
        label="Code postal", widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"})
    )
    town = AskedField(label="Ville", widget=forms.TextInput(attrs={"autocomplete": "address-level2"}))
    no_reward = forms.BooleanField(
        label="Je ne reçois rien en échange de ce don, ni pour moi ni pour mon enfant", required=False
    )
    message = forms.CharField(
        label="Votre mot à la classe",
        help_text="L’enseignante ou l’enseignant le lira. Votre don reste discret : personne n’en voit le montant.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": rules.MESSAGE_MAX}),
    )
    named = forms.BooleanField(label="La classe peut lire mon prénom", required=False)
    terms = forms.BooleanField(label="J’accepte les conditions d’utilisation", required=False)

    def __init__(self, *args: Any, receipts: bool, to_class: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receipts = receipts
        for name in (() if receipts else FOR_RECEIPTS) + (() if to_class else FOR_CLASSES):
            del self.fields[name]

    @classmethod
    def blank(cls, amount: Euro, **options: bool) -> Self:
        """A fresh form. Its key makes a double click one gift."""
        return cls(initial={"cle": uuid.uuid4(), "amount": amount}, **options)

    @classmethod
    def kept(cls, typed: Mapping[str, Any], **options: bool) -> Self:
        """The same answers again, without a word about them: the donor only wants to change the amount."""
        form = cls(initial=dict(typed), **options)
        form.show_amount()
        return form

    @classmethod
    def of(cls, donation: Donation, **options: bool) -> Self:
        """What this donor had typed, the amount included, to be corrected."""
        initial = {name: getattr(donation, name) for name in cls.base_fields if hasattr(donation, name)}
        initial |= {
            "cle": donation.checkout_key,
            "kind": donation.donor_kind,
            "no_reward": donation.no_reward_declared,
            "terms": True,
        }
        form = cls(initial=initial, **options)
        form.show_amount()
        return form

    def show_amount(self) -> None:
        self.fields["amount"].widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said at once, each beside its field."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == LOCAL_AUTHORITY:
            self.add_error("kind", LOCAL_AUTHORITY_HELP)
            return cleaned
        if "kind" not in cleaned:
            return cleaned
        donor = self.donor
        problems = rules.donor_problems(donor, receipts_offered=self.receipts)
        problems |= rules.consent_problems(self.consents, wants_receipt=donor.wants_receipt)
        self.tell(problems)
        return cleaned

    def tell(self, problems: rules.Problems) -> None:
        """Show each problem beside its field, or above the form when it has none."""
        for name, sentence in problems.items():
            self.add_error(name if name in self.fields else None, sentence)

    @property
    def donor(self) -> DonorDetails:
        data = self.cleaned_data
        return rules.tidy(
            DonorDetails(
                kind=DonorKind(data["kind"]),
                first_name=data.get("first_name", ""),
                last_name=data.get("last_name", ""),
                email=data.get("email", ""),
                company_name=data.get("company_name", ""),
                siren=data.get("siren", ""),
                wants_receipt=data.get("wants_receipt", False),
                address=data.get("address", ""),
                postcode=data.get("postcode", ""),
                town=data.get("town", ""),
            )
        )

    @property
    def consents(self) -> Consents:
        data = self.cleaned_data
        return Consents(
            terms_version=TERMS_VERSION,
            terms_accepted=data.get("terms", False),
            named=data.get("named", False),
            no_reward=data.get("no_reward", False),
            message=data.get("message", ""),
        )

    @property
    def amount_so_far(self) -> Euro:
        """For the bill beside the form, whatever the rest is worth."""
        try:
            return Euro.parse(str(self["amount"].value() or ""))
        except ValueError:
            return Euro.zero()

    @property
    def kind_so_far(self) -> DonorKind:
        chosen = self["kind"].value()
        return DonorKind(chosen) if chosen in set(DonorKind) else DonorKind.INDIVIDUAL

    @property
    def wants_receipt_so_far(self) -> bool:
        return self.receipts and bool(self["wants_receipt"].value())
