"""What donors chose to read: a summary a day, one on Mondays, nothing of one topic, nothing at all."""

from datetime import datetime, timedelta

from trousse.core import clock, jobs
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Supporter
from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.jobs import digests_send
from trousse.platform.notifications.preferences import everything_leave, preferences_choose

CHOOSING = 24
"""Donors who chose; all others read everything at once, as most do."""
DAYS = 10
"""How long ago the first summary left."""
CHOICES = (Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.NEVER, None)
"""None: nothing that can be declined."""


def choose(now: datetime) -> None:
    """Before classes tell anything: each choice in turn, over the donors of the campaigns that collect."""
    donors = Supporter.objects.filter(campaign__state=CampaignState.OPEN, removed_at=None).order_by("email")
    with clock.frozen(now - timedelta(days=DAYS)):
        for number, address in enumerate(donors.values_list("email", flat=True).distinct()[:CHOOSING]):
            rhythm = CHOICES[number % len(CHOICES)]
            if rhythm is None:
                everything_leave(address=address)
            else:
                preferences_choose(address=address, rhythms={"nouvelles": rhythm})


def summaries(now: datetime) -> None:
    """Morning after morning, what was held leaves; what came since waits for the next one."""
    for days_ago in range(DAYS, -1, -1):
        with clock.frozen(now - timedelta(days=days_ago)):
            digests_send()
            jobs.run_pending()
