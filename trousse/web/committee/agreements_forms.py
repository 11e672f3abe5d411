"""What the platform team and finance write of an agreement: its terms, and what becomes of it."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.selectors import themes
from trousse.giving.funds.enums import Priority, Zone
from trousse.giving.funds.models import END_REASON_MAX, NAME_MAX, REFERENCE_MAX
from trousse.giving.funds.patrons import Contact, Terms
from trousse.giving.funds.rules import KEYS, WHOLE, FundLimits, Restriction, terms_problems
from trousse.people.schools.selectors import academies, departements
from trousse.web.components.fields import AmountField, DayField

DESCRIPTION_MAX = 400
CONTACTS_MAX = 4_000
PERCENT = WHOLE // 100
TOO_LONG = "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."
NO_END = "Vide : tant qu’il reste de l’argent."
NO_DAY = "Indiquez ce jour, par exemple 24/11/2026."


class PercentField(forms.Field):
    """A part typed as people write it (``50``, ``12,5 %``); cleaned to basis points, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").replace("%", "").strip()
        if not typed:
            return None
        try:
            return Euro.parse(typed).cents  # hundredths, read like cents
        except ValueError:
            raise ValidationError("Écrivez une part en pour cent, par exemple 50 ou 12,5.", code="invalid") from None


class AgreementForm(forms.Form):
    """The terms as the signed agreement says them. ``KEYS``: which projects, six lists."""

    use_required_attribute = False

    organisation = forms.CharField(
        label="Organisme",
        max_length=NAME_MAX,
        help_text="Le nom que la convention écrit.",
        error_messages={"required": "Donnez le nom de l’organisme.", "max_length": TOO_LONG},
    )
    siren = forms.CharField(
        label="SIREN",
        max_length=20,
        help_text="Neuf chiffres, par exemple 732 829 320.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Donnez le numéro SIREN de l’organisme.", "max_length": TOO_LONG},
    )
    shows_name = forms.BooleanField(
        label="L’organisme accepte que son nom paraisse sur la page du fonds",
        help_text="Sinon, la page dit « un mécène qui préfère la discrétion ». Le nom du fonds, lui, paraît toujours.",
        required=False,
    )
    name = forms.CharField(
        label="Nom du fonds",
        max_length=NAME_MAX,
        help_text="Il paraît partout : « Fonds des Embruns ».",
        error_messages={"required": "Donnez un nom au fonds.", "max_length": TOO_LONG},
    )
    purpose = forms.CharField(
        label="Ce que le fonds veut faire",
        max_length=DESCRIPTION_MAX,
        required=False,
        help_text="Une phrase ou deux, pour tout le monde.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    signed_on = DayField(label="Signée le", help_text="Par le mécène et par nous.", error_messages={"required": NO_DAY})
    starts_on = DayField(label="Commence le", required=False, help_text="Vide : le jour de la signature.")
    expires_on = DayField(label="Dernier jour", required=False, help_text=NO_END)
    cap = AmountField(label="Au plus, par projet", required=False, help_text="Toutes ses aides ensemble.")
    share = PercentField(label="Au plus, en part", required=False, help_text="De l’objectif minimum du projet.")
    least = AmountField(label="Plus petite aide", required=False, zero=True, help_text="Sauf s’il manque moins.")
    matches = forms.BooleanField(
        label="Un euro pour chaque euro donné",
        help_text="Le fonds n’ajoute jamais plus que ce que les donateurs ont donné au projet.",
        required=False,
    )
    contacts = forms.CharField(
        label="Courriels",
        max_length=CONTACTS_MAX,
        required=False,
        help_text="Une personne par ligne : son courriel, puis son nom. « maud@exemple.fr Maud Le Bris ».",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, label, choices in _lists():
            self.fields[key] = forms.MultipleChoiceField(
                label=label,
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Cochez des cases de la liste."},
            )

    def clean_siren(self) -> str:
        return "".join(self.cleaned_data["siren"].split())

    def clean_contacts(self) -> list[Contact]:
        """One a line; a line that holds no address is told with its number."""
        lines = [line.strip() for line in self.cleaned_data["contacts"].splitlines()]
        return [_contact(number, line) for number, line in enumerate(lines, start=1) if line]

    def clean(self) -> None:
        """The rules of the terms, as the service asks them again."""
        said = self.cleaned_data
        if not {"organisation", "siren", "signed_on"} <= said.keys():
            return
        terms = self.terms()
        problems = terms_problems(
            organisation=terms.organisation,
            siren=terms.siren,
            limits=terms.limits,
            signed_on=terms.signed_on,
            starts_on=terms.starts_on or terms.signed_on,
        )
        for term, problem in problems.items():
            self.add_error(term, problem)

    def terms(self) -> Terms:
        """What was typed, what cannot be read left out."""
        said = self.cleaned_data
        limits = FundLimits(
            cap=said.get("cap"),
            share_cap_bp=said.get("share"),
            least=said.get("least") or Euro.zero(),
            expires_on=said.get("expires_on"),
            matches=said.get("matches", False),
        )
        return Terms(
            organisation=said["organisation"],
            siren=said["siren"],
            restriction=Restriction.of(**{key: said.get(key, []) for key in KEYS}),
            limits=limits,
            signed_on=said["signed_on"],
            starts_on=said.get("starts_on"),
            shows_name=said.get("shows_name", False),
        )

    def short_lists(self) -> list[BoundField]:
        """Shown whole."""
        return [self[key] for key in KEYS if self._size(key) <= SHORT]

    def long_lists(self) -> Iterator[tuple[BoundField, int]]:
        """Folded, with how many values are ticked."""
        for key in KEYS:
            if self._size(key) > SHORT:
                yield self[key], len(self[key].value() or [])

    def _size(self, key: str) -> int:
        return len(list(cast(Iterable[Any], cast(forms.MultipleChoiceField, self.fields[key]).choices)))


SHORT = 15
"""Boxes that one takes in at a glance."""


class ProlongForm(forms.Form):
    """Until when it goes on, and what was signed."""

    use_required_attribute = False
    prefix = "prolonger"

    expires_on = DayField(label="Nouveau dernier jour", required=False, help_text=NO_END)
    reason = forms.CharField(
        label="Ce qui a été signé",
        max_length=END_REASON_MAX,
        help_text="Par exemple : avenant du 3 mars 2027.",
        error_messages={"required": "Dites ce qui a été signé.", "max_length": TOO_LONG},
    )


class EndForm(forms.Form):
    """Why it ends before its time."""

    use_required_attribute = False
    prefix = "arreter"

    reason = forms.CharField(
        label="Pourquoi l’arrêter ?",
        max_length=END_REASON_MAX,
        help_text="En une phrase. Le journal la garde, le mécène ne la lit pas.",
        error_messages={"required": "Dites pourquoi, en une phrase.", "max_length": TOO_LONG},
    )


class ContactForm(forms.Form):
    """Somebody who will follow the fund."""

    use_required_attribute = False
    prefix = "contact"

    email = forms.EmailField(
        label="Courriel",
        max_length=250,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Indiquez le courriel.",
            "invalid": "Ce courriel n’est pas complet. Exemple : maud@exemple.fr",
            "max_length": TOO_LONG,
        },
    )
    name = forms.CharField(
        label="Prénom et nom", max_length=NAME_MAX, required=False, error_messages={"max_length": TOO_LONG}
    )


class SignedForm(forms.Form):
    """The document that both signed."""

    use_required_attribute = False
    prefix = "piece"

    signed = forms.FileField(
        label="Convention signée",
        help_text="Un PDF de 10 Mo au plus. Une fois gardé, il ne se remplace pas.",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": "Choisissez le PDF de la convention.", "empty": "Ce fichier est vide."},
    )


class DepositForm(forms.Form):
    """A transfer as the bank's statement shows it."""

    use_required_attribute = False
    prefix = "versement"

    amount = AmountField(
        label="Montant reçu", error_messages={"required": "Recopiez le montant du relevé, par exemple 5000 ou 1250,50."}
    )
    received_on = DayField(label="Arrivé le", error_messages={"required": "Recopiez le jour du relevé."})
    reference = forms.CharField(
        label="Référence de la banque",
        max_length=REFERENCE_MAX,
        help_text="Celle du relevé : elle empêche de compter deux fois le même virement.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Recopiez la référence du relevé.", "max_length": TOO_LONG},
    )

    def hidden(self) -> "DepositForm":
        """The same answers, to be sent again from the page where they are read once more."""
        copy = DepositForm(self.data)
        for field in copy.fields.values():
            field.widget = forms.HiddenInput()
        return copy


class AnotherForm(forms.Form):
    """The same sum on the same day, and another transfer all the same."""

    use_required_attribute = False
    prefix = "versement"

    another = forms.BooleanField(
        label="C’est un autre virement : les deux sont sur le relevé.",
        error_messages={"required": "Vérifiez sur le relevé, puis cochez la case si les deux virements y sont."},
    )


def _lists() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The six lists: in the order of ``KEYS``."""
    labels = ("Thèmes", "Départements", "Académies", "Niveaux", "Éducation prioritaire", "Communes")
    choices = (
        [(theme.slug, theme.label) for theme in themes()],
        [(departement.code, f"{departement.name} ({departement.code})") for departement in departements()],
        [(academie.code, academie.name) for academie in academies()],
        LevelGroup.choices(),
        Priority.choices(),
        Zone.choices(),
    )
    return list(zip(KEYS, labels, choices, strict=True))


def _contact(number: int, line: str) -> Contact:
    words = [word.strip("<>,;") for word in line.split()]
    email = next((word for word in words if "@" in word), "")
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(
            f"Ligne {number} : écrivez un courriel complet, puis le nom. Exemple : maud@exemple.fr Maud Le Bris"
        ) from None
    return Contact(email, " ".join(word for word in words if word and word != email)[:NAME_MAX])
