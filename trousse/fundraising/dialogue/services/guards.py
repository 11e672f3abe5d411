"""What every writing of a class asks first."""

from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue.errors import NotYourClass
from trousse.fundraising.dialogue.perms import can_speak_for_class
from trousse.people.accounts.models import User


def require_class(user: User, campaign: Campaign) -> None:
    """Raises NotYourClass unless ``user`` speaks for the class of ``campaign``."""
    if not can_speak_for_class(user, campaign):
        raise NotYourClass
