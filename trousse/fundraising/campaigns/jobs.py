"""The clock of campaigns: opened on their day, closed at their deadline, and everyone told."""

from trousse.core.jobs import job, periodic
from trousse.fundraising.campaigns import services


@periodic("* * * * *")
@job(name="campaigns.open_due")
def open_due() -> None:
    """Each minute: open the campaigns whose day has come."""
    services.campaigns_open_due()


@periodic("* * * * *")
@job(name="campaigns.close_due")
def close_due() -> None:
    """Each minute: close the campaigns whose deadline and grace have passed."""
    services.campaigns_close_due()


@periodic("*/10 * * * *")
@job(name="campaigns.expire_reservations")
def expire_reservations() -> None:
    """Every ten minutes: tidy up."""
    services.reservations_expire()


@periodic("10 4 2 * *")
@job(name="campaigns.refit_forecast")
def refit_forecast() -> None:
    """Each month: learn from the campaigns that closed, when they teach something."""
    services.forecast_refit()
