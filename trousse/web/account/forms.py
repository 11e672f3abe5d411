"""Forms of the account pages. Those of django-allauth keep their checks and take our words."""

from datetime import timedelta
from typing import Any, cast

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from trousse.core.errors import TooMany
from trousse.platform.limits.services import forget, hit

CODES_PER_ADDRESS = 10
CODES_WINDOW = timedelta(hours=1)
"""Ten codes of eight digits an hour, five tries each: guessing one takes a century."""

TRIES_PER_ACCOUNT = 10
TRIES_WINDOW = timedelta(minutes=15)
"""For the six digits of a second factor, on top of a right code received by e-mail."""


def _as_code(form: forms.Form, label: str, help_text: str) -> None:
    """Dress the field ``code`` of a form of the library."""
    form.fields["code"] = forms.CharField(
        label=label,
        help_text=help_text,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": "Recopiez le code."},
    )


class SignInForm(RequestLoginCodeForm):  # type: ignore[misc]
    """An address, known or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = "Votre adresse électronique"
        field.help_text = "Pour porter un projet : votre adresse académique, par exemple jeanne.martin@ac-lille.fr."
        field.widget = forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"})
        field.error_messages["required"] = "Écrivez votre adresse."
        field.error_messages["invalid"] = "Cette adresse n’est pas complète. Exemple : jeanne@exemple.fr."
        field.validators[0].message = field.error_messages["invalid"]

    def clean_email(self) -> str:
        """Count the codes asked for this address, wherever from, on top of the library's own checks."""
        email: str = super().clean_email()
        _count(f"account.code:{email}", CODES_PER_ADDRESS, CODES_WINDOW)
        return email


class SignInCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that the mail carries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, "Code reçu par courriel", "Huit chiffres. Avec ou sans le tiret.")


class _ApplicationCodeMixin:
    """A code of the application, or a recovery code; wrong ones are counted for the account, wherever from."""

    fields: dict[str, forms.Field]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(cast(forms.Form, self), "Code de votre application", "Six chiffres, ou l’un de vos codes de secours.")

    def clean_code(self) -> str:
        key = f"account.second_factor:{self.user.pk}"
        _count(key, TRIES_PER_ACCOUNT, TRIES_WINDOW)
        code: str = super().clean_code()  # type: ignore[misc]
        forget(key=key)
        return code


class SecondFactorForm(_ApplicationCodeMixin, AuthenticateForm):  # type: ignore[misc]
    """Signing in."""


class ConfirmIdentityForm(_ApplicationCodeMixin, ReauthenticateForm):  # type: ignore[misc]
    """Before something that touches the security of the account."""


class LinkApplicationForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an application that has just read the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, "Code affiché par l’application", "Six chiffres, renouvelés toutes les trente secondes.")


class NameForm(forms.Form):
    """How others read you."""

    first_name = forms.CharField(
        label="Prénom",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Écrivez votre prénom."},
    )
    last_name = forms.CharField(
        label="Nom",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": "Écrivez votre nom."},
    )


def _count(key: str, limit: int, window: timedelta) -> None:
    """Count one attempt; a refusal is shown in the form, where what was typed is kept."""
    try:
        hit(key=key, limit=limit, window=window)
    except TooMany as error:
        raise forms.ValidationError(error.user_message) from None
