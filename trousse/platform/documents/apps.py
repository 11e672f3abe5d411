"""The app of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files kept as evidence."""

    name = "trousse.platform.documents"
    label = "documents"
    verbose_name = "Documents"
    default_auto_field = "django.db.models.BigAutoField"
