"""One id for each request: in its log lines, in the journal of what it changed, and in the answer."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from trousse.core import correlation, logs

HEADER = "X-Request-ID"
QUIET_NAMESPACES = {"health"}

log = logging.getLogger(__name__)


class RequestIdMiddleware:
    """First of all middlewares: what the others log carries the id as well.

    Writes one line a request: what was asked by its *route* (« direction/<token> »), never by its address, which may
    hold a signed link. No IP address, no user: the journal knows who decided what, a log does not need to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = correlation.accepted_id(_given_by_our_proxy(request))
        with correlation.bound(request_id):
            started = time.perf_counter()
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            _tell(request, response, milliseconds=round((time.perf_counter() - started) * 1000))
        return response


def _given_by_our_proxy(request: HttpRequest) -> str | None:
    """Anyone may send the header: it counts only where a proxy of ours is known to set it."""
    return request.headers.get(HEADER) if settings.TRUSTED_PROXIES else None


def _tell(request: HttpRequest, response: HttpResponseBase, *, milliseconds: int) -> None:
    match = request.resolver_match
    is_quiet = match is None or match.namespace in QUIET_NAMESPACES
    log.log(
        logging.DEBUG if is_quiet and response.status_code < 400 else logging.INFO,
        "request",
        extra={
            "method": request.method,
            "route": match.route if match else logs.masked(request.path),
            "status": response.status_code,
            "ms": milliseconds,
        },
    )
