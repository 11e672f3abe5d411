"""From what happened to the messages that tell it; each goes to the outbox in the caller's transaction."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.notifications import (
    CampaignOpened,
    CampaignResumed,
    CampaignScheduled,
    CampaignSuspended,
    FailedToHolder,
    SucceededToHolder,
    SucceededToManager,
)
from trousse.fundraising.review.selectors import manager_file_of
from trousse.people.bodies.selectors import payable_account
from trousse.platform.notifications.services import notify


def tell_scheduled(campaign: Campaign) -> None:
    goals: dict[str, Any] = {"minimum_goal": campaign.minimum_goal, "optimum_goal": campaign.optimum_goal}
    message = CampaignScheduled(
        opens_on=campaign.opens_on, duration_days=campaign.duration_days, **goals, **_to_holder(campaign)
    )
    notify(message, to=campaign.project.holder.email)


def tell_opened(campaign: Campaign) -> None:
    goals: dict[str, Any] = {"minimum_goal": campaign.minimum_goal, "optimum_goal": campaign.optimum_goal}
    notify(CampaignOpened(**_last_day(campaign), **goals, **_to_holder(campaign)), to=campaign.project.holder.email)


def tell_suspended(campaign: Campaign, reason: str) -> None:
    notify(CampaignSuspended(reason=reason, **_to_holder(campaign)), to=campaign.project.holder.email)


def tell_resumed(campaign: Campaign) -> None:
    notify(CampaignResumed(**_last_day(campaign), **_to_holder(campaign)), to=campaign.project.holder.email)


def tell_closed(campaign: Campaign) -> None:
    """The holder and, when there is money to receive, the manager. Donors hear of it from ``giving``."""
    holder = campaign.project.holder.email
    if campaign.state == CampaignState.SUCCEEDED:
        notify(SucceededToHolder(**_to_holder(campaign), **_outcome(campaign)), to=holder)
        _tell_manager(campaign)
    else:
        notify(FailedToHolder(**_to_holder(campaign), **_outcome(campaign)), to=holder)


def _tell_manager(campaign: Campaign) -> None:
    file = manager_file_of(campaign.project)
    if file is None or file.body is None:
        return
    message = SucceededToManager(
        body=file.body.entity.legal_name,
        account_approved=payable_account(file.body) is not None,
        **_about(campaign),
        **_outcome(campaign),
    )
    notify(message, to=file.recipient)


def _about(campaign: Campaign) -> dict[str, Any]:
    return {
        "title": campaign.title,
        "school": campaign.project.school_in_words,
        "url": reverse("public:project", args=[campaign.pk, campaign.slug]),
    }


def _to_holder(campaign: Campaign) -> dict[str, Any]:
    return {
        **_about(campaign),
        "first_name": campaign.project.holder.first_name,
        "dashboard_url": reverse("teacher:dashboard"),
    }


def _outcome(campaign: Campaign) -> dict[str, Any]:
    return {
        "raised": Euro(campaign.closing_raised_cents or 0),
        "minimum_goal": campaign.minimum_goal,
        "optimum_goal": campaign.optimum_goal,
        "supporters": campaign.supporters_count,
        "signature": campaign.project.class_signature,
    }


def _last_day(campaign: Campaign) -> dict[str, Any]:
    assert campaign.closes_at is not None
    return {"last_day": clock.paris_day(campaign.closes_at - timedelta(seconds=1))}
