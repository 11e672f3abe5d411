"""Writing campaigns: their calendar, the room kept for those who pay, gifts in and out, what their history teaches."""

from trousse.fundraising.campaigns.rules import Contribution
from trousse.fundraising.campaigns.services.contributions import (
    contribution_reduce,
    contribution_remove,
    contributions_add,
    contributions_remove,
    supporters_forget,
)
from trousse.fundraising.campaigns.services.forecasts import Refit, forecast_refit
from trousse.fundraising.campaigns.services.life import (
    campaign_close,
    campaign_open,
    campaign_resume,
    campaign_schedule,
    campaign_settle_refunds,
    campaign_suspend,
    campaigns_close_due,
    campaigns_open_due,
)
from trousse.fundraising.campaigns.services.room import (
    reservations_expire,
    room_release,
    room_reserve,
    rooms_release,
)

__all__ = [
    "Contribution",
    "Refit",
    "campaign_close",
    "campaign_open",
    "campaign_resume",
    "campaign_schedule",
    "campaign_settle_refunds",
    "campaign_suspend",
    "campaigns_close_due",
    "campaigns_open_due",
    "contribution_reduce",
    "contribution_remove",
    "contributions_add",
    "contributions_remove",
    "forecast_refit",
    "reservations_expire",
    "room_release",
    "room_reserve",
    "rooms_release",
    "supporters_forget",
]
