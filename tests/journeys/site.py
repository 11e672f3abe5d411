"""The site as in production, on the database of the tests: web server, worker and test bank, each its own process."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from bootstrap import processes
from tests.journeys.bank import Bank

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60
STOP_SECONDS = 10
LOG_TAIL = 6_000  # characters


@dataclass(frozen=True)
class Site:
    """Where everything answers. ``surroundings``: what its processes were told; the test process believes the same."""

    url: str
    bank: Bank
    state: Path
    surroundings: Mapping[str, str]

    def logs(self) -> str:
        """The end of each journal, for whoever wonders why a journey failed."""
        found = sorted(self.state.glob("*.log"))
        return "\n".join(f"--- {each.name}\n{each.read_text(errors='replace')[-LOG_TAIL:]}" for each in found)


@contextmanager
def running_site(database: str, state: Path, vendor: Path) -> Iterator[Site]:
    """Starts all three, yields when they answer, and ends them whatever happened in between."""
    port, bank_port = _free_port(), _free_port()
    # Two names for one machine: as with a real gateway, going to the bank and back crosses from site to site.
    url, bank_url = f"http://localhost:{port}", f"http://127.0.0.1:{bank_port}"
    (state / "vendor").symlink_to(vendor)
    (state / "static").mkdir()
    surroundings = _surroundings(url, bank_url, state, database)
    started: list[subprocess.Popen[bytes]] = []
    with Bank.at(bank_url) as bank:
        site = Site(url, bank, state, surroundings)
        try:
            for name, command in _commands(port, bank_port).items():
                started.append(processes.start(command, surroundings, f"journeys-{port}:{name}", state / f"{name}.log"))
            _wait(site, started)
            yield site
        finally:
            _stop(started)


def database_url(connection: Mapping[str, Any]) -> str:
    """A ``DATABASE_URL`` for what Django connects with here (``get_connection_params``), Unix socket or not."""
    user, password, host = (quote(str(connection.get(key) or ""), safe="") for key in ("user", "password", "host"))
    credentials = f"{user}:{password}" if password else user
    port = f":{connection['port']}" if connection.get("port") else ""
    return f"postgresql://{credentials}@{host}{port}/{quote(str(connection['dbname']))}"


def _surroundings(url: str, bank_url: str, state: Path, database: str) -> dict[str, str]:
    return {
        "TROUSSE_MODE": "test",
        "TROUSSE_STATE_DIR": str(state),
        "DATABASE_URL": database,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "BASE_URL": url,
        "ALLOWED_HOSTS": "localhost",
        # Each person of a journey comes from an address of their own, which their browser tells as a proxy would.
        "TRUSTED_PROXIES": "1",
        "SYSTEMPAY_SITE_ID": "73239078",
        "SYSTEMPAY_KEY": secrets.token_urlsafe(12),
        "SYSTEMPAY_REST_PASSWORD": secrets.token_urlsafe(24),
        "SYSTEMPAY_CTX_MODE": "TEST",
        "SYSTEMPAY_FORM_URL": f"{bank_url}/vads-payment/",
        "SYSTEMPAY_REST_URL": f"{bank_url}/api-payment/V4",
        "TESTBANK_NOTIFY_URL": f"{url}/crochets/systempay/notification",
        "TESTBANK_STATE_DIR": str(state / "testbank"),
        "TESTBANK_RETRY_DELAYS": "0.1,0.1,0.2,0.5",
        "PYTHONUNBUFFERED": "1",
    }


def _commands(port: int, bank_port: int) -> dict[str, list[str]]:
    """As ``make run`` starts them."""
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--no-ws", "--workers", "2"]
    return {
        "bank": [sys.executable, "-m", "testbank", "--host", "127.0.0.1", "--port", str(bank_port)],
        "web": [*granian, "--host", "127.0.0.1", "--port", str(port), "config.wsgi:application"],
        "worker": [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"],
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(site: Site, started: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    for address in (f"{site.bank.url}/", f"{site.url}/readyz"):
        while not _answers(address):
            if any(process.poll() is not None for process in started) or time.monotonic() > deadline:
                raise RuntimeError(f"the site does not start\n{site.logs()}")
            time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.HTTPError:
        return False


def _stop(started: list[subprocess.Popen[bytes]]) -> None:
    """Politely, then not: each leads a session of its own, so that its children end with it."""
    for process in started:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in started:
        try:
            process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
