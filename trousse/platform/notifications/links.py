"""Signed links of a reader: one click to leave one topic, in every letter; all their preferences, for who asked.

A letter may be forwarded: what it holds must not let somebody else change more than what that letter is about.
"""

from datetime import timedelta

from django.conf import settings

from trousse.core import links
from trousse.core.links import LinkInvalid
from trousse.platform.notifications.topics import topics
from trousse.platform.parameters.selectors import integer

PREFERENCES = "notifications.preferences"
LEAVE = "notifications.leave"
ALL = "tout"
"""In place of a topic: every topic that is read in summaries, which hold several."""


def ask_url() -> str:
    """Where anybody asks for the link to their preferences: the same for everybody, it opens nothing by itself."""
    return f"{settings.BASE_URL}/preferences"


def preferences_url(address: str) -> str:
    """The page where the person behind ``address`` chooses everything; valid for ``notifications.link_hours``."""
    return f"{settings.BASE_URL}/preferences/{links.make(PREFERENCES, address.lower())}"


def leave_url(address: str, topic: str) -> str:
    """The page, and the one-click address of RFC 8058, by which ``address`` leaves ``topic`` or reads less of it.

    Never expires: an old letter must still let one leave.
    """
    return f"{settings.BASE_URL}/preferences/quitter/{links.make(LEAVE, f'{topic} {address.lower()}')}"


def read_preferences_token(token: str) -> str:
    """The address. Raises LinkInvalid, LinkExpired."""
    return links.read(PREFERENCES, token, timedelta(hours=integer("notifications.link_hours")))


def read_leave_token(token: str) -> tuple[str, str]:
    """The address, and the topic (or ``ALL``). Raises LinkInvalid, also for a topic that is no more."""
    topic, _, address = links.read(LEAVE, token).partition(" ")
    if not address or (topic != ALL and topic not in topics):
        raise LinkInvalid
    return address, topic
