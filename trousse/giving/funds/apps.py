"""Funds, declared to Django; the open one is there after every ``migrate``."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FundsConfig(AppConfig):
    """The open solidarity fund, and the funds by theme, département or level."""

    name = "trousse.giving.funds"
    label = "funds"
    verbose_name = "Fonds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Needs the app registry, which exists only from here on.
        from trousse.giving.funds.open_fund import ensure_open_fund  # noqa: PLC0415

        post_migrate.connect(ensure_open_fund, sender=self, dispatch_uid="funds.open_fund")
