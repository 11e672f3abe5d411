"""Production refuses to start when something is unsafe: checks that Django runs before it serves a single page."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

SHORTEST_SECRET = 50


@register()
def production_is_safe(**_kwargs: Any) -> list[CheckMessage]:
    """Every setting that would be harmless on a laptop and a fault in the open. Empty outside production."""
    if not settings.PRODUCTION:
        return []
    problems = {
        "SECRET_KEY must be a random string of 50 characters at least": len(settings.SECRET_KEY) < SHORTEST_SECRET,
        "BASE_URL must begin with https://": not settings.SECURE,
        "ALLOWED_HOSTS must name the hosts of this site, without *": "*" in settings.ALLOWED_HOSTS
        or not settings.ALLOWED_HOSTS,
        "SYSTEMPAY_CTX_MODE must be PRODUCTION": settings.SYSTEMPAY["ctx_mode"] != "PRODUCTION",
        "SYSTEMPAY_FORM_URL and SYSTEMPAY_REST_URL must begin with https://": not (
            settings.SYSTEMPAY["form_url"].startswith("https://")
            and settings.SYSTEMPAY["rest_url"].startswith("https://")
        ),
        "LEGAL_ORIAS must be the 8 digits of the ORIAS register": not (
            settings.SITE_LEGAL["orias"].isdigit()
            and len(settings.SITE_LEGAL["orias"]) == 8
            and settings.SITE_LEGAL["orias"].strip("0")
        ),
        "EMAIL_BACKEND must really send": settings.EMAIL_BACKEND.rpartition(".")[0].endswith(
            (".dummy", ".console", ".locmem")
        ),
    }
    return [Error(problem, id="trousse.E001") for problem, found in problems.items() if found]
