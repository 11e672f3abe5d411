"""The app of rate limits."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """How often the same thing may be tried."""

    name = "trousse.platform.limits"
    label = "limits"
    verbose_name = "Limites"
    default_auto_field = "django.db.models.BigAutoField"
