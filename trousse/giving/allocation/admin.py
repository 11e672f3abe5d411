"""Rounds and grants in the administration: to be looked at."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.giving.allocation.models import Grant, Round


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ("pk", "on", "state", "proposed_at", "posted_at", "algorithm", "rules_version")
    list_filter = ("state",)


@admin.register(Grant)
class GrantAdmin(ReadOnlyAdmin):
    list_display = ("key", "fund", "campaign", "kind", "amount_cents", "posted_at", "returned_at")
    list_filter = ("kind", "fund")
    search_fields = ("key", "campaign__title")
