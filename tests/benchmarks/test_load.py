"""The client of the measures against a real server on loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks import load
from benchmarks.errors import BenchmarkFailed


class Shop(BaseHTTPRequestHandler):
    """Says what it was sent; keeps connections open."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(503 if body == b"fail" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        return


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_one_connection_carries_many_requests(address: str) -> None:
    client = load.Client(address)
    for words in (b"one", b"two" * 50_000, b""):
        answer = client.send(load.post_form(address, "/", words))
        assert (answer.status, answer.body) == (200, words)
    client.close()


def test_every_request_is_sent_once_whatever_the_clients(address: str) -> None:
    requests = [load.post_form(address, "/", b"gift") for _ in range(50)]
    run = load.each_once(address, requests, clients=4)
    assert len(run.durations) == 50
    assert run.elapsed > 0


def test_a_page_is_asked_for_until_enough(address: str) -> None:
    run = load.again_and_again(address, load.get(address, "/"), clients=2, seconds=10, most=20)
    assert len(run.durations) == 20


def test_a_server_that_fails_fails_the_measure(address: str) -> None:
    with pytest.raises(BenchmarkFailed, match="503"):
        load.each_once(address, [load.post_form(address, "/", b"fail")], clients=1)


def test_a_server_that_is_not_there_fails_the_measure(address: str) -> None:
    with pytest.raises(BenchmarkFailed):
        load.each_once("http://127.0.0.1:9", [load.get(address, "/")], clients=1)
