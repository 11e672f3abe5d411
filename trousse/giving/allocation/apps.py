"""The solidarity engine, declared to Django."""

from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Which fund helps which project: rounds, signatures, grants. The solver itself is made of pure modules."""

    name = "trousse.giving.allocation"
    label = "allocation"
    verbose_name = "Répartition des fonds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imports models: not before all models are loaded.
        from trousse.giving.allocation.jobs import simulation_ask  # noqa: PLC0415
        from trousse.giving.equalisation.hooks import simulation_wanted  # noqa: PLC0415

        simulation_wanted.register("allocation", simulation_ask)
