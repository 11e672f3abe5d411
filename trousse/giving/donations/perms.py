"""Who may do what with a gift. Each docstring is the rule in plain words."""

from trousse.giving.donations.models import Donation
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role

KEEPERS = (Role.FINANCE, Role.PLATFORM)
"""Roles that see gifts with the names of who gave them."""


def can_see_donations(user: User) -> bool:
    """Finance and the platform team; nobody else ever reads who gave how much."""
    return any(has_role(user, role) for role in KEEPERS)


def can_refund_donation(user: User, donation: Donation) -> bool:
    """Finance only, and never for one's own gift."""
    return has_role(user, Role.FINANCE) and donation.email != user.email.lower() and donation.user_id != user.pk
