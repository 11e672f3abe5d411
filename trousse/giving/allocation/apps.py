"""The solidarity engine, declared to Django."""

from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Which fund helps which project: rounds, signatures, grants. The solver itself is made of pure modules."""

    name = "trousse.giving.allocation"
    label = "allocation"
    verbose_name = "Répartition des fonds"
    default_auto_field = "django.db.models.BigAutoField"
