"""Where django-allauth asks us: which mail to send, where to go next, how to keep a secret."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from trousse.core import clock
from trousse.people.accounts.enums import Space
from trousse.people.accounts.models import User
from trousse.people.accounts.notifications import AccountCode, AccountSecurity, SecurityChange
from trousse.people.accounts.selectors import main_space
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify

_ENTRANCES: Mapping[Space, str] = {
    Space.REVIEWER: "reviewer:queue",
    Space.COACH: "coach:projects",
    Space.TEACHER: "teacher:dashboard",
    Space.DONOR: "donor:find",
}


def _code(context: Mapping[str, Any]) -> Notification:
    return AccountCode(code=str(context["code"]), minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)


def _security(change: SecurityChange) -> Callable[[Mapping[str, Any]], Notification]:
    return lambda _context: AccountSecurity(change=change, at=clock.now())


_MAILS: Mapping[str, Callable[[Mapping[str, Any]], Notification]] = {
    "account/email/login_code": _code,
    "mfa/email/totp_activated": _security(SecurityChange.ACTIVATED),
    "mfa/email/totp_deactivated": _security(SecurityChange.DEACTIVATED),
    "mfa/email/recovery_codes_generated": _security(SecurityChange.NEW_RECOVERY_CODES),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Mails go through our outbox, and people land in the space of what they mostly do here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Ce compte est fermé. Écrivez-nous si c’est une erreur.",
        "incorrect_code": "Ce n’est pas le bon code. Recopiez les huit chiffres du dernier courriel reçu.",
        "rate_limited": "Doucement : attendez quelques minutes avant de demander un nouveau code.",
        "too_many_login_attempts": "Trop d’essais. Par sécurité, demandez un nouveau code dans quelques minutes.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """KeyError for a mail we did not write: none of the library's own may reach anybody."""
        notify(_MAILS[template_prefix](context), to=email)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The space of the person's main role."""
        return reverse(_ENTRANCES[main_space(request.user)])

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> HttpResponse:
        """The first time, ask for a name on the way."""
        response: HttpResponse = super().post_login(request, user, **hooks)
        if isinstance(user, User) and not user.first_name:
            onward = urlencode({"next": response["Location"]})
            return HttpResponseRedirect(f"{reverse('account_welcome')}?{onward}")
        return response

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by signing in, never by a form of the library."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages are HTML, whatever asks for them."""
        return False


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor are encrypted with a key derived from SECRET_KEY (and its fallbacks, to rotate)."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ce n’est pas le bon code. Il change toutes les trente secondes : essayez avec le suivant.",
        "cannot_delete_authenticator": "Vous ne pouvez pas retirer cette protection.",
        "cannot_generate_recovery_codes": "Reliez d’abord une application : les codes de secours viennent ensuite.",
        "unverified_email": "Votre adresse n’est pas encore vérifiée.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    return MultiFernet([_fernet(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(secret: str) -> Fernet:
    digest = hashlib.sha256(f"trousse.mfa:{secret}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
