"""Start-up of parameters: every app declares its own."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.module_loading import autodiscover_modules


class ParametersConfig(AppConfig):
    """Figures that change by decision, with their dates."""

    name = "trousse.platform.parameters"
    label = "parameters"
    verbose_name = "Paramètres"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imports a model: not before all models are loaded.
        from trousse.platform.parameters import cache  # noqa: PLC0415

        dated_value = self.get_model("DatedValue")
        post_save.connect(cache.clear, sender=dated_value)
        post_delete.connect(cache.clear, sender=dated_value)
        autodiscover_modules("parameters")
