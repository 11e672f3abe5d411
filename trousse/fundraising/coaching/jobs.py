"""The clock of coaching."""

from trousse.core import clock
from trousse.core.jobs import job, periodic
from trousse.fundraising.coaching import daily, services


@periodic("*/15 * * * *")
@job(name="coaching.find_coaches")
def find_coaches() -> None:
    """Every quarter of an hour: projects that look for a coach, because nobody covered them or theirs stopped."""
    services.coaches_find()


@periodic("*/15 5-7 * * *")
@job(name="coaching.refresh_situations")
def refresh_situations() -> None:
    """Each morning: who needs help, and the advice of the day; again until eight, for what a dead worker left."""
    daily.situations_refresh(unseen_since=clock.start_of_day(clock.today()))
