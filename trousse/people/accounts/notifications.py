"""Mails about an account: the code to sign in, and what changed in how it is protected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from trousse.core import clock
from trousse.people.schools.enums import Labelled
from trousse.platform.notifications.base import Notification, register


class SecurityChange(Labelled):
    """What happened to the second factor of an account."""

    ACTIVATED = "activated", "La connexion en deux étapes est activée"
    DEACTIVATED = "deactivated", "La connexion en deux étapes est désactivée"
    NEW_RECOVERY_CODES = "new_recovery_codes", "De nouveaux codes de secours ont été créés"


_WHAT_IT_MEANS: Mapping[SecurityChange, str] = {
    SecurityChange.ACTIVATED: "Un code de votre application sera demandé à chaque connexion.",
    SecurityChange.DEACTIVATED: "Le code reçu par courriel suffit désormais pour se connecter à votre compte.",
    SecurityChange.NEW_RECOVERY_CODES: "Les anciens codes de secours ne servent plus.",
}


@register
@dataclass(frozen=True, kw_only=True)
class AccountCode(Notification):
    """The code to sign in, the first time as well."""

    kind = "account.code"
    label = "Code de connexion"
    awaited = True

    code: str
    minutes: int

    @classmethod
    def sample(cls) -> Self:
        return cls(code="4821-7305", minutes=15)


@register
@dataclass(frozen=True, kw_only=True)
class AccountSecurity(Notification):
    """The protection of the account changed: if it was not them, they must know at once."""

    kind = "account.security"
    label = "Sécurité du compte"

    change: str
    at: datetime

    @classmethod
    def sample(cls) -> Self:
        return cls(change=SecurityChange.ACTIVATED, at=clock.now())

    def context(self) -> dict[str, Any]:
        change = SecurityChange(self.change)
        return {**super().context(), "what": change.label, "meaning": _WHAT_IT_MEANS[change]}
