"""Who may do what with a campaign. Each docstring is the rule in plain words."""

from trousse.fundraising.campaigns.models import Campaign
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role


def can_suspend_campaign(user: User, campaign: Campaign) -> bool:
    """The platform team, or a reviewer of its académie; never the holder of the project."""
    if user.pk == campaign.project.holder_id:
        return False
    return any(has_role(user, role, school=campaign.school) for role in (Role.PLATFORM, Role.REVIEWER))


def can_see_supporters(user: User, campaign: Campaign) -> bool:
    """The holder alone, to thank them."""
    return user.pk == campaign.project.holder_id
