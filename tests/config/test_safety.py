"""Production refuses to start incomplete or unsafe, whoever starts it: web server, worker or command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.safety import refuse_unsafe

ROOT = Path(__file__).resolve().parents[2]
SECRET = "k3Fz9QpL7wXc2VbN8mRt5YhG1jDs6AaE4uIoP0lKzMxCqWeRty"
SAFE = {
    "TROUSSE_MODE": "production",
    "SECRET_KEY": SECRET,
    "BASE_URL": "https://trousse.example",
    "ALLOWED_HOSTS": "trousse.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
    "SYSTEMPAY_FORM_URL": "https://bank.example/form",
    "SYSTEMPAY_REST_URL": "https://bank.example/rest",
    "SYSTEMPAY_SITE_ID": "12345678",
    "SYSTEMPAY_KEY": "a-real-key-of-the-shop",
    "SYSTEMPAY_REST_PASSWORD": "a-real-password",
    "SYSTEMPAY_CTX_MODE": "PRODUCTION",
    "EMAIL_FROM": "Trousse <bonjour@trousse.example>",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "LEGAL_NAME": "La Trousse",
    "LEGAL_ADDRESS": "1, rue de l’Exemple",
    "LEGAL_EMAIL": "bonjour@trousse.example",
    "LEGAL_ORIAS": "12345678",
    "LEGAL_DIRECTOR": "Camille",
    "LEGAL_TELEPHONE": "01 99 00 00 00",
    "LEGAL_HOST": "Un hébergeur",
}


def start(**changes: str) -> "subprocess.CompletedProcess[str]":
    """What the web server does first, in a process of its own."""
    environment = {name: value for name, value in {**SAFE, **changes}.items() if value}
    return subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_and_safe_production_starts() -> None:
    started = start()
    assert started.returncode == 0, started.stderr


def test_an_unsafe_one_does_not_and_says_everything_at_once() -> None:
    started = start(SECRET_KEY="short", ALLOWED_HOSTS="*", SYSTEMPAY_CTX_MODE="TEST")
    assert started.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SYSTEMPAY_CTX_MODE"):
        assert name in started.stderr


def test_an_incomplete_one_names_what_is_missing() -> None:
    started = start(LEGAL_ORIAS="")
    assert started.returncode != 0
    assert "LEGAL_ORIAS" in started.stderr


SETTINGS = {
    "SECRET_KEY": SECRET,
    "SECRET_KEY_FALLBACKS": [],
    "BASE_URL": "https://trousse.example",
    "ALLOWED_HOSTS": ["trousse.example"],
    "SYSTEMPAY": {
        "form_url": "https://bank.example",
        "rest_url": "https://bank.example",
        "key": "a-real-key",
        "rest_password": "a-real-password",
        "ctx_mode": "PRODUCTION",
    },
    "SITE_LEGAL": {"orias": "12345678"},
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST_PASSWORD": "",
    "EMAIL_USE_TLS": False,
}


@pytest.mark.parametrize(
    "change",
    [
        {"SECRET_KEY": "x" * 60},
        {"SECRET_KEY_FALLBACKS": ["old"]},
        {"BASE_URL": "http://trousse.example"},
        {"ALLOWED_HOSTS": []},
        {"SYSTEMPAY": {**SETTINGS["SYSTEMPAY"], "key": "test-bank-key"}},  # type: ignore[dict-item]
        {"SYSTEMPAY": {**SETTINGS["SYSTEMPAY"], "form_url": "http://bank.example"}},  # type: ignore[dict-item]
        {"SITE_LEGAL": {"orias": "00000000"}},
        {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"},
        {"EMAIL_HOST_PASSWORD": "secret"},
    ],
)
def test_each_danger_is_refused(change: dict[str, object]) -> None:
    refuse_unsafe(SETTINGS)
    with pytest.raises(ImproperlyConfigured):
        refuse_unsafe({**SETTINGS, **change})
