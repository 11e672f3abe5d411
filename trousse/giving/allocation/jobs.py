"""The solidarity engine outside requests. Each job may be killed or run twice."""

from trousse.core.jobs import job, periodic
from trousse.giving.allocation import services
from trousse.giving.allocation.selectors import campaigns_to_take_back
from trousse.giving.donations.refunds import campaign_settle_when_empty


@periodic("*/5 * * * *")
@job(name="allocation.grants_return", queue="money")
def grants_return() -> None:
    """Money of funds that failed campaigns still hold goes home; a campaign that nothing is left in is over."""
    for campaign_id in campaigns_to_take_back():
        services.grants_return(campaign_id)
        campaign_settle_when_empty(campaign_id)


@periodic("15 2 * * *")
@job(name="allocation.propose")
def propose() -> None:
    """Each night: a proposal for the committee, from the state of that moment."""
    services.round_propose()
