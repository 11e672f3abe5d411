"""Funds in the administration: to be looked at."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.giving.funds.models import Agreement, Deposit, Fund


@admin.register(Fund)
class FundAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "is_active", "received_cents", "balance_cents", "gifts_count")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "slug")


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "fund", "signed_on", "starts_on", "expires_on", "matches")
    search_fields = ("organisation", "siren")


@admin.register(Deposit)
class DepositAdmin(ReadOnlyAdmin):
    list_display = ("bank_reference", "fund", "amount_cents", "received_on", "at")
    search_fields = ("bank_reference",)
