"""Somebody beside each holder, from the acceptance of the project to its end."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "trousse.fundraising.coaching"
    label = "coaching"
    verbose_name = "Accompagnement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.coaching import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
        from trousse.fundraising.coaching.services import coach_assign  # noqa: PLC0415 - models are ready now
        from trousse.fundraising.review.hooks import project_accepted  # noqa: PLC0415

        project_accepted.register("coaching", coach_assign)
