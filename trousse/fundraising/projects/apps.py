"""What a holder wants to do with pupils, and what it costs."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectsConfig(AppConfig):
    name = "trousse.fundraising.projects"
    label = "projects"
    verbose_name = "Projets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both need the app registry, which exists only from here on.
        from trousse.fundraising.projects import parameters  # noqa: F401, PLC0415
        from trousse.fundraising.projects.themes import ensure_themes  # noqa: PLC0415

        post_migrate.connect(ensure_themes, sender=self, dispatch_uid="projects.themes")
