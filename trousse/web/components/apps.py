"""The design system as a Django app: its template tags and its gallery."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "trousse.web.components"
    label = "components"
