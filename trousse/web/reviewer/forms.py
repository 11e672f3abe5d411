"""The reviewer's form: remarks on precise fields, and one of three outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField

from trousse.fundraising.review.enums import Outcome, RefusalReason
from trousse.fundraising.review.rules import REMARKABLE
from trousse.web.reviewer.criteria import CriteriaForm

TEXT_MAX = 2_000
REMARK_MAX = 600
DIRECTORY, OTHER = "annuaire", "autre"
OUTCOMES = [
    (Outcome.ACCEPTED.value, "Accepter"),
    (Outcome.SENT_BACK.value, "Rendre avec des remarques"),
    (Outcome.REFUSED.value, "Refuser"),
]
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("L’établissement", ("school", "other_schools", "head_email")),
    ("Le projet", ("title", "summary", "story", "learning", "theme", "school_project")),
    ("Les classes", ("classes_label", "levels", "pupils")),
    ("Le calendrier", ("starts_on", "ends_on", "opens_on", "duration_days")),
    ("L’argent", ("budget", "minimum_goal", "optimum_goal", "ceiling_reason")),
    ("Qui reçoit l’argent", ("body_kind", "manager_email")),
    ("Les images", ("pictures",)),
    ("Le merci", ("class_signature", "thanks")),
)
TOO_LONG = "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."


@dataclass(frozen=True)
class RemarkSection:
    """Some fields one may remark on; open when there is already a remark."""

    title: str
    fields: tuple[BoundField, ...]

    @property
    def written(self) -> int:
        return sum(1 for field in self.fields if field.value())

    @property
    def is_open(self) -> bool:
        return bool(self.written) or any(field.errors for field in self.fields)


class DecisionForm(CriteriaForm):
    """One form for the three outcomes, so that remarks survive a change of mind.

    ``mailbox``: the school's address in the directory, or nothing; ``needs_exception``: the minimum is above the
    ceiling.
    """

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="Votre décision",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une des trois issues.",
            "invalid_choice": "Choisissez une des trois issues.",
        },
    )
    head_choice = forms.ChoiceField(
        label="À qui écrire pour la direction ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une adresse.", "invalid_choice": "Choisissez une adresse."},
    )
    head_other = forms.EmailField(
        label="Adresse de la direction",
        max_length=254,
        required=False,
        error_messages={"invalid": "Il manque quelque chose à cette adresse. Exemple : ce.0620001a@ac-lille.fr"},
    )
    head_checked = forms.BooleanField(
        label="J’ai vérifié cette adresse auprès de l’établissement",
        required=False,
        help_text="Par téléphone, au numéro de l’annuaire. Celle que propose le porteur ne suffit pas.",
    )
    grant_exception = forms.BooleanField(label="J’accorde une exception au plafond", required=False)
    reason_code = forms.ChoiceField(
        label="Motif",
        required=False,
        choices=[("", "Choisir un motif"), *((reason.value, reason.label) for reason in RefusalReason)],
        error_messages={"invalid_choice": "Choisissez un motif de la liste."},
    )
    text = forms.CharField(
        label="Votre mot au porteur",
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Il part avec votre décision. Nécessaire pour refuser.",
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, mailbox: str, proposed: str, needs_exception: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mailbox = mailbox
        choice = cast(forms.ChoiceField, self.fields["head_choice"])
        if mailbox:
            choice.choices = [
                (DIRECTORY, f"{mailbox}, l’adresse de l’annuaire"),
                (OTHER, "Une autre, que j’ai vérifiée"),
            ]
            choice.initial = DIRECTORY
        else:
            del self.fields["head_choice"]
        if proposed and proposed != mailbox:
            self.fields["head_other"].help_text = f"Proposée par le porteur : {proposed}"
        if not needs_exception:
            del self.fields["grant_exception"]
        for name, label in REMARKABLE.items():
            self.fields[f"remark_{name}"] = forms.CharField(
                label=label,
                required=False,
                max_length=REMARK_MAX,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"max_length": TOO_LONG},
            )

    def sections(self) -> list[RemarkSection]:
        """The grid of remarks, in the order of the project form."""
        return [RemarkSection(title, tuple(self[f"remark_{name}"] for name in names)) for title, names in SECTIONS]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        checks = {
            Outcome.ACCEPTED.value: self._check_acceptance,
            Outcome.SENT_BACK.value: self._check_sending_back,
            Outcome.REFUSED.value: self._check_refusal,
        }
        check = checks.get(typed.get("outcome", ""))
        if check:
            check(typed)
        return typed

    @property
    def remarks(self) -> Mapping[str, str]:
        """What was remarked, by field of the project."""
        written = {name: self.cleaned_data.get(f"remark_{name}", "") for name in REMARKABLE}
        return {name: remark for name, remark in written.items() if remark}

    @property
    def head_recipient(self) -> str | None:
        """None for the mailbox of the directory, else the address the reviewer checked."""
        return self.cleaned_data["head_other"] if self._uses_other(self.cleaned_data) else None

    def _uses_other(self, typed: Mapping[str, Any]) -> bool:
        return not self.mailbox or typed.get("head_choice") == OTHER

    def _check_acceptance(self, typed: Mapping[str, Any]) -> None:
        if self.remarks:
            self.add_error("outcome", "Vous avez écrit des remarques : effacez-les, ou rendez le projet.")
        self.check_criteria(typed)
        if "grant_exception" in self.fields and not typed.get("grant_exception"):
            self.add_error(
                "grant_exception", "Le minimum dépasse le plafond : accordez l’exception, ou rendez le projet."
            )
        if not self._uses_other(typed) or "head_other" in self.errors:
            return
        if not typed.get("head_other"):
            self.add_error("head_other", "Écrivez l’adresse de la direction, une fois vérifiée.")
        elif not typed.get("head_checked"):
            self.add_error("head_checked", "Cochez cette case une fois l’adresse vérifiée.")

    def _check_sending_back(self, typed: Mapping[str, Any]) -> None:
        if not self.remarks:
            self.add_error("outcome", "Écrivez au moins une remarque dans la grille : la personne saura quoi corriger.")

    def _check_refusal(self, typed: Mapping[str, Any]) -> None:
        if not typed.get("reason_code") and "reason_code" not in self.errors:
            self.add_error("reason_code", "Choisissez un motif.")
        if not typed.get("text") and "text" not in self.errors:
            self.add_error("text", "Expliquez votre refus en une ou deux phrases.")


class LinkForm(forms.Form):
    """Send a link again; for the head, possibly elsewhere, once checked."""

    use_required_attribute = False

    email = forms.EmailField(
        label="Autre adresse, vérifiée auprès de l’établissement",
        max_length=254,
        required=False,
        error_messages={"invalid": "Il manque quelque chose à cette adresse. Exemple : ce.0620001a@ac-lille.fr"},
    )


class RejectionForm(forms.Form):
    """Why bank details are refused; the manager will read it."""

    use_required_attribute = False

    reason = forms.CharField(
        label="Ce qui ne va pas",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le gestionnaire lira ces mots.",
        error_messages={"required": "Dites ce qui ne va pas : le gestionnaire doit savoir quoi corriger."},
    )
