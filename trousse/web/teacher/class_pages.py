"""What the pages on which a class speaks have in common: whose campaign it is, pictures that are added to a draft."""

from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse

from trousse.core.actors import Actor
from trousse.fundraising.campaigns.errors import CampaignMissing
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import campaigns_of_holder
from trousse.people.accounts.models import User
from trousse.platform.limits.services import hit
from trousse.web.components.cards import Crumb
from trousse.web.components.picture_fields import PictureForm
from trousse.web.components.project_cards import card_of_campaign

UPLOADS_PER_HOUR = 60
"""Counted with those of projects: a picture costs a second of a processor."""


def own_campaign(user: User, pk: int) -> Campaign:
    """Raises CampaignMissing for everybody but its holder."""
    found = campaigns_of_holder(user).filter(pk=pk).first()
    if found is None:
        raise CampaignMissing
    return found


def about(campaign: Campaign, here: str, *above: Crumb) -> dict[str, object]:
    """What every such page shows around its subject; ``above``: the pages between it and the dashboard."""
    crumbs = [Crumb("Mes projets", reverse("teacher:dashboard")), *above, Crumb(here)]
    return {"campaign": campaign, "card": card_of_campaign(campaign), "crumbs": crumbs}


def picture_form(request: HttpRequest, user: User) -> PictureForm:
    """Bound when its own button was pressed."""
    if "image" in request.POST:
        return PictureForm(request.POST, request.FILES)
    return PictureForm(initial={"attestation_name": user.display_name})


def picture_hung(form: PictureForm, user: User, *, kind: str, subject_id: int) -> bool:
    """Whether the picture of a bound form was added; otherwise the reason stands in the form."""
    hit(key=f"pictures.add:{user.pk}", limit=UPLOADS_PER_HOUR, window=timedelta(hours=1))
    if not form.is_valid():
        return False
    return form.save(subject_kind=kind, subject_id=subject_id, actor=Actor.of_user(user)) is not None
