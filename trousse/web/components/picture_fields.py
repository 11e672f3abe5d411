"""The form of a picture, shared by projects, news, thanks and reports: file, description, minors, attestation."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.documents import rules as documents
from trousse.platform.documents.errors import DocumentRefused
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.errors import AttestationInvalid, PictureRefused, TooManyPictures
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.rules import (
    ALT_MAX,
    NAME_MAX,
    SCOPE_MAX,
    Attestation,
    Refused,
    Scan,
    alt_problem,
    attestation_problems,
    check_weight,
)
from trousse.platform.pictures.selectors import limits
from trousse.platform.pictures.services import picture_add, picture_attest
from trousse.web.components.fields import DayField

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,.jpg,.jpeg,.png,.webp,.heic"
YES, NO = "oui", "non"
SCOPE_EXAMPLE = "La page du projet et les courriels aux donateurs"

_FIELDS = {
    "name": "attestation_name",
    "on": "attestation_on",
    "scope": "attestation_scope",
    "expires_on": "attestation_expires_on",
}
"""Names of an Attestation → fields of the form."""


class AttestationForm(forms.Form):
    """Who answers for the parents' agreement, since when, for which use, until when; the signed form if they like."""

    use_required_attribute = False

    attestation_name = forms.CharField(
        label="Qui a recueilli les autorisations des parents ?",
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Indiquez qui a recueilli les autorisations des parents."},
    )
    attestation_on = DayField(
        label="Signées le",
        error_messages={"required": "Indiquez le jour où la dernière autorisation a été signée."},
    )
    attestation_scope = forms.CharField(
        label="Où les parents acceptent-ils que l’image soit montrée ?",
        max_length=SCOPE_MAX,
        help_text=f"Comme sur le papier signé. Par exemple : {SCOPE_EXAMPLE.lower()}.",
        error_messages={"required": "Indiquez où les parents acceptent que l’image soit montrée."},
    )
    attestation_expires_on = DayField(
        label="Jusqu’à quel jour ?",
        help_text="Ce jour passé, l’image disparaît d’elle-même. Vous serez prévenu avant.",
        error_messages={"required": "Indiquez jusqu’à quel jour les parents ont donné leur accord."},
    )
    attestation_scan = forms.FileField(
        label="Les autorisations signées",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF ou photo, 10 Mo au plus. L’école les garde de toute façon.",
        error_messages={"empty": "Ce fichier est vide. Choisissez-en un autre, s’il vous plaît."},
    )

    def clean_attestation_scan(self) -> "UploadedFile[Any] | None":
        """Refused by its size, before it is read."""
        sent: UploadedFile[Any] | None = self.cleaned_data.get("attestation_scan")
        if sent and (sent.size or 0) > documents.LARGEST:
            raise forms.ValidationError(documents.TOO_LARGE, code="large")
        return sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.attests and not any(self.has_error(field) for field in _FIELDS.values()):
            longest = integer("pictures.attestation_max_days")
            self.refuse_attestation(attestation_problems(self._attestation(cleaned), clock.today(), longest))
        return cleaned

    @property
    def attests(self) -> bool:
        """Whether what was typed is an attestation."""
        return True

    def attestation(self) -> Attestation | None:
        """What the services expect, once the form is valid."""
        if not self.attests:
            return None
        sent: UploadedFile[Any] | None = self.cleaned_data.get("attestation_scan")
        scan = Scan(str(sent.name), sent.read()) if sent else None
        return replace(self._attestation(self.cleaned_data), scan=scan)

    def attest(self, picture: Picture, actor: Actor) -> bool:
        """Attest with a valid form; False when it is refused, the reason then stands beside its field."""
        attestation = self.attestation()
        if attestation is None:
            return False
        try:
            picture_attest(picture=picture, attestation=attestation, actor=actor)
        except AttestationInvalid as refused:
            self.refuse_attestation(refused.problems)
        except DocumentRefused as refused:
            self.add_error("attestation_scan", refused.user_message)
        return not self.errors

    def refuse_attestation(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside its field."""
        for name, problem in problems.items():
            self.add_error(_FIELDS[name], problem)

    def _attestation(self, typed: Mapping[str, Any]) -> Attestation:
        return Attestation(
            name=typed["attestation_name"],
            on=typed["attestation_on"],
            scope=typed["attestation_scope"],
            expires_on=typed["attestation_expires_on"],
        )


class PictureForm(AttestationForm):
    """A picture to add. « Plus tard » is an answer: with recognisable minors and no attestation, it waits unseen."""

    file = forms.FileField(
        label="L’image",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="Photo ou dessin, en JPEG, PNG ou WebP. Le lieu et la date cachés dans le fichier sont effacés.",
        error_messages={
            "required": "Choisissez une image.",
            "empty": "Ce fichier est vide. Choisissez-en un autre, s’il vous plaît.",
        },
    )
    alt = forms.CharField(
        label="Que voit-on ?",
        max_length=ALT_MAX,
        help_text="Une phrase, lue à voix haute à qui ne voit pas l’image. Dites qui fait quoi, et où ;"
        " inutile d’écrire « image de ». Par exemple : des mains d’élèves plantent un semis de radis.",
        error_messages={"required": "Décrivez l’image en une phrase : elle est lue à qui ne la voit pas."},
    )
    minors = forms.ChoiceField(
        label="Des élèves sont-ils reconnaissables ?",
        choices=[(NO, "Non : mains, dos, objets, visages floutés"), (YES, "Oui, on peut reconnaître quelqu’un")],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si l’on peut reconnaître un élève."},
    )
    later = forms.BooleanField(
        label="Je n’ai pas encore toutes les autorisations : garder l’image cachée en attendant",
        required=False,
    )

    field_order = ("file", "alt", "minors", "later", *_FIELDS.values(), "attestation_scan")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.attests:
            for name in _FIELDS.values():
                self.fields[name].required = False

    @property
    def attests(self) -> bool:
        return self.data.get(self.add_prefix("minors")) == YES and not self.data.get(self.add_prefix("later"))

    def clean_file(self) -> "UploadedFile[Any]":
        """Too heavy a file is refused by its size: it is on the disk by now, and need not fill the memory."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            check_weight(sent.size or 0, limits())
        except Refused as why:
            raise forms.ValidationError(str(why), code="file") from why
        return sent

    def clean_alt(self) -> str:
        alt: str = self.cleaned_data["alt"]
        problem = alt_problem(alt)
        if problem:
            raise forms.ValidationError(problem, code="alt")
        return alt.strip()

    def save(self, *, subject_kind: str, subject_id: int | str, actor: Actor) -> Picture | None:
        """Add the picture of a valid form; None when it is refused, the reason then stands beside its field."""
        typed = self.cleaned_data
        try:
            return picture_add(
                subject_kind=subject_kind,
                subject_id=subject_id,
                content=typed["file"].read(),
                alt=typed["alt"],
                minors=typed["minors"] == YES,
                attestation=self.attestation(),
                actor=actor,
            )
        except AttestationInvalid as refused:
            self.refuse_attestation(refused.problems)
        except DocumentRefused as refused:
            self.add_error("attestation_scan", refused.user_message)
        except (PictureRefused, TooManyPictures) as refused:
            self.add_error("alt" if refused.code == "alt" else "file", refused.user_message)
        return None
