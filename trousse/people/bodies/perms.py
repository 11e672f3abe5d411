"""Who may check receiving bodies."""

from trousse.people.accounts.enums import Role
from trousse.people.accounts.selectors import AnyUser, has_role
from trousse.people.bodies.models import BankAccount


def can_decide_bank_account(user: AnyUser, account: BankAccount) -> bool:
    """Finance and the platform's team anywhere; a reviewer for an entity that stands behind a school of theirs.

    That it must be another person than the one who proposed is a rule of its own: see ``selectors.is_proposer``.
    """
    if has_role(user, Role.FINANCE) or has_role(user, Role.PLATFORM):
        return True
    bodies = account.entity.bodies.select_related("school__departement")
    return any(has_role(user, Role.REVIEWER, school=body.school) for body in bodies)
