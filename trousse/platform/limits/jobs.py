"""Cleaning after rate limits."""

from trousse.core.jobs import job, periodic
from trousse.platform.limits import services


@periodic("*/30 * * * *")
@job(name="limits.counters_purge")
def counters_purge() -> None:
    """Keep the table as small as what happens now."""
    services.counters_purge()
