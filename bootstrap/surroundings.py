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


def website(host: str, port: int) -> dict[str, str]:
    """Where the site is served."""
    return {
        "HOST": host,
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    }


def gateway(bank_url: str, keys: Mapping[str, str]) -> dict[str, str]:
    """The card gateway as the site sees it: the test bank, in its TEST mode."""
    return {
        "SYSTEMPAY_SITE_ID": keys["SYSTEMPAY_SITE_ID"],
        "SYSTEMPAY_KEY": keys["SYSTEMPAY_KEY"],
        "SYSTEMPAY_CTX_MODE": "TEST",
        "SYSTEMPAY_FORM_URL": f"{bank_url}/vads-payment/",
        "SYSTEMPAY_REST_URL": f"{bank_url}/api-payment/V4",
        "SYSTEMPAY_REST_PASSWORD": keys["SYSTEMPAY_REST_PASSWORD"],
        "TESTBANK_URL": bank_url,
    }


def bank(keys: Mapping[str, str], base_url: str, state: Path) -> dict[str, str]:
    """The shop as the test bank sees it: the other side of the same contract."""
    return {
        "TESTBANK_SITE_ID": keys["SYSTEMPAY_SITE_ID"],
        "TESTBANK_KEY": keys["SYSTEMPAY_KEY"],
        "TESTBANK_REST_PASSWORD": keys["SYSTEMPAY_REST_PASSWORD"],
        "TESTBANK_NOTIFICATION_URL": base_url + NOTIFICATION_PATH,
        "TESTBANK_STATE_DIR": str(state / "testbank"),
    }


def chosen_first(*offered: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """What we offer, save where the person has set the variable: point it at the real gateway and nothing else changes.

    The PATH is ours: it only adds to theirs.
    """
    merged: dict[str, str] = {}
    for surroundings in offered:
        merged |= surroundings
    return merged | {name: value for name, value in chosen.items() if value and name != "PATH"}
