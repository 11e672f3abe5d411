"""The little HTTP that the bank needs: requests, answers, a table of routes, and a server that closes cleanly."""

import json
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

LARGEST_BODY = 1_000_000
FORM = "application/x-www-form-urlencoded"
# Forms go back to shops at any address, hence the open form-action; nothing else is allowed but our own style sheet.
SECURITY = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action *"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
)


class BadRequest(Exception):
    """The request cannot be read; the message says why."""


@dataclass(frozen=True)
class Request:
    """What came in. Names given twice keep their last value."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def is_form(self) -> bool:
        return self.headers.get("content-type", "").startswith(FORM)

    def form(self) -> dict[str, str]:
        """The fields of a posted form, empty values kept. Raises BadRequest when they are not UTF-8."""
        try:
            return dict(parse_qsl(self.body.decode("ascii"), keep_blank_values=True, errors="strict"))
        except (UnicodeDecodeError, ValueError) as error:
            raise BadRequest("Le formulaire n'est pas en UTF-8.") from error

    def json(self) -> dict[str, Any]:
        """A JSON object. Raises BadRequest for anything else."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError as error:
            raise BadRequest("Le corps n'est pas du JSON.") from error
        if not isinstance(value, dict):
            raise BadRequest("Le corps JSON doit être un objet.")
        return value

    def data(self) -> dict[str, Any]:
        """A form or a JSON object, whichever came."""
        return dict(self.form()) if self.is_form else self.json()


@dataclass(frozen=True)
class Response:
    """What goes out."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


def html(text: str, status: int = 200) -> Response:
    return Response(text.encode(), status)


def as_json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(body, status, "application/json; charset=utf-8", headers or {})


def redirect(url: str) -> Response:
    """After a POST: the next page by GET."""
    return Response(status=303, headers={"Location": url})


View = Callable[..., Response]


class Router:
    """A table of (method, path) → view; ``<name>`` in a path becomes an argument."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], View]] = []

    def add(self, method: str, path: str, view: View) -> None:
        pattern = re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", path)
        self._routes.append((method, re.compile(pattern), view))

    def find(self, method: str, path: str) -> tuple[View, dict[str, str]] | None:
        for allowed, pattern, view in self._routes:
            if allowed == method and (match := pattern.fullmatch(path)):
                return view, match.groupdict()
        return None


class Server(ThreadingHTTPServer):
    """One thread a connection; ``close`` also ends the connections that clients keep open."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], answer: Callable[[Request], Response]) -> None:
        self.answer = answer
        self._open: set[socket.socket] = set()
        super().__init__(address, Handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        if isinstance(request, socket.socket):
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is not an error of ours; the rest is printed by the base class."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def run(self) -> None:
        """Serves until ``close``, which it notices within a few hundredths of a second."""
        self.serve_forever(poll_interval=0.03)

    def close(self) -> None:
        """Takes no new request and hangs up the open lines."""
        self.shutdown()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """Reads a request, asks the server's ``answer``, writes the response. Connections stay open in between."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "testbank"
    sys_version = ""
    timeout = 75
    wbufsize = -1
    disable_nagle_algorithm = True

    def handle_one(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._write(Response(b"Corps de requete trop grand ou de taille inconnue.", 413, "text/plain"))
            return
        parts = urlsplit(self.path)
        request = Request(
            method="GET" if self.command == "HEAD" else self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(length)),
        )
        self._write(self.server.answer(request))

    do_GET = do_HEAD = do_POST = handle_one  # noqa: N815 (names of the base class)

    def _write(self, response: Response) -> None:
        self.send_response_only(response.status, HTTPStatus(response.status).phrase)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in (*SECURITY, *response.headers.items()):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (name of the base class)
        """Silent: the back office shows what happened."""
