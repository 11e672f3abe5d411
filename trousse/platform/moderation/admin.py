"""Cases in the admin: read only; one decides in the pages of moderation, with reasons."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.platform.moderation.models import Case


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    """Where cases stand."""

    list_display = ("opened_at", "kind", "title", "is_urgent", "state", "state_since")
    list_filter = ("state", "kind", "is_urgent")
    search_fields = ("=id", "=subject_id", "title")
    search_help_text = "Identifiant exact, ou intitulé"
