"""The payments app."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments through providers, what these tell us, and refunds."""

    name = "trousse.money.payments"
    label = "payments"
    verbose_name = "Paiements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from trousse.money.payments import checks, parameters  # noqa: F401, PLC0415 - they register themselves
