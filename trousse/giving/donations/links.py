"""Signed links of donors, who have no account: one purpose, to see and follow one gift."""

from django.conf import settings

from trousse.core import links
from trousse.core.links import LinkInvalid
from trousse.giving.donations.models import Donation

FOLLOW = "donation.follow"


def follow_token(donation: Donation) -> str:
    """Never expires: a gift may be looked up years later, and the page shows it to its donor alone."""
    return links.make(FOLLOW, str(donation.pk))


def follow_url(donation: Donation) -> str:
    """The whole address of the page that shows the gift."""
    return f"{settings.BASE_URL}/mon-don/{follow_token(donation)}"


def read_follow_token(token: str) -> int:
    """The id of the gift. Raises LinkInvalid."""
    value = links.read(FOLLOW, token)
    if not value.isdecimal():
        raise LinkInvalid
    return int(value)
