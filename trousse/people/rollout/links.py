"""The signed link by which an address is confirmed before an alert."""

from django.conf import settings

from trousse.core import links
from trousse.core.links import LinkInvalid

CONFIRM = "rollout.alert"


def confirm_url(academie: str, email: str) -> str:
    """Where the alert is confirmed."""
    return f"{settings.BASE_URL}/academies/confirmer/{links.make(CONFIRM, f'{academie} {email.lower()}')}"


def read(token: str) -> tuple[str, str]:
    """The code of the académie, and the address. Raises LinkInvalid."""
    code, _, email = links.read(CONFIRM, token).partition(" ")
    if not code or not email:
        raise LinkInvalid
    return code, email
