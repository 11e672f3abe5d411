"""The logo of a patron."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from trousse.giving.funds.patrons import Upload


class LogoForm(forms.Form):
    """A picture and an agreement: never one without the other."""

    use_required_attribute = False

    picture = forms.FileField(
        label="Votre logo",
        help_text="Une image PNG ou JPEG de 200 ko au plus, sur fond blanc ou transparent.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"required": "Choisissez l’image de votre logo.", "empty": "Ce fichier est vide."},
    )
    agrees = forms.BooleanField(
        label="Nous sommes d’accord pour que ce logo paraisse sur la page du fonds. Nous pouvons le retirer ici, quand "
        "nous voulons.",
        error_messages={"required": "Sans votre accord, le logo ne paraît pas : cochez la case pour le donner."},
    )

    def upload(self) -> Upload:
        """What was sent. Only on a valid form."""
        given = cast("UploadedFile[Any]", self.cleaned_data["picture"])
        return Upload(given.name or "logo", given.read())
