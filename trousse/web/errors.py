"""From an error to the page that says what happened and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from trousse.core.errors import BusinessError, TooMany
from trousse.platform.limits.errors import LimitReached

TITLES = {
    400: "Cette demande n’est pas arrivée entière",
    403: "Cette page est réservée",
    404: "Cette page n’est pas dans la trousse",
    409: "Ce n’est pas possible maintenant",
    410: "Ce lien n’est plus valable",
    422: "Quelque chose ne va pas dans ce qui a été envoyé",
    429: "Un instant, s’il vous plaît",
}
NOT_SENT_AGAIN = {"csrfmiddlewaretoken"}


class BusinessErrorMiddleware:
    """Turns a BusinessError that a view let through into the page of its status, with its own words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, BusinessError):
            return None
        answers = _answers(request) if isinstance(exception, TooMany) else []
        response = error_page(request, exception.http_status, exception.user_message, answers=answers)
        if isinstance(exception, LimitReached):
            response["Retry-After"] = str(max(round(exception.retry_after.total_seconds()), 1))
        return response


def error_page(
    request: HttpRequest, status: int, message: str = "", *, answers: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """The page of ``status``, or just its message when htmx asked for a fragment.

    ``answers``: what was typed and could not be taken now; a button of the page sends it again.
    """
    htmx = getattr(request, "htmx", False)
    template = "errors/_fragment.html" if htmx else "errors/page.html"
    context = {"status": status, "title": TITLES.get(status, TITLES[400]), "message": message, "answers": answers or []}
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no database, no context processor, since either may be what failed."""
    return render(None, "500.html", status=500)


def _answers(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, name by name; nothing when it came with a file, which no page can give back."""
    if request.FILES:
        return []
    sent = request.POST.lists()
    return [(name, value) for name, values in sent if name not in NOT_SENT_AGAIN for value in values]
