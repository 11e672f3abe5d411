"""From the submission to the two complete files."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "trousse.fundraising.review"
    label = "review"
    verbose_name = "Instruction"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.fundraising.review import parameters  # noqa: F401, PLC0415 - declares the dated parameters of the app
