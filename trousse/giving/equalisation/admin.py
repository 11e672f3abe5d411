"""Versions of the rules in the administration: to be looked at."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.giving.equalisation.models import RuleVersion


@admin.register(RuleVersion)
class RuleVersionAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "state", "published_at", "decided_on", "in_force_from")
    list_filter = ("state",)
