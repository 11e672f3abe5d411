"""The app of moderation."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Reports by anyone, decisions with reasons, one appeal (Digital Services Act, art. 16, 17 and 20)."""

    name = "trousse.platform.moderation"
    label = "moderation"
    verbose_name = "Modération"
    default_auto_field = "django.db.models.BigAutoField"
