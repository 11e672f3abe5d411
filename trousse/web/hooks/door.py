"""A door of their own for machines: they have no session, no cookie and no language, and read no page.

Behind it are the same addresses, views and log lines as behind the front door; only what the other middlewares do for
people is left out, and errors are one plain word. When the evening news speaks of a school, a bank rings hundreds of
times a second, and each ring costs a third less.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError

from trousse.web.request_id import RequestIdMiddleware

Answer = Callable[[HttpRequest], HttpResponseBase]
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

PREFIX = "/crochets/"


class MachinesDoor(WSGIHandler):
    """Django's own handler, with one middleware of the site: the one that gives a request its id and its log line."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        view = cast(Answer, self._get_response)  # type: ignore[attr-defined]  # unknown to the stubs
        site = RequestIdMiddleware(cast(Answer, convert_exception_to_response(_plain(view))))
        self._middleware_chain = convert_exception_to_response(site)


def beside(front_door: Application) -> Application:
    """Everything goes to ``front_door``, save what machines ask for."""
    machines_door = MachinesDoor()

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        door = machines_door if environ.get("PATH_INFO", "").startswith(PREFIX) else front_door
        return door(environ, start_response)

    return application


def _plain(get_response: Answer) -> Answer:
    """What goes wrong is said in a word: the pages that say it to people need to know who is there."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        try:
            response = get_response(request)
        except Http404:
            response = HttpResponse("unknown", status=404, content_type="text/plain")
        except (BadRequest, SuspiciousOperation, UnreadablePostError):
            response = HttpResponse("unreadable", status=400, content_type="text/plain")
        if isinstance(response, HttpResponse):
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer
