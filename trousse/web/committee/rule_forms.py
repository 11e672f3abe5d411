"""What the committee writes of rules: their content, their calendar, a vote, why one is taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms

from trousse.core.money import Euro
from trousse.giving.equalisation.enums import Ballot
from trousse.giving.equalisation.models import REASON_MAX, TEXT_MAX, TITLE_MAX, RuleVersion
from trousse.giving.equalisation.rules import BASE, WORTH_MOST, Content, Limits, Weights, problems_of
from trousse.giving.equalisation.services import Calendar
from trousse.web.components.fields import AmountField, DayField, NumberField

PERCENT, INDEX, BASIS_POINTS = 0, 1, 2
"""Decimals of what is typed."""
_LONG = {"max_length": "C’est un peu long : %(limit_value)s signes au plus."}


def _worth(label: str, help_text: str = "") -> NumberField:
    return NumberField(
        places=PERCENT, example="150", label=label, help_text=help_text,
        error_messages={"required": "Écrivez un nombre, par exemple 150."},
    )  # fmt: skip


class RulesForm(forms.Form):
    """A draft. ``seen`` names the content that the form was filled from."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    title = forms.CharField(
        label="Titre", max_length=TITLE_MAX, help_text="En quelques mots, ce que cette version change.",
        error_messages={"required": "Donnez un titre à cette version.", **_LONG},
    )  # fmt: skip
    text = forms.CharField(
        label="Ce qui change, et pourquoi",
        max_length=TEXT_MAX,
        help_text="En français courant : chacun doit pouvoir le comprendre et en discuter. Ne nommez aucune école.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Dites en français courant ce qui change, et pourquoi.", **_LONG},
    )
    rep = _worth("Un projet en REP compte", "De 100 à 500 ; 150 % vaut un projet et demi.")
    rep_plus = _worth("Un projet en REP+ compte", "De 100 à 500, au moins autant qu’en REP.")
    rural = _worth("En plus, dans une commune rurale", "De 0 à 200.")
    ips_low = _worth("En plus, selon l’indice de l’école", "De 0 à 200. 0 : l’indice ne compte pas.")
    ips_below = NumberField(
        places=INDEX, example="85", label="Sous quel indice (IPS) ?", required=False,
        help_text="De 40 à 200, comme le ministère le publie.",
    )  # fmt: skip
    most_share = NumberField(
        places=BASIS_POINTS, example="40", label="Part de son minimum, au plus", required=False,
        help_text="Tous fonds réunis, pour un même projet.",
    )  # fmt: skip
    most = AmountField(label="Somme, au plus", required=False, help_text="Tous fonds réunis, pour un même projet.")
    least_raised = NumberField(
        places=BASIS_POINTS, example="20", label="Réuni par ses donateurs avant d’être complété", required=False,
        help_text="Part du minimum. Laissez vide si rien n’est exigé.",
    )  # fmt: skip

    @classmethod
    def of_version(cls, version: RuleVersion) -> "RulesForm":
        """Filled with what the version says."""
        return cls(initial=initial_of(version))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        # Everything that is wrong is said at once: what cannot be read stands in no other's way.
        readable = {**_HARMLESS, **cleaned}
        unread = self.errors.keys() | ({"ips_below"} if "ips_low" in self.errors else set())
        for name, problem in problems_of(_content(readable)).items():
            if name not in unread:
                self.add_error(name, problem)
        return cleaned

    @property
    def content(self) -> Content:
        """What was typed. Only of a valid form."""
        return _content(self.cleaned_data)


_HARMLESS: dict[str, Any] = {
    "title": "…",
    "text": "…",
    "rep": BASE,
    "rep_plus": WORTH_MOST,
    "rural": 0,
    "ips_low": 0,
    "ips_below": None,
    "most_share": None,
    "most": None,
    "least_raised": None,
}


def _content(told: Mapping[str, Any]) -> Content:
    most: Euro | None = told["most"]
    return Content(
        title=told["title"],
        text=told["text"],
        weights=Weights(**{name: told[name] for name in ("rep", "rep_plus", "rural", "ips_low", "ips_below")}),
        limits=Limits(
            most_share_bp=told["most_share"],
            most_cents=most.cents if most else None,
            least_raised_bp=told["least_raised"] or 0,
        ),
    )


def initial_of(version: RuleVersion) -> dict[str, Any]:
    """The fields of a version, as they are typed."""
    return {
        "seen": version.content_sha256,
        "title": version.title,
        "text": version.text,
        "rep": version.rep,
        "rep_plus": version.rep_plus,
        "rural": version.rural,
        "ips_low": version.ips_low,
        "ips_below": version.ips_below,
        "most_share": version.most_share_bp,
        "most": Euro(version.most_cents) if version.most_cents else None,
        "least_raised": version.least_raised_bp or None,
    }


class PublishForm(forms.Form):
    """Until when people comment, and from when the rules hold if they are adopted."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    comments_until = DayField(
        label="Dernier jour pour donner son avis", error_messages={"required": "Choisissez ce jour."}
    )
    planned_from = DayField(
        label="Entrée en vigueur, si elle est adoptée",
        help_text="Après le dernier jour du vote.",
        error_messages={"required": "Choisissez ce jour."},
    )

    @property
    def calendar(self) -> Calendar:
        return Calendar(**{name: self.cleaned_data[name] for name in ("comments_until", "planned_from")})


class VoteForm(forms.Form):
    """One ballot, and a reason that everybody reads."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    ballot = forms.ChoiceField(
        label="Votre vote", choices=Ballot.choices(), widget=forms.RadioSelect,
        error_messages={"required": "Choisissez pour, contre ou abstention."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Votre raison",
        required=False,
        max_length=REASON_MAX,
        help_text="Publiée avec le résultat, sans votre nom.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_LONG,
    )


class ReasonForm(forms.Form):
    """Why a version is taken back, or given up."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Pourquoi ?",
        max_length=REASON_MAX,
        error_messages={"required": "Dites pourquoi, en une phrase.", **_LONG},
    )

    def __init__(self, *args: Any, name: str, help_text: str = "", **options: Any) -> None:
        options["auto_id"] = f"id_{name}_%s"  # two of these on one page
        super().__init__(*args, **options)
        self.fields["reason"].help_text = help_text
