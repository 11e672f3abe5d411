"""The clock of the rollout."""

from trousse.core.jobs import job, periodic
from trousse.people.rollout import telling


@periodic("7 * * * *")
@job(name="rollout.tell", queue="mail")
def tell_those_who_wait() -> None:
    """Each hour, and when a place is given back or a phase changes."""
    telling.waiting_tell()
