"""Who may print for a class. Each docstring is the rule in plain words."""

from trousse.fundraising.campaigns.models import Campaign
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role


def can_use_kit(user: User, campaign: Campaign) -> bool:
    """The holder of the project, and the coaches of the place of its school."""
    return user.pk == campaign.project.holder_id or has_role(user, Role.COACH, school=campaign.school)
