"""Loading the demo: the bank is up while it builds, and an interrupted one starts anew where that harms nobody."""

import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bootstrap import demo, ports
from bootstrap.errors import Stop
from bootstrap.supervisor import Service

# Python 3.12 warns of a fork beside pytest-xdist's threads; `make run` has none.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

BANK = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Bank(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
HTTPServer(("127.0.0.1", int(sys.argv[1])), Bank).serve_forever()
"""


@dataclass
class FakeGround:
    """A ground on which each build ends as told."""

    state: Path
    endings: list[int]
    cluster: object | None = "ours"
    database_url: str = "postgresql://ours"
    done: list[str] = field(default_factory=list)
    during: Callable[[], None] = lambda: None

    def outcome(self, *_arguments: str) -> tuple[int, str]:
        self.during()
        self.done.append("build")
        return self.endings.pop(0), "    dernier mot"

    def quietly(self, *arguments: str) -> None:
        self.done.append(arguments[2 if arguments[0] == "-m" else 1])


def load(ground: FakeGround, bank: Service | None = None, port: int = 0) -> None:
    demo.load(ground, bank, port)  # type: ignore[arg-type]  # a fake, of the same shape


def a_bank(folder: Path, code: str = BANK) -> tuple[Service, int]:
    port = ports.first_free(20_000 + secrets.randbelow(20_000))
    return Service("bank", "La banque", [sys.executable, "-c", code, str(port)], {}, folder / "bank.log", 5.0), port


def test_a_demo_that_is_there_is_left_alone(tmp_path: Path) -> None:
    ground = FakeGround(tmp_path, [0])
    load(ground)
    assert ground.done == ["build"]


def test_an_interrupted_demo_starts_anew_in_our_own_database(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    ground = FakeGround(tmp_path, [demo.INTERRUPTED, 0])
    load(ground)
    assert ground.done == ["build", "empty", "migrate", "build"]
    assert not (tmp_path / "media").exists()


def test_somebodys_own_database_is_never_emptied(tmp_path: Path) -> None:
    ground = FakeGround(tmp_path, [demo.INTERRUPTED], cluster=None)
    with pytest.raises(Stop, match="CONFIRM=yes make reset"):
        load(ground)
    assert ground.done == ["build"]


def test_a_demo_that_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="dernier mot"):
        load(FakeGround(tmp_path, [1]))


def test_the_bank_is_up_while_the_demo_builds_and_no_longer(tmp_path: Path) -> None:
    bank, port = a_bank(tmp_path)
    seen: list[Any] = []
    load(FakeGround(tmp_path, [0], during=lambda: seen.append(ports.answers("127.0.0.1", port, "/"))), bank, port)
    assert seen == [True]
    assert not ports.answers("127.0.0.1", port, "/")


def test_the_bank_closes_when_the_demo_fails(tmp_path: Path) -> None:
    bank, port = a_bank(tmp_path)
    with pytest.raises(Stop):
        load(FakeGround(tmp_path, [1]), bank, port)
    assert not ports.answers("127.0.0.1", port, "/")


def test_a_bank_that_does_not_open_names_its_log(tmp_path: Path) -> None:
    bank, port = a_bank(tmp_path, "raise SystemExit(1)")
    ground = FakeGround(tmp_path, [0])
    with pytest.raises(Stop, match=r"bank\.log"):
        load(ground, bank, port)
    assert ground.done == []
