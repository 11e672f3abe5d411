"""What moderation keeps, and for how long."""

from trousse.core.jobs import job, periodic
from trousse.platform.moderation import services


@periodic("50 3 * * *")
@job(name="moderation.forget")
def forget() -> None:
    """Each night: forget the addresses that are needed no more, and the oldest cases."""
    services.addresses_forget()
    services.cases_forget()
