"""What the shop's back office tells us about the shop."""

from collections.abc import Mapping
from dataclasses import dataclass

EURO_NUMERIC = "978"
EURO = "EUR"


@dataclass(frozen=True)
class SystempayConfig:
    """``ctx_mode`` is TEST or PRODUCTION; each has its key and its REST password."""

    form_url: str
    rest_url: str
    site_id: str
    key: str
    rest_password: str
    ctx_mode: str = "TEST"
    algorithm: str = "sha256"

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "SystempayConfig":
        """From ``settings.SYSTEMPAY``. Raises KeyError when something is missing."""
        return cls(
            form_url=settings["form_url"],
            rest_url=settings["rest_url"].rstrip("/"),
            site_id=settings["site_id"],
            key=settings["key"],
            rest_password=settings["rest_password"],
            ctx_mode=settings["ctx_mode"],
            algorithm=settings.get("algorithm", "sha256"),
        )
