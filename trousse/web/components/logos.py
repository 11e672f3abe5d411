"""The logo of a patron, sent by somebody of theirs or by us."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from trousse.giving.funds.patrons import Upload


class LogoForm(forms.Form):
    """A picture and an agreement: never one without the other. ``agrees``: what whoever sends it declares."""

    use_required_attribute = False

    picture = forms.FileField(
        label="Logo",
        help_text="Une image PNG ou JPEG de 200 ko au plus, sur fond blanc ou transparent.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"required": "Choisissez l’image du logo.", "empty": "Ce fichier est vide."},
    )
    agrees = forms.BooleanField(
        error_messages={"required": "Sans l’accord du mécène, le logo ne paraît pas : cochez la case pour le donner."},
    )

    def __init__(self, *args: Any, agrees: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agrees"].label = agrees

    def upload(self) -> Upload:
        """What was sent. Only on a valid form."""
        return uploaded(self.cleaned_data["picture"], "logo")


def uploaded(given: Any, name: str) -> Upload:
    """A file of a form, read; ``name`` when it came without one."""
    sent = cast("UploadedFile[Any]", given)
    return Upload(sent.name or name, sent.read())
