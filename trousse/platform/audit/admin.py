"""The journal in the admin: to read and to search."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.platform.audit.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The journal can be read and searched, never touched."""

    list_display = ("at", "verb", "subject_type", "subject_id", "actor_label", "reason")
    list_filter = ("actor_kind", "subject_type")
    search_fields = ("=subject_id", "=verb", "=actor_id", "=request_id")
    search_help_text = "Objet, verbe, auteur ou requête (valeur exacte)"
