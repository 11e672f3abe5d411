"""Gifts, declared to Django; they answer for their payments."""

from django.apps import AppConfig


class DonationsConfig(AppConfig):
    """Gifts, and what becomes of them."""

    name = "trousse.giving.donations"
    label = "donations"
    verbose_name = "Dons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Import models: not before all models are loaded.
        from trousse.giving.donations.payable import DonationPayable  # noqa: PLC0415
        from trousse.money.payments import payables  # noqa: PLC0415

        payables.register(DonationPayable())
