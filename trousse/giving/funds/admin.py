"""Funds in the administration: to be looked at."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.giving.funds.models import Fund


@admin.register(Fund)
class FundAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "is_active", "received_cents", "balance_cents", "gifts_count")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "slug")
