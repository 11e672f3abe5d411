"""Operations as a Django app, for its management commands."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "trousse.operations"
    label = "operations"
