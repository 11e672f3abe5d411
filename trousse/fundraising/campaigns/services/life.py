"""From the day it is scheduled to the day its money is ready to leave, or was returned."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.search import normalise
from trousse.fundraising.campaigns import messages
from trousse.fundraising.campaigns.enums import CampaignState, CloseReason
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import closing_after_pause, closing_moment
from trousse.fundraising.campaigns.selectors import campaigns_to_close, campaigns_to_open
from trousse.fundraising.campaigns.transitions import CampaignWorkflow
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import level_groups
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

log = logging.getLogger(__name__)

CALENDAR = Actor.system("campaigns.calendar")


@transaction.atomic
def campaign_schedule(project: Project, actor: Actor) -> Campaign:
    """The campaign of an accepted project whose two files are complete; it opens by itself on the day chosen.

    Called once per project by ``review`` (hook ``files_completed``); a second call returns the first campaign.
    """
    campaign, created = Campaign.objects.get_or_create(project=project, defaults=_copied(project))
    if created:
        record(verb="campaign.schedule", subject=campaign, actor=actor, data={"opens_on": project.opens_on})
        messages.tell_scheduled(campaign)
    return campaign


def campaigns_open_due() -> int:
    """Open every campaign whose day has come in Paris. Returns how many opened."""
    return _each(campaigns_to_open(clock.today()), campaign_open)


@transaction.atomic
def campaign_open(*, campaign_id: int) -> bool:
    """Open it if it is scheduled and its day has come; otherwise do nothing. Its duration counts from today."""
    campaign = campaign_lock(campaign_id)
    today = clock.today()
    if campaign.state != CampaignState.SCHEDULED or campaign.opens_on > today:
        return False
    opened = CampaignWorkflow.perform(
        CampaignWorkflow.open,
        campaign,
        actor=CALENDAR,
        opened_at=clock.now(),
        closes_at=closing_moment(today, campaign.duration_days),
    )
    messages.tell_opened(opened)
    return True


def campaigns_close_due() -> int:
    """Close every campaign whose deadline has passed, grace included. Returns how many closed."""
    return _each(campaigns_to_close(clock.now()), campaign_close)


@transaction.atomic
def campaign_close(*, campaign_id: int) -> bool:
    """Close it if it is open and its deadline has passed; otherwise do nothing.

    No gift starts after the deadline, but payments begun before it have ``campaigns.grace_minutes`` to arrive: the
    outcome is decided only then, so that a gift paid in time is never refused for a slow notification.
    """
    campaign = campaign_lock(campaign_id)
    grace = timedelta(minutes=integer("campaigns.grace_minutes"))
    if campaign.state != CampaignState.OPEN or campaign.closes_at is None or clock.now() < campaign.closes_at + grace:
        return False
    reached = campaign.raised_cents >= campaign.minimum_goal_cents
    closed = CampaignWorkflow.perform(
        CampaignWorkflow.close_succeeded if reached else CampaignWorkflow.close_failed,
        campaign,
        actor=CALENDAR,
        closed_at=clock.now(),
        close_reason=CloseReason.DEADLINE,
        closing_raised_cents=campaign.raised_cents,
    )
    messages.tell_closed(closed)
    return True


def close_full(campaigns: list[Campaign]) -> None:
    """Close at their optimum campaigns that the caller has locked, read and filled in this transaction."""
    full = [
        campaign
        for campaign in campaigns
        if campaign.state == CampaignState.OPEN and campaign.raised_cents == campaign.optimum_goal_cents
    ]
    for campaign in full:
        campaign.closed_at = clock.now()
        campaign.close_reason = CloseReason.OPTIMUM
        campaign.closing_raised_cents = campaign.raised_cents
    CampaignWorkflow.perform_many(
        CampaignWorkflow.reach_optimum,
        full,
        actor=Actor.system("campaigns.contributions"),
        changed=("closed_at", "close_reason", "closing_raised_cents"),
    )
    for campaign in full:
        messages.tell_closed(campaign)


@transaction.atomic
def campaign_suspend(*, campaign: Campaign, by: User, reason: str) -> Campaign:
    """Stop new gifts while something is looked into. Payments already begun still come in; the deadline waits.

    Raises TransitionRefused (state, no reason) or TransitionForbidden.
    """
    suspended = CampaignWorkflow.perform(
        CampaignWorkflow.suspend,
        campaign,
        actor=Actor.of_user(by),
        reason=reason.strip(),
        suspended_at=clock.now(),
    )
    messages.tell_suspended(suspended, reason.strip())
    return suspended


@transaction.atomic
def campaign_resume(*, campaign: Campaign, by: User, reason: str) -> Campaign:
    """Open again, with the days of the suspension given back. Closes at once if the last payments filled it."""
    locked = campaign_lock(campaign.pk)
    if locked.suspended_at is None or locked.closes_at is None:
        moved = locked.closes_at
    else:
        moved = closing_after_pause(locked.closes_at, locked.suspended_at, clock.now())
    resumed = CampaignWorkflow.perform(
        CampaignWorkflow.resume,
        locked,
        actor=Actor.of_user(by),
        reason=reason.strip(),
        suspended_at=None,
        closes_at=moved,
    )
    messages.tell_resumed(resumed)
    close_full([resumed])
    return resumed


@transaction.atomic
def campaign_settle_refunds(*, campaign_id: int) -> Campaign:
    """A failed campaign whose every gift was returned. Called by ``giving``; done already, it does nothing.

    Raises TransitionRefused while it still holds money, or when it did not fail.
    """
    campaign = campaign_lock(campaign_id)
    if campaign.state == CampaignState.REFUNDED:
        return campaign
    return CampaignWorkflow.perform(CampaignWorkflow.settle_refunds, campaign, actor=Actor.system("giving.refunds"))


def campaign_lock(campaign_id: int) -> Campaign:
    """Locked and read again; rows that only point to it (a donation, a reservation) need not wait.

    Raises Campaign.DoesNotExist.
    """
    related = ("project__holder", "school", "theme")
    return Campaign.objects.select_for_update(of=("self",), no_key=True).select_related(*related).get(pk=campaign_id)


def _copied(project: Project) -> dict[str, object]:
    school = project.school
    departement, academie = school.departement, school.academie
    words = [project.title, school.name, school.commune_name, project.summary, project.classes_label]
    words += [project.theme.label if project.theme else "", departement.name if departement else ""]
    return {
        "title": project.title,
        "slug": project.slug,
        "school": school,
        "theme_id": project.theme_id,
        "departement": departement,
        "academie": academie,
        "levels": project.levels,
        "level_groups": [group.value for group in level_groups(project.levels)],
        "pupils": project.pupils or 0,
        "minimum_goal_cents": project.minimum_goal_cents,
        "optimum_goal_cents": project.optimum_goal_cents,
        "opens_on": project.opens_on,
        "duration_days": project.duration_days,
        "search_text": normalise(" ".join(words)),
    }


def _each(ids: Iterable[int], act: Callable[..., int]) -> int:
    """Each in its own transaction: one that fails is told and left for the next run, and does not hold the others."""
    done, failures = 0, []
    for pk in ids:
        try:
            done += act(campaign_id=pk)
        except Exception as error:
            log.exception("campaign left as it was", extra={"campaign": pk})
            failures.append(error)
    if failures:
        raise ExceptionGroup("some campaigns were left as they were", failures)
    return done
