"""Signed links to contest a decision, without an account."""

from uuid import UUID

from django.urls import reverse

from trousse.core import links
from trousse.core.links import LinkInvalid
from trousse.platform.moderation.enums import Party
from trousse.platform.moderation.models import Case

APPEAL = "moderation.appeal"


def appeal_url(case: Case, party: Party) -> str:
    """Where ``party`` contests; how long is the business of the case."""
    return reverse("reporting:appeal", args=[links.make(APPEAL, f"{case.pk}:{party}")])


def read_appeal(token: str) -> tuple[UUID, Party]:
    """The case and who holds the link. Raises LinkInvalid."""
    key, _, party = links.read(APPEAL, token).partition(":")
    try:
        return UUID(key), Party(party)
    except ValueError:
        raise LinkInvalid from None
