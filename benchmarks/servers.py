"""The programs of the product as separate processes, started, killed and started again by the measure itself."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from benchmarks.errors import BenchmarkFailed

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 60
STOP_SECONDS = 15


class Program:
    """A process and all its children, in a group of their own. A context manager that stops what it started."""

    def __init__(self, name: str, command: Sequence[str], variables: Mapping[str, str], log: Path) -> None:
        self.name = name
        self._command = list(command)
        self._variables = dict(variables)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        assert self._process is not None, "started before it is asked about"
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=os.environ | self._variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the whole group, children first in nothing: nobody has time to tidy up."""
        self._signal(signal.SIGKILL)
        self._wait()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL to what has not left after a while."""
        self._signal(signal.SIGTERM)
        try:
            self._wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def _signal(self, number: int) -> None:
        if self._process is not None:
            try:
                os.killpg(self._process.pid, number)
            except ProcessLookupError:
                return

    def _wait(self, timeout: float | None = None) -> None:
        if self._process is not None:
            self._process.wait(timeout)


def web(variables: Mapping[str, str], log: Path) -> Program:
    """The site, served as ``make run`` serves it, at the address ``BASE_URL``."""
    port = urlsplit(variables["BASE_URL"]).port
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--no-ws", "--workers", "2"]
    listening = ["--host", "127.0.0.1", "--port", str(port), "config.wsgi:application"]
    return Program("web", [*granian, *listening], variables, log)


def worker(variables: Mapping[str, str], log: Path) -> Program:
    """The work outside requests, as ``make run`` starts it."""
    return Program("worker", [sys.executable, "manage.py", "procrastinate", "worker"], variables, log)


def bank(variables: Mapping[str, str], log: Path) -> Program:
    """The test bank, at the address ``TESTBANK_URL``."""
    port = urlsplit(variables["TESTBANK_URL"]).port
    command = [sys.executable, "-m", "testbank", "--host", "127.0.0.1", "--port", str(port)]
    return Program("bank", command, variables, log)


def wait_for(program: Program, address: str) -> None:
    """Returns when ``address`` answers; raises BenchmarkFailed when the program dies or takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    while not answers(address):
        if not program.is_alive or time.monotonic() > deadline:
            raise BenchmarkFailed(f"{program.name} n’a pas démarré, son journal dit pourquoi")
        time.sleep(0.05)


def answers(address: str) -> bool:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=5)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """One that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
