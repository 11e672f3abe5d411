"""Who may do what with agreements. Each docstring is the rule in plain words."""

from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import roles_of

READERS = (Role.COMMITTEE, Role.PLATFORM, Role.FINANCE)
WRITERS = (Role.PLATFORM, Role.FINANCE)
COUNTERS = (Role.FINANCE,)


def can_write_agreement(user: User) -> bool:
    """The platform team and finance; who follows a fund for its patron is read by them only."""
    return _is_one_of(user, WRITERS)


def can_count_deposit(user: User) -> bool:
    """Finance alone: they read the statements of the bank."""
    return _is_one_of(user, COUNTERS)


def _is_one_of(user: User, roles: tuple[Role, ...]) -> bool:
    return not roles_of(user).isdisjoint(roles)
