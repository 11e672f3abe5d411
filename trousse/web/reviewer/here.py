"""Who is here, and how a piece of evidence is handed over."""

from typing import cast

from django.http import HttpRequest

from trousse.people.accounts.models import User
from trousse.web.components.evidence import hand_over

__all__ = ["hand_over", "signed_in_user"]


def signed_in_user(request: HttpRequest) -> User:
    """The person of a view that asks for a role."""
    return cast(User, request.user)
