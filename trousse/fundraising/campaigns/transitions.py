"""The life of a campaign as a table. People only suspend and resume: the rest happens by the calendar and the money."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.fundraising.campaigns import perms
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign


def is_full(campaign: Campaign) -> str | None:
    return None if campaign.raised_cents == campaign.optimum_goal_cents else "L’optimum n’est pas atteint."


def reached_minimum(campaign: Campaign) -> str | None:
    return None if campaign.raised_cents >= campaign.minimum_goal_cents else "Le minimum n’est pas atteint."


def missed_minimum(campaign: Campaign) -> str | None:
    return None if campaign.raised_cents < campaign.minimum_goal_cents else "Le minimum est atteint."


def holds_nothing(campaign: Campaign) -> str | None:
    return None if campaign.raised_cents == 0 else "Il reste des dons à rendre."


class CampaignWorkflow(Workflow[Campaign]):
    """Above the minimum it goes on until the optimum or the deadline; below it, every gift is returned."""

    model = "campaigns.Campaign"
    log = "campaigns.CampaignLog"
    states = CampaignState

    open = Transition({CampaignState.SCHEDULED}, CampaignState.OPEN, system=True, label="Ouverture")
    suspend = Transition(
        {CampaignState.OPEN},
        CampaignState.SUSPENDED,
        allowed=perms.can_suspend_campaign,
        reason=Reason.REQUIRED,
        label="Suspension",
    )
    resume = Transition(
        {CampaignState.SUSPENDED},
        CampaignState.OPEN,
        allowed=perms.can_suspend_campaign,
        reason=Reason.REQUIRED,
        label="Reprise",
    )
    reach_optimum = Transition(
        {CampaignState.OPEN}, CampaignState.SUCCEEDED, system=True, guard=is_full, label="Optimum atteint"
    )
    close_succeeded = Transition(
        {CampaignState.OPEN},
        CampaignState.SUCCEEDED,
        system=True,
        guard=reached_minimum,
        label="Date limite, minimum atteint",
    )
    close_failed = Transition(
        {CampaignState.OPEN},
        CampaignState.FAILED,
        system=True,
        guard=missed_minimum,
        label="Date limite, sous le minimum",
    )
    settle_refunds = Transition(
        {CampaignState.FAILED}, CampaignState.REFUNDED, system=True, guard=holds_nothing, label="Dons rendus"
    )
