"""Pictures in the admin: where they stand, never what they show."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.platform.pictures.models import Picture


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    """Where pictures stand, and who answers for those of minors."""

    list_display = ("created_at", "subject_kind", "subject_id", "state", "minors", "attestation_expires_on")
    list_filter = ("state", "minors", "subject_kind")
    search_fields = ("=id", "=subject_id")
    search_help_text = "Identifiant exact"
