"""The one place that knows which providers exist."""

from functools import cache

from django.conf import settings

from trousse.money.payments.port import Provider
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.providers.systempay.provider import SystempayProvider


@cache
def provider(code: str) -> Provider:
    """The provider of that code, connected with the settings. Raises KeyError for one that does not exist."""
    return _MAKERS[code]()


def codes() -> list[str]:
    return list(_MAKERS)


def _systempay() -> Provider:
    return SystempayProvider(SystempayConfig.of(settings.SYSTEMPAY))


_MAKERS = {SystempayProvider.code: _systempay}
