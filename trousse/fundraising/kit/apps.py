"""What a class prints, sends and shows to make its campaign known."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Posters, leaflets, notes to families, texts to share, the picture of social networks."""

    name = "trousse.fundraising.kit"
    label = "kit"
    verbose_name = "Kit de collecte"
    default_auto_field = "django.db.models.BigAutoField"
