"""Documents in the admin: what is kept, never its content."""

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin
from trousse.platform.documents.models import Document


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """What is kept, without its content."""

    list_display = ("created_at", "kind", "name", "media_type", "size")
    list_filter = ("kind", "media_type")
    search_fields = ("=id", "=sha256")
    search_help_text = "Identifiant ou empreinte exacte"
