"""What the donor types: an amount, then who they are. The rules are those of ``giving.donations``."""

import uuid
from typing import Any, Self

from django import forms

from trousse.core.money import Euro
from trousse.giving.donations import rules
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.models import Donation
from trousse.giving.donations.rules import AmountLimits, Consents, DonorDetails

OTHER = "autre"
LOCAL_AUTHORITY = "collectivite"
LOCAL_AUTHORITY_HELP = (
    "Une collectivité aide un projet par une subvention, versée directement à l’établissement ou à sa coopérative : "
    "c’est la loi. Prenez contact avec l’école, son adresse est sur la page du projet."
)
KINDS = [(kind.value, kind.label) for kind in DonorKind] + [(LOCAL_AUTHORITY, "Une collectivité")]


class AmountForm(forms.Form):
    """The two fields of the gift box, sent by GET: a suggestion, or « autre » with a typed amount."""

    montant = forms.CharField(required=False)
    autre = forms.CharField(required=False)

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
    """Who gives. An address is asked only with a receipt, a company name only of those who have one."""

    use_required_attribute = False

    cle = forms.UUIDField(widget=forms.HiddenInput)
    montant = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    kind = forms.ChoiceField(
        label="Vous donnez en tant que", choices=KINDS, widget=forms.RadioSelect, initial=DonorKind.INDIVIDUAL.value
    )
    company_name = AskedField(
        label="Nom de l’entreprise ou de l’association",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    siren = forms.CharField(
        label="Numéro SIREN",
        help_text="Neuf chiffres. Facultatif pour une association.",
        required=False,
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
        label="Je veux un reçu fiscal", help_text="Votre adresse est alors obligatoire.", required=False
    )
    address = AskedField(label="Adresse", widget=forms.TextInput(attrs={"autocomplete": "street-address"}))
    postcode = AskedField(label="Code postal", widget=forms.TextInput(attrs={"autocomplete": "postal-code"}))
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

    def __init__(self, *args: Any, receipts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receipts = receipts
        if not receipts:
            for name in ("wants_receipt", "address", "postcode", "town", "no_reward"):
                del self.fields[name]

    @classmethod
    def blank(cls, amount: Euro, *, receipts: bool) -> Self:
        """A fresh form. Its key makes a double click one gift."""
        return cls(initial={"cle": uuid.uuid4(), "montant": amount.cents}, receipts=receipts)

    @classmethod
    def of(cls, donation: Donation, *, receipts: bool) -> Self:
        """What this donor had typed, to be corrected."""
        names = [name for name in DONATION_FIELDS if hasattr(donation, name)]
        initial = {name: getattr(donation, name) for name in names}
        initial |= {
            "cle": donation.checkout_key,
            "montant": donation.amount_cents,
            "kind": donation.donor_kind,
            "no_reward": donation.no_reward_declared,
            "terms": True,
        }
        return cls(initial=initial, receipts=receipts)

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said at once, each beside its field."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == LOCAL_AUTHORITY:
            self.add_error("kind", LOCAL_AUTHORITY_HELP)
            return cleaned
        if "kind" not in cleaned:
            return cleaned
        donor, consents = self.donor, self.consents("form")
        problems = rules.donor_problems(donor, receipts_offered=self.receipts)
        problems |= rules.consent_problems(consents, wants_receipt=donor.wants_receipt)
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

    def consents(self, terms_version: str) -> Consents:
        data = self.cleaned_data
        return Consents(
            terms_version=terms_version,
            terms_accepted=data.get("terms", False),
            named=data.get("named", False),
            no_reward=data.get("no_reward", False),
            message=data.get("message", ""),
        )


DONATION_FIELDS = (
    "company_name",
    "siren",
    "first_name",
    "last_name",
    "email",
    "wants_receipt",
    "address",
    "postcode",
    "town",
    "message",
    "named",
)
