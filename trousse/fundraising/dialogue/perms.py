"""Who may speak for a class. Each docstring is the rule in plain words."""

from trousse.fundraising.campaigns.models import Campaign
from trousse.people.accounts.models import User


def can_speak_for_class(user: User, campaign: Campaign) -> bool:
    """The holder of the project, nobody else."""
    return user.pk == campaign.project.holder_id
