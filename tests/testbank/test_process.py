"""The bank as a process: how it starts, how it refuses to, and what survives being killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from testbank.config import ConfigError, from_environment
from tests.testbank.conftest import CONFIG, Bench, Shop

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    "TESTBANK_SITE_ID": CONFIG.site_id,
    "SYSTEMPAY_KEY": CONFIG.key,
    "TESTBANK_REST_PASSWORD": CONFIG.rest_password,
    "TESTBANK_RETRY_DELAYS": "0.2,0.2,0.2",
    "PYTHONPATH": str(ROOT),
}


class Process:
    """``python -m testbank`` on a state folder, started as often as wanted."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self._running: subprocess.Popen[str] | None = None

    def start(self) -> str:
        command = [sys.executable, "-m", "testbank", "--port", "0", "--state", str(self.state)]
        self._running = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
        assert self._running.stdout is not None
        line = self._running.stdout.readline()
        assert line.startswith("Banque d'essai prête : http://127.0.0.1:")
        return line.rpartition(" ")[2].strip().rstrip("/")

    def end(self, number: int) -> int:
        if self._running is None:
            return 0
        self._running.send_signal(number)
        status = self._running.wait(timeout=10)
        if self._running.stdout is not None:
            self._running.stdout.close()
        self._running = None
        return status


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    process = Process(tmp_path / "state")
    yield process
    process.end(signal.SIGKILL)


def test_a_killed_bank_takes_up_where_it_stood(process: Process, shop: Shop) -> None:
    shop.answers = [503]
    with httpx.Client(base_url=process.start(), verify=False) as client:
        bench = Bench(None, shop, client)  # type: ignore[arg-type]  # the bank is in another process
        client.post("/_bank/behaviour", json={"hold": True})
        for order in ("A", "B", "C"):
            assert client.post("/_bank/pay", data=bench.form(order_id=order) | {"card": "accepted"}).status_code == 200
    assert process.end(signal.SIGKILL) == -signal.SIGKILL
    with httpx.Client(base_url=process.start(), verify=False) as client:
        bench = Bench(None, shop, client)  # type: ignore[arg-type]
        bench.post("release")
        while len(shop.received) < 4:
            bench.settle()
        assert sorted(each["vads_order_id"] for each in shop.received) == ["A", "A", "B", "C"]
    assert process.end(signal.SIGTERM) == 0


def run(state: Path, environment: dict[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "testbank", "--port", "0", "--state", str(state), *more]
    clean = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, timeout=20, check=False)


def test_a_bank_that_is_told_nothing_says_what_it_needs(tmp_path: Path) -> None:
    refused = run(tmp_path, {})
    assert refused.returncode == 2
    for name in ("TESTBANK_SITE_ID", "TESTBANK_KEY", "TESTBANK_REST_PASSWORD"):
        assert name in refused.stderr
    assert "Traceback" not in refused.stderr


def test_two_banks_never_share_a_memory(process: Process) -> None:
    process.start()
    refused = run(process.state, ENVIRONMENT)
    assert refused.returncode == 2
    assert "tourne déjà" in refused.stderr


def test_a_taken_port_is_told(process: Process, tmp_path: Path) -> None:
    port = process.start().rpartition(":")[2]
    refused = run(tmp_path / "other", ENVIRONMENT, "--port", port)
    assert refused.returncode == 2
    assert port in refused.stderr
    assert "Traceback" not in refused.stderr


def test_every_mistake_of_the_configuration_is_told_at_once_and_no_secret_is_shown() -> None:
    wrong = {
        "TESTBANK_SITE_ID": "12",
        "TESTBANK_KEY": "a b c d e f",
        "TESTBANK_REST_PASSWORD": "rest-password",
        "TESTBANK_RETRY_DELAYS": "1,soon",
        "TESTBANK_SESSION_SECONDS": "-1",
    }
    with pytest.raises(ConfigError) as caught:
        from_environment(wrong)
    lines = str(caught.value).splitlines()
    assert [line.split()[0] for line in lines] == [
        "TESTBANK_SITE_ID",
        "TESTBANK_KEY",
        "TESTBANK_SESSION_SECONDS",
        "TESTBANK_RETRY_DELAYS",
    ]
    assert "a b c" not in str(caught.value)


def test_the_shop_and_its_bank_may_be_told_the_same_way() -> None:
    config = from_environment(
        {
            "SYSTEMPAY_SITE_ID": "12345678",
            "SYSTEMPAY_KEY": "test-bank-key",
            "SYSTEMPAY_REST_PASSWORD": "test-bank-password",
        }
    )
    assert (config.site_id, config.key, config.rest_password) == ("12345678", "test-bank-key", "test-bank-password")
