"""What a holder wants to do with pupils, and what it costs."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "trousse.fundraising.projects"
    label = "projects"
    verbose_name = "Projets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.projects import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
