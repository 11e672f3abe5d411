"""Who may do what with the rules. Each docstring is the rule in plain words."""

from trousse.giving.equalisation.models import RuleVersion
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role


def can_write_rules(user: User, version: RuleVersion) -> bool:
    """The committee alone."""
    return has_role(user, Role.COMMITTEE)


def can_vote_rules(user: User, version: RuleVersion) -> bool:
    """A member of the committee who has not voted on this version yet."""
    return has_role(user, Role.COMMITTEE) and not version.votes.filter(user=user).exists()
