"""Gifts in the administration: to be looked at."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.giving.donations.models import Donation, DonationLog, OutcomeTold


class LogInline(ReadOnlyMixin, admin.TabularInline[DonationLog, Donation]):
    model = DonationLog
    fields = ("at", "transition", "from_state", "to_state", "actor_label", "reason")


@admin.register(Donation)
class DonationAdmin(ReadOnlyAdmin):
    list_display = ("reference", "state", "campaign", "fund", "amount_cents", "settled_at")
    list_select_related = ("campaign", "fund")
    list_filter = ("state", "donor_kind")
    search_fields = ("=reference", "=email")
    search_help_text = "Référence ou courriel (valeur exacte)"
    inlines = (LogInline,)


@admin.register(OutcomeTold)
class OutcomeToldAdmin(ReadOnlyAdmin):
    list_display = ("campaign", "donors", "at")
