"""The web delivery as a Django app: template tags and the checks of production."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "trousse.web"
    label = "web"

    def ready(self) -> None:
        import_module("config.safety")
