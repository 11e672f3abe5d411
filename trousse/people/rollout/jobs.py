"""The clock of the rollout."""

from trousse.core.jobs import job, periodic
from trousse.people.rollout import forgetting, telling


@periodic("7 * * * *")
@job(name="rollout.tell", queue="mail")
def tell_those_who_wait() -> None:
    """Each hour, and when a place is given back or a phase changes."""
    telling.waiting_tell()


@periodic("40 3 * * *")
@job(name="rollout.forget")
def forget() -> None:
    """Each night: whoever was told long ago, and addresses that nobody confirmed."""
    forgetting.told_forget()
    forgetting.unconfirmed_forget()
