"""Start-up of the outbox: every app's messages are found."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """E-mails: one class a message, an outbox, a job that sends."""

    name = "trousse.platform.notifications"
    label = "notifications"
    verbose_name = "Courriels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.platform.notifications import checks  # noqa: F401, PLC0415 - declares the checks

        autodiscover_modules("notifications")
