"""The signed link by which the address of a comment is confirmed."""

from datetime import timedelta

from django.conf import settings

from trousse.core import links
from trousse.core.links import LinkInvalid

CONFIRM = "equalisation.comment"
MAX_AGE = timedelta(days=30)


def confirm_url(comment_id: int) -> str:
    """Where it is confirmed."""
    return f"{settings.BASE_URL}/regles-de-solidarite/avis/{links.make(CONFIRM, str(comment_id))}"


def read(token: str) -> int:
    """The comment. Raises LinkInvalid, LinkExpired."""
    value = links.read(CONFIRM, token, MAX_AGE)
    if not value.isdecimal():
        raise LinkInvalid
    return int(value)
