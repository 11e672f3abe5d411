"""Production refuses to start when something is unsafe: read by the settings themselves, so by every process."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 12
"""A secret drawn at random has at least that many different ones."""

KNOWN = frozenset({"test-bank-key", "test-bank-password", "not-a-secret-outside-production"})
"""What the settings fall back to on a laptop: everybody can read them."""


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raises ImproperlyConfigured with everything that would be harmless on a laptop and a fault in the open."""
    problems = [problem for problem, found in _problems(settings).items() if found]
    if problems:
        raise ImproperlyConfigured("Production cannot start like this:\n- " + "\n- ".join(problems))


def _problems(settings: Mapping[str, Any]) -> dict[str, bool]:
    """Each sentence, and whether it is to be said."""
    systempay, orias = settings["SYSTEMPAY"], settings["SITE_LEGAL"]["orias"]
    secrets = [settings["SECRET_KEY"], *settings["SECRET_KEY_FALLBACKS"]]
    gateway = (systempay["form_url"], systempay["rest_url"])
    return {
        "SECRET_KEY and SECRET_KEY_FALLBACKS must be random strings of 50 characters at least": any(
            map(_is_weak, secrets)
        ),
        "BASE_URL must begin with https://": not settings["BASE_URL"].startswith("https://"),
        "ALLOWED_HOSTS must name the hosts of this site, without *": "*" in settings["ALLOWED_HOSTS"]
        or not settings["ALLOWED_HOSTS"],
        "SYSTEMPAY_CTX_MODE must be PRODUCTION": systempay["ctx_mode"] != "PRODUCTION",
        "SYSTEMPAY_FORM_URL and SYSTEMPAY_REST_URL must begin with https://": not all(
            url.startswith("https://") for url in gateway
        ),
        "SYSTEMPAY_KEY and SYSTEMPAY_REST_PASSWORD must be those of the shop": bool(
            KNOWN & {systempay["key"], systempay["rest_password"]}
        ),
        "LEGAL_ORIAS must be the 8 digits of the ORIAS register": not (
            len(orias) == 8 and orias.isascii() and orias.isdigit() and orias.strip("0")
        ),
        "EMAIL_BACKEND must really send": settings["EMAIL_BACKEND"]
        .rpartition(".")[0]
        .endswith((".dummy", ".console", ".locmem")),
        "EMAIL_USE_TLS must be yes when EMAIL_HOST_PASSWORD is set": bool(settings["EMAIL_HOST_PASSWORD"])
        and not settings["EMAIL_USE_TLS"],
    }


def _is_weak(secret: str) -> bool:
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS or secret in KNOWN
