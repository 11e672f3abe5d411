"""The solidarity engine outside requests. Each job may be killed or run twice."""

from trousse.core import clock
from trousse.core.jobs import job, periodic
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import TurnMoment
from trousse.giving.allocation.selectors import campaigns_to_take_back
from trousse.giving.donations.refunds import campaign_settle_when_empty

EVENING_UTC, EVENING_IN_PARIS = 19, 20
"""Hours; in summer it is one more in Paris."""


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
    """Each night: what mandates cover is given, and the rest is proposed to the committee."""
    services.round_propose(turn=services.mandate_run(TurnMoment.MORNING))


@periodic(f"0 {EVENING_UTC} * * *")
@job(name="allocation.evening")
def evening() -> None:
    """Each evening: under mandates, collections that end that night and lack little are completed.

    Run late, after midnight, it does nothing: the new day has gifts to come, and an evening of its own.
    """
    if clock.now().astimezone(clock.PARIS).hour >= EVENING_IN_PARIS:
        services.mandate_run(TurnMoment.EVENING)


@periodic("*/2 * * * *")
@job(name="allocation.gifts_double", queue="money")
def gifts_double() -> None:
    """New gifts are doubled where a fund does so; what doubled a gift that was taken back goes home."""
    services.doublings_return()
    services.gifts_double()


@periodic("30 5 * * *")
@job(name="allocation.mandates_day")
def mandates_day() -> None:
    """Early each day: mandates whose last day is past end, and the committee reads what was given until yesterday."""
    services.mandates_end(clock.today())
    services.mandates_sum_up(clock.today())


@job(name="allocation.simulate_rules", retry=0)
def simulate_rules(version_id: int) -> None:
    """What a version of the rules would have done with past school years: seconds or minutes of work."""
    services.rules_simulate(version_id)


def simulation_ask(version_id: int) -> None:
    """Soon, and once however often it is asked for before it begins: it then reads the rules as they are."""
    simulate_rules.enqueue_once(str(version_id), version_id=version_id)
