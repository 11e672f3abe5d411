"""The environment variables that the product's processes receive (table in docs/operations.md)."""

import os
from collections.abc import Mapping
from pathlib import Path

from bootstrap.binaries import Binaries

NOTIFICATION_PATH = "/crochets/systempay/notification"


def common(mode: str, database: str, state: Path, keys: Mapping[str, str], binaries: Binaries | None) -> dict[str, str]:
    """What every process needs. ``mode`` is TROUSSE_MODE; PostgreSQL's own tools come last on the PATH."""
    surroundings = {
        "TROUSSE_MODE": mode,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or keys["SECRET_KEY"],
        "DATABASE_URL": database,
        "TROUSSE_STATE_DIR": str(state),
        "PYTHONUNBUFFERED": "1",
    }
    if binaries:
        surroundings["PATH"] = os.pathsep.join(filter(None, [os.environ.get("PATH", ""), str(binaries.folder)]))
    return surroundings


def demo(site_url: str, bank_url: str, keys: Mapping[str, str]) -> dict[str, str]:
    """The demo's addresses, as a browser of this machine sees them: the site, and the test bank as its card gateway."""
    return {
        "BASE_URL": site_url,
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "SYSTEMPAY_SITE_ID": keys["SYSTEMPAY_SITE_ID"],
        "SYSTEMPAY_KEY": keys["SYSTEMPAY_KEY"],
        "SYSTEMPAY_CTX_MODE": "TEST",
        "SYSTEMPAY_FORM_URL": f"{bank_url}/vads-payment/",
        "SYSTEMPAY_REST_URL": f"{bank_url}/api-payment/V4",
        "SYSTEMPAY_REST_PASSWORD": keys["SYSTEMPAY_REST_PASSWORD"],
        "TESTBANK_URL": bank_url,
    }


def bank(base_url: str, state: Path) -> dict[str, str]:
    """What the test bank needs besides the SYSTEMPAY_* it shares with the site."""
    return {"TESTBANK_NOTIFY_URL": base_url + NOTIFICATION_PATH, "TESTBANK_STATE_DIR": str(state / "testbank")}


def or_chosen(offered: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """What we offer, save where the person has decided otherwise.

    So the settings can be pointed at the real gateway, or at a public address, and nothing else changes.
    """
    return {name: chosen.get(name, "").strip() or value for name, value in offered.items()}
