"""The app of pictures."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """Pictures people send, and what is made of them."""

    name = "trousse.platform.pictures"
    label = "pictures"
    verbose_name = "Images"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.platform.moderation.reportables import reportables  # noqa: PLC0415 - models are ready now
        from trousse.platform.pictures.reporting import PICTURE  # noqa: PLC0415

        reportables.register("picture", PICTURE)
