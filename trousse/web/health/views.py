"""Signs of life, in JSON."""

from django.http import HttpRequest, JsonResponse

from trousse.web.access import probe
from trousse.web.health import checks


@probe()
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Says nothing of the database: restarting us would not mend it."""
    return JsonResponse({"ok": True})


@probe()
def ready(request: HttpRequest) -> JsonResponse:
    """Whether to send visitors here (200 or 503), and what to look at."""
    found = checks.readiness()
    body = {"ok": found.ok, "degraded": found.degraded, **found.figures}
    return JsonResponse(body, status=200 if found.ok else 503)
