"""Who is here."""

from typing import cast

from django.http import HttpRequest

from trousse.people.accounts.models import User


def signed_in_user(request: HttpRequest) -> User:
    """The person of a view that asks for a role."""
    return cast(User, request.user)
