"""What the pieces of a kit say of a campaign: read once, then only printed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import closing_moment

LAST_INSTANT = timedelta(seconds=1)
"""A campaign closes at the midnight that ends its last day: one second before is still that day."""


@dataclass(frozen=True)
class Facts:
    """Nothing here moves with the gifts: a poster on a wall does not lie the day after."""

    pk: int
    title: str
    summary: str
    school: str
    town: str
    theme: str
    theme_label: str
    signature: str
    minimum: Euro
    optimum: Euro
    last_day: date
    address: str
    """Complete, for the QR code."""
    short_address: str
    """The same, as people read and type it."""
    legal: str
    state: CampaignState

    @property
    def minimum_share(self) -> float:
        """Where the minimum stands on the pencil, whose tip is the optimum."""
        return self.minimum.cents / self.optimum.cents


def facts_of(campaign: Campaign) -> Facts:
    """A campaign with its project, school and theme loaded: no statement."""
    address = short_url(campaign.pk)
    closes_at = campaign.closes_at or closing_moment(campaign.opens_on, campaign.duration_days)
    return Facts(
        pk=campaign.pk,
        title=campaign.title,
        summary=campaign.project.summary,
        school=campaign.school.name,
        town=campaign.school.commune_name,
        theme=campaign.theme_id,
        theme_label=campaign.theme.label,
        signature=campaign.project.class_signature,
        minimum=campaign.minimum_goal,
        optimum=campaign.optimum_goal,
        last_day=clock.paris_day(closes_at - LAST_INSTANT),
        address=address,
        short_address=address.partition("://")[2],
        legal=legal_line(),
        state=CampaignState(campaign.state),
    )


def short_url(pk: int) -> str:
    """The address that is printed: it survives a change of title."""
    return f"{settings.BASE_URL}{reverse('public:short', args=[pk])}"


def legal_line() -> str:
    """Who publishes, on every correspondence and advertising support (art. R.548-4 I CMF)."""
    who: dict[str, str] = settings.SITE_LEGAL
    return (
        f"{who['name']}, {who['form']}, {who['address']}. {who['email']}. "
        f"Intermédiaire en financement participatif immatriculé à l’ORIAS sous le numéro {who['orias']} (orias.fr)."
    )
