"""Whether what a letter tells still stands when it leaves: nothing is told of a class that was stopped meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import rules
from trousse.fundraising.dialogue.models import NewsItem, Thanks
from trousse.platform.notifications.enums import Standing


def of_news(ids: Sequence[int]) -> dict[int, Standing]:
    """One statement."""
    rows = NewsItem.objects.filter(pk__in=ids).order_by()
    return _by_id(rows.values_list("pk", "withdrawn_at", "hidden_at", "campaign__state"))


def of_thanks(ids: Sequence[int]) -> dict[int, Standing]:
    """One statement."""
    rows = Thanks.objects.filter(pk__in=ids).order_by()
    return _by_id(rows.values_list("pk", "withdrawn_at", "hidden_at", "campaign__state"))


def of_openings(campaign_ids: Sequence[int]) -> dict[int, Standing]:
    """« It is open » waits while the campaign is suspended, and is told to nobody once it is over. One statement."""
    states = Campaign.objects.filter(pk__in=campaign_ids).order_by().values_list("pk", "state")
    return {pk: _OPENINGS.get(state, Standing.GONE) for pk, state in states}


_OPENINGS = {CampaignState.OPEN.value: Standing.STANDS, CampaignState.SUSPENDED.value: Standing.WAITS}


def _by_id(rows: Any) -> dict[int, Standing]:
    return {pk: _standing(withdrawn, hidden, state) for pk, withdrawn, hidden, state in rows}


def _standing(withdrawn_at: datetime | None, hidden_at: datetime | None, state: str) -> Standing:
    if withdrawn_at:
        return Standing.GONE
    return Standing.WAITS if hidden_at or not rules.may_tell(state) else Standing.STANDS
