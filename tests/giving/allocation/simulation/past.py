"""Campaigns that closed, for tests: rows as the services leave them, without living through their weeks."""

from datetime import date, timedelta
from typing import Any

from tests.giving import builders
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState, CloseReason
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund


def past_campaign(*, closed_on: date, minimum: int = 100, raised: int = 0, **school: Any) -> Campaign:
    """One that collected for thirty days (euros, grants included) and ended as its goal decides."""
    made = builders.campaign(minimum=minimum, optimum=2 * minimum)
    moment = clock.start_of_day(closed_on) + timedelta(hours=12)
    reached = raised >= minimum
    Campaign.objects.filter(pk=made.pk).update(
        state=CampaignState.SUCCEEDED if reached else CampaignState.REFUNDED,
        opened_at=moment - timedelta(days=30),
        closes_at=moment,
        closed_at=moment,
        close_reason=CloseReason.DEADLINE,
        closing_raised_cents=Euro.of(raised).cents,
        raised_cents=Euro.of(raised).cents if reached else 0,
    )
    if school:
        for name, value in school.items():
            setattr(made.school, name, value)
        made.school.save()
        Campaign.objects.filter(pk=made.pk).update(departement=made.school.departement)
    made.refresh_from_db()
    return made


def gift_on(day: date, euros: int, fund: Fund | None = None) -> Donation:
    """A gift to a fund that was counted that day."""
    with clock.frozen(clock.start_of_day(day) + timedelta(hours=12)):
        return builders.give(fund, euros)
