"""A client that asks and waits, several times at once, and costs next to nothing beside the server it measures.

Requests are bytes made beforehand; the answer is read just far enough to know its status and its end.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from benchmarks.errors import BenchmarkFailed

TIMEOUT = 60.0


@dataclass(frozen=True)
class Answer:
    """``headers`` in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Run:
    """What happened: seconds of each request, in no order, and of the whole."""

    durations: list[float]
    elapsed: float


class Client:
    """One connection, kept open from one request to the next."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._place = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._socket: socket.socket | None = None
        self._unread = b""

    def send(self, request: bytes) -> Answer:
        """Raises OSError when the server hangs up."""
        connection = self._socket or self._open()
        connection.sendall(request)
        head, self._unread = self._until(b"\r\n\r\n")
        status, headers = _read_head(head)
        body = self._exactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, body)

    def close(self) -> None:
        if self._socket:
            self._socket.close()
        self._socket, self._unread = None, b""

    def _open(self) -> socket.socket:
        self._socket = socket.create_connection(self._place, TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _until(self, mark: bytes) -> tuple[bytes, bytes]:
        received = self._unread
        while mark not in received:
            received += self._receive()
        head, _mark, rest = received.partition(mark)
        return head, rest

    def _exactly(self, length: int) -> bytes:
        received = self._unread
        while len(received) < length:
            received += self._receive()
        self._unread = received[length:]
        return received[:length]

    def _receive(self) -> bytes:
        assert self._socket is not None, "opened before anything is received"
        received = self._socket.recv(65536)
        if not received:
            self.close()
            raise ConnectionError("the server hung up")
        return received


def get(address: str, path: str, **headers: str) -> bytes:
    """The bytes of a GET."""
    return _request("GET", address, path, headers)


def post_form(address: str, path: str, body: bytes) -> bytes:
    """The bytes of a POST of an encoded form."""
    return _request("POST", address, path, {"Content-Type": "application/x-www-form-urlencoded"}, body)


def each_once(address: str, requests: Sequence[bytes], clients: int, expected: int = 200) -> Run:
    """Send every request once, ``clients`` at a time."""
    waiting = iter(requests)
    return _run(address, clients, lambda: waiting, expected)


def again_and_again(address: str, request: bytes, clients: int, *, seconds: float, most: int) -> Run:
    """The same request during ``seconds``, ``most`` times at most, ``clients`` at a time."""
    deadline = time.perf_counter() + seconds
    numbers = count()

    def until_the_end() -> Iterator[bytes]:
        while time.perf_counter() < deadline and next(numbers) < most:
            yield request

    return _run(address, clients, until_the_end, 200)


def _run(address: str, clients: int, requests: Callable[[], Iterator[bytes]], expected: int) -> Run:
    durations: list[float] = []
    failures: list[str] = []

    def ask() -> None:
        client = Client(address)
        try:
            for request in requests():
                begun = time.perf_counter()
                answer = client.send(request)
                durations.append(time.perf_counter() - begun)
                if answer.status != expected:
                    failures.append(f"{answer.status} {answer.body[:200].decode(errors='replace')}")
                    return
        except OSError as error:
            failures.append(str(error))
        finally:
            client.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begun
    if failures:
        raise BenchmarkFailed(f"le serveur a mal répondu ({len(failures)} fois) : {failures[0]}")
    return Run(durations, elapsed)


def _request(method: str, address: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(address).netloc}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _read_head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _colon, value in pairs}
    if "transfer-encoding" in headers:
        raise BenchmarkFailed("réponse par morceaux : ce client ne sait pas la lire")
    return int(first.split()[1]), headers
