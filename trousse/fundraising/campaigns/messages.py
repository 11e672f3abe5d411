"""From what happened to the messages that tell it; each goes to the outbox in the caller's transaction."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.notifications import (
    CampaignOpened,
    CampaignResumed,
    CampaignScheduled,
    CampaignSuspended,
    FailedToHolder,
    FailedToSupporter,
    SucceededToHolder,
    SucceededToManager,
    SucceededToSupporter,
)
from trousse.fundraising.review.selectors import manager_file_of
from trousse.people.bodies.selectors import payable_account
from trousse.platform.notifications.base import Notification
from trousse.platform.notifications.services import notify, notify_many


def tell_scheduled(campaign: Campaign) -> None:
    goals = {"minimum_goal": campaign.minimum_goal, "optimum_goal": campaign.optimum_goal}
    message = CampaignScheduled(
        opens_on=campaign.opens_on, duration_days=campaign.duration_days, **goals, **_to_holder(campaign)
    )
    notify(message, to=campaign.project.holder.email)


def tell_opened(campaign: Campaign) -> None:
    goals = {"minimum_goal": campaign.minimum_goal, "optimum_goal": campaign.optimum_goal}
    notify(CampaignOpened(**_last_day(campaign), **goals, **_to_holder(campaign)), to=campaign.project.holder.email)


def tell_suspended(campaign: Campaign, reason: str) -> None:
    notify(CampaignSuspended(reason=reason, **_to_holder(campaign)), to=campaign.project.holder.email)


def tell_resumed(campaign: Campaign) -> None:
    notify(CampaignResumed(**_last_day(campaign), **_to_holder(campaign)), to=campaign.project.holder.email)


def tell_closed(campaign: Campaign) -> None:
    """The holder and, when there is something to receive, the manager. Donors, who may be many, are told by a job."""
    holder = campaign.project.holder.email
    if campaign.state == CampaignState.SUCCEEDED:
        notify(SucceededToHolder(**_to_holder(campaign), **_outcome(campaign)), to=holder)
        _tell_manager(campaign)
    else:
        notify(FailedToHolder(**_to_holder(campaign), **_outcome(campaign)), to=holder)


def tell_supporters(campaign: Campaign) -> int:
    """One message a person, whatever the number of their gifts."""
    present = Supporter.objects.filter(campaign=campaign, removed_at=None).order_by("pk")
    names: dict[str, str] = dict(present.values_list("email", "first_name"))
    about = {**_about(campaign), **_outcome(campaign)}
    messages: list[tuple[Notification, str]] = []
    for email, first_name in names.items():
        if campaign.state == CampaignState.SUCCEEDED:
            messages.append((SucceededToSupporter(first_name=first_name, **about), email))
        else:
            messages.append((FailedToSupporter(first_name=first_name, closed_at=campaign.closed_at, **about), email))
    notify_many(messages)
    return len(messages)


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
        "school": str(campaign.school),
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
