"""Work of giving outside requests. Each job may be killed or run twice."""

from trousse.core.jobs import job, periodic
from trousse.giving.donations import forgetting, outcomes, refunds


@job(name="giving.campaign_refund", queue="money", retry=0)
def campaign_refund(campaign_id: int) -> None:
    """Return the gifts of a failed campaign, and close its books when all are back."""
    refunds.campaign_give_back(campaign_id)


@periodic("*/5 * * * *")
@job(name="giving.campaigns_refund", queue="money")
def campaigns_refund() -> None:
    """Every failed campaign is seen to, again and again, until it is done."""
    for campaign_id in outcomes.campaigns_to_give_back():
        campaign_refund.enqueue_once(f"campaign:{campaign_id}", campaign_id=campaign_id)


@periodic("*/5 * * * *")
@job(name="giving.outcomes_tell")
def outcomes_tell() -> None:
    """Donors of campaigns that have just succeeded are told."""
    for campaign_id in outcomes.campaigns_to_tell():
        outcomes.outcome_tell(campaign_id)


@periodic("17 3 * * *")
@job(name="giving.forget")
def forget() -> None:
    """Each night: forget the names that are held no longer."""
    forgetting.unpaid_forget()
    forgetting.words_forget()
