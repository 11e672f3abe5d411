"""A campaign as moderation sees it: to hide it is to suspend it. Its page stays, and says « collecte en pause »."""

from django.urls import reverse

from trousse.core.actors import Actor
from trousse.core.errors import BusinessError
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaigns_public
from trousse.fundraising.campaigns.services import campaign_resume, campaign_suspend
from trousse.people.schools.models import School
from trousse.platform.moderation.enums import Outcome
from trousse.platform.moderation.reportables import Reportable


class NotCollecting(BusinessError):
    """Only a campaign that collects can be suspended."""


def _campaign(campaign_id: str) -> Campaign:
    """Raises CampaignMissing."""
    if not campaign_id.isdecimal():
        raise CampaignMissing
    found = campaigns_public().select_related("project__holder", "school")
    campaign = found.filter(pk=int(campaign_id)).first()
    if campaign is None:
        raise CampaignMissing
    return campaign


def title(campaign_id: str) -> str:
    return f"Collecte : {_campaign(campaign_id).title}"


def url(campaign_id: str) -> str:
    campaign = _campaign(campaign_id)
    return reverse("public:project", args=[campaign.pk, campaign.slug])


def excerpt(campaign_id: str) -> str:
    campaign = _campaign(campaign_id)
    return f"{campaign.project.summary} ({campaign.school}. {CampaignState(campaign.state).label}.)"


def hide(campaign_id: str, actor: Actor, reason: str) -> None:
    """Suspend: no new gift; those under way still come in, and the deadline waits (``campaign_suspend``)."""
    campaign = _campaign(campaign_id)
    if campaign.state == CampaignState.SUSPENDED:
        return
    if campaign.state != CampaignState.OPEN:
        raise NotCollecting("Cette collecte n’est pas en cours : il n’y a rien à suspendre.")
    campaign_suspend(campaign=campaign, by=actor.user, reason=reason)


def show(campaign_id: str, actor: Actor, reason: str) -> None:
    """Resume, with the days of the suspension given back; a campaign that is not suspended stays as it is."""
    campaign = _campaign(campaign_id)
    if campaign.state == CampaignState.SUSPENDED:
        campaign_resume(campaign=campaign, by=actor.user, reason=reason)


def author_emails(campaign_id: str) -> list[str]:
    return [_campaign(campaign_id).project.holder.email]


def school_of(campaign_id: str) -> School:
    return _campaign(campaign_id).school


CAMPAIGN = Reportable(
    label="Collecte",
    title=title,
    url=url,
    hide=hide,
    show=show,
    author_emails=author_emails,
    school_of=school_of,
    excerpt=excerpt,
    outcomes=(Outcome.NO_ACTION, Outcome.CHANGE, Outcome.SUSPEND),
)
