"""The clock of the rules. Each job may be killed or run twice."""

from trousse.core import clock
from trousse.core.jobs import job, periodic
from trousse.giving.equalisation import services
from trousse.giving.equalisation.selectors import versions_to_announce, versions_to_count, versions_to_simulate


@periodic("10 5 * * *")
@job(name="equalisation.announce_votes", queue="mail")
def announce_votes() -> None:
    """Each morning: tell the committee of the votes that begin; ask again for simulations that did not end."""
    for version in versions_to_simulate():
        services.simulation_wish(version)
    for version in versions_to_announce(clock.today()):
        services.vote_announce(version.pk)


@periodic("7 * * * *")
@job(name="equalisation.count_votes")
def count_votes() -> None:
    """Each hour: count the votes that are over."""
    for version_id in versions_to_count(clock.today()):
        services.vote_count(version_id)


@periodic("47 2 * * *")
@job(name="equalisation.forget")
def forget() -> None:
    """Each night: forget what nobody confirmed, and who commented long ago."""
    services.unconfirmed_forget()
    services.people_forget()
