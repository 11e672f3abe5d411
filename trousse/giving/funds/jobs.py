"""The clock of agreements."""

from trousse.core import clock
from trousse.core.jobs import job, periodic
from trousse.giving.funds import endings


@periodic("37 7 * * *")
@job(name="funds.tell_endings", queue="mail")
def tell_endings() -> None:
    """Each morning: patrons whose agreement ends within a month, or is over."""
    endings.agreements_tell(clock.today())


@periodic("19 3 * * *")
@job(name="funds.forget_contacts")
def forget_contacts() -> None:
    """Each night: those who followed a fund whose agreement ended a year ago."""
    endings.contacts_forget(clock.today())
