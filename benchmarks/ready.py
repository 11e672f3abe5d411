"""Django, ready for a measure: import this before any model.

The measure has its own addresses: whatever the shell says of a site or of a gateway, nothing here talks to them.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings

from benchmarks.errors import BenchmarkFailed
from benchmarks.servers import free_port

_BASE_URL = f"http://127.0.0.1:{free_port()}"
_BANK_URL = f"http://127.0.0.1:{free_port()}"

VARIABLES = {
    "TROUSSE_MODE": "demo",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": os.environ.get("SECRET_KEY") or "a-key-for-measures-only-never-used-anywhere-else-at-all",
    "BASE_URL": _BASE_URL,
    "ALLOWED_HOSTS": "127.0.0.1",
    "PYTHONUNBUFFERED": "1",
    "PAYMENT_PROVIDER": "systempay",
    "SYSTEMPAY_SITE_ID": "12345678",
    "SYSTEMPAY_KEY": "key-of-the-measures",
    "SYSTEMPAY_ALGORITHM": "sha256",
    "SYSTEMPAY_CTX_MODE": "TEST",
    "SYSTEMPAY_REST_PASSWORD": "password-of-the-measures",
    "SYSTEMPAY_FORM_URL": f"{_BANK_URL}/vads-payment/",
    "SYSTEMPAY_REST_URL": f"{_BANK_URL}/api-payment/V4",
    "TESTBANK_URL": _BANK_URL,
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}
"""What our own process and every program that it starts are told."""

os.environ.update(VARIABLES)
django.setup()


def log_file(name: str) -> Path:
    """Where a program started by a measure writes."""
    folder = Path(settings.STATE_DIR) / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"bench-{name}.log"


def require_static_files() -> None:
    """Pages name their style sheets by what ``collectstatic`` made of them."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        raise BenchmarkFailed("les fichiers des pages manquent : manage.py collectstatic (make bench le fait)")


def require_empty_database() -> None:
    """Measures fill the database that they are given: it must be one that nobody will miss."""
    for name in ("campaigns.Campaign", "donations.Donation"):
        if apps.get_model(name)._default_manager.exists():
            raise BenchmarkFailed(
                "cette base contient déjà des collectes : « python -m benchmarks.run » en fait une copie vide"
            )


def say(text: str) -> None:
    """For whoever watches: standard error, so that standard output holds the JSON line alone."""
    sys.stderr.write(f"{text}\n")


def report(facts: dict[str, Any]) -> None:
    """One JSON line."""
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")


def alone(measure: Callable[[], None]) -> None:
    """Run one measure as a program: a failed one is a clear line and an exit status."""
    logging.getLogger("trousse").setLevel(logging.WARNING)
    try:
        measure()
    except BenchmarkFailed as error:
        say(f"  ✗ {error}")
        sys.exit(1)
