"""The web delivery as a Django app, for its templates and tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "trousse.web"
    label = "web"
