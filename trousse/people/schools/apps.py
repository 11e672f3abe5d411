"""The schools app, and what it puts in place."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SchoolsConfig(AppConfig):
    """Schools of France, and the territories that administer them."""

    name = "trousse.people.schools"
    label = "schools"
    verbose_name = "Établissements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both need the app registry, which exists only from here on.
        from trousse.people.schools import parameters  # noqa: F401, PLC0415
        from trousse.people.schools.territories import ensure_territories  # noqa: PLC0415

        post_migrate.connect(ensure_territories, sender=self, dispatch_uid="schools.territories")
