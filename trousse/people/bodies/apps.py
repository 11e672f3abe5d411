"""The bodies app."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Who receives the money, and on which account."""

    name = "trousse.people.bodies"
    label = "bodies"
    verbose_name = "Structures réceptrices"
    default_auto_field = "django.db.models.BigAutoField"
