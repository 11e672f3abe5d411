"""Campaigns in the administration: read, never written."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.fundraising.campaigns.models import Campaign, CampaignLog, ForecastFit, Reservation, Supporter


class CampaignLogInline(ReadOnlyMixin, admin.TabularInline[CampaignLog, Campaign]):
    model = CampaignLog
    extra = 0
    fields = ("at", "transition", "from_state", "to_state", "actor_label", "reason")


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    """Money and states are written by services only."""

    list_display = (
        "pk",
        "title",
        "school",
        "state",
        "raised_cents",
        "minimum_goal_cents",
        "optimum_goal_cents",
        "closes_at",
    )
    list_filter = ("state", "close_reason", "theme")
    list_select_related = ("school",)
    search_fields = ("title", "school__name", "=school__uai", "=project__pk")
    exclude = ("search_text",)
    inlines = (CampaignLogInline,)


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "amount_cents", "expires_at")
    list_select_related = ("campaign",)


@admin.register(Supporter)
class SupporterAdmin(ReadOnlyAdmin):
    """Who supports, never with how much."""

    list_display = ("campaign", "first_name", "named", "at", "removed_at")
    list_select_related = ("campaign",)
    search_fields = ("=email", "=campaign__project__pk")


@admin.register(ForecastFit)
class ForecastFitAdmin(ReadOnlyAdmin):
    """What forecasts were learned from, and how good they were."""

    list_display = ("learned_at", "campaigns", "version")
    exclude = ("fit",)
