"""The ledger, declared to Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The double-entry ledger."""

    name = "trousse.money.ledger"
    label = "ledger"
    verbose_name = "Grand livre"
    default_auto_field = "django.db.models.BigAutoField"
