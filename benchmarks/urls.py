"""The product's addresses, and a page with nothing in it: what the server and Django cost by themselves."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as the_product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

BARE = "/_nu"


def bare(_request: HttpRequest) -> HttpResponse:
    """A Django view as bare as they come, behind the same middlewares as every other page."""
    return HttpResponse("Bonjour")


urlpatterns = [path(BARE.lstrip("/"), bare), *the_product]
