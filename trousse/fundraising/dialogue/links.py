"""Signed links of people without account: confirm that an address is theirs, leave, read the class's letters."""

from django.conf import settings

from trousse.core import links
from trousse.core.links import LinkInvalid

CONFIRM = "dialogue.confirm"
LEAVE = "dialogue.leave"
LETTERS = "dialogue.letters"


def confirm_url(campaign_id: int, email: str) -> str:
    """Where an address is confirmed."""
    return f"{settings.BASE_URL}/suivre/{links.make(CONFIRM, f'{campaign_id} {email.lower()}')}"


def leave_url(campaign_id: int, email: str) -> str:
    """Where an address stops following one campaign."""
    return f"{settings.BASE_URL}/ne-plus-suivre/{links.make(LEAVE, f'{campaign_id} {email.lower()}')}"


def letters_token(supporter_id: int) -> str:
    """What opens the letters between one donor and the class. Never expires: it shows them to that donor alone."""
    return links.make(LETTERS, str(supporter_id))


def letters_url(supporter_id: int) -> str:
    """Where a donor reads the class and answers."""
    return f"{settings.BASE_URL}/mon-don/lettres/{letters_token(supporter_id)}"


def read_letters_token(token: str) -> int:
    """The id of the supporter. Raises LinkInvalid."""
    value = links.read(LETTERS, token)
    if not value.isdecimal():
        raise LinkInvalid
    return int(value)


def read(purpose: str, token: str) -> tuple[int, str]:
    """The campaign and the address. Raises LinkInvalid."""
    number, _, email = links.read(purpose, token).partition(" ")
    if not number.isdecimal() or not email:
        raise LinkInvalid
    return int(number), email
