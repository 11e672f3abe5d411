"""Where the platform is open, and since when."""

from django.apps import AppConfig


class RolloutConfig(AppConfig):
    """Phases that open académies one after another, their quotas, and those who wait."""

    name = "trousse.people.rollout"
    label = "rollout"
    verbose_name = "Déploiement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.people.rollout import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
