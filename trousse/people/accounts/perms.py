"""Who may manage accounts."""

from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import AnyUser, has_role


def can_grant_role(user: AnyUser) -> bool:
    """The platform's team, and superusers, who are how the first member of the team comes in."""
    return isinstance(user, User) and user.is_active and (user.is_superuser or has_role(user, Role.PLATFORM))
