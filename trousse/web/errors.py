"""From an error to the page that says what happened and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from trousse.core.errors import BusinessError

TITLES = {
    400: "Cette demande n’est pas arrivée entière",
    403: "Cette page est réservée",
    404: "Cette page n’est pas dans la trousse",
    409: "Ce n’est pas possible maintenant",
    410: "Ce lien n’est plus valable",
    422: "Quelque chose ne va pas dans ce qui a été envoyé",
    429: "Un instant, s’il vous plaît",
}


class BusinessErrorMiddleware:
    """Turns a BusinessError that a view let through into the page of its status, with its own words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, BusinessError):
            return error_page(request, exception.http_status, exception.user_message)
        return None


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The page of ``status``, or just its message when htmx asked for a fragment."""
    htmx = getattr(request, "htmx", False)
    template = "errors/_fragment.html" if htmx else "errors/page.html"
    context = {"status": status, "title": TITLES.get(status, TITLES[400]), "message": message}
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
