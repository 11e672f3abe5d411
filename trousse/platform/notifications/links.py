"""Signed links of a reader: all their preferences, and one click to leave one topic."""

from django.conf import settings

from trousse.core import links
from trousse.core.links import LinkInvalid
from trousse.platform.notifications.topics import topics

PREFERENCES = "notifications.preferences"
LEAVE = "notifications.leave"
ALL = "tout"
"""In place of a topic: every topic that is read in summaries, which hold several."""


def preferences_url(address: str) -> str:
    """The page where the person behind ``address`` chooses. Never expires: an old letter must still let them leave."""
    return f"{settings.BASE_URL}/preferences/{links.make(PREFERENCES, address.lower())}"


def leave_url(address: str, topic: str) -> str:
    """The page, and the one-click address of RFC 8058, by which ``address`` leaves ``topic``."""
    return f"{settings.BASE_URL}/preferences/quitter/{links.make(LEAVE, f'{topic} {address.lower()}')}"


def read_preferences_token(token: str) -> str:
    """The address. Raises LinkInvalid."""
    return links.read(PREFERENCES, token)


def read_leave_token(token: str) -> tuple[str, str]:
    """The address, and the topic (or ``ALL``). Raises LinkInvalid, also for a topic that is no more."""
    topic, _, address = links.read(LEAVE, token).partition(" ")
    if not address or (topic != ALL and topic not in topics):
        raise LinkInvalid
    return address, topic
