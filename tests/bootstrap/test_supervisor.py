"""Services that fall are started again; nothing outlives a stop."""

import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bootstrap import processes
from bootstrap.supervisor import Service, Supervisor, ending, pause_before_restart

# Python 3.12 warns of a fork beside pytest-xdist's threads; `make run` has none.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

SLEEP = "import time; time.sleep(60)"


@pytest.fixture
def pids() -> dict[str, int]:
    return {}


@pytest.fixture
def supervisor(pids: dict[str, int]) -> Iterator[Supervisor]:
    supervisor = Supervisor(secrets.token_hex(8), on_change=pids.update, tend_database=lambda: None)
    yield supervisor
    supervisor.hurried = True
    supervisor.stop()


def _service(name: str, code: str, folder: Path, patience: float = 5.0) -> Service:
    return Service(name, name, [sys.executable, "-c", code], {}, folder / f"{name}.log", patience)


def _until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def test_a_killed_service_comes_back(supervisor: Supervisor, pids: dict[str, int], tmp_path: Path) -> None:
    supervisor.start([_service("web", SLEEP, tmp_path)])
    first = pids["web"]
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        supervisor.look()
        return pids["web"] != first

    _until(is_back)
    os.kill(pids["web"], 0)


def test_children_of_a_killed_service_do_not_keep_its_place(
    supervisor: Supervisor, pids: dict[str, int], tmp_path: Path
) -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEP!r}])"
    supervisor.start([_service("web", child, tmp_path)])
    _until(lambda: len(processes.marked(f"{supervisor.token}:web")) == 2)
    orphan = next(pid for pid in processes.marked(supervisor.token) if pid != pids["web"])
    os.kill(pids["web"], signal.SIGKILL)

    def is_gone() -> bool:
        supervisor.look()
        return orphan not in processes.marked(supervisor.token)

    _until(is_gone)


def test_a_service_that_always_falls_waits_longer_and_longer() -> None:
    pauses = [pause_before_restart(falls) for falls in range(1, 9)]
    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert pauses[-1] == 15


def test_the_end_of_its_log_is_shown_when_a_service_falls_again(
    supervisor: Supervisor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor.start([_service("worker", "raise SystemExit('la table manque')", tmp_path)])
    said: list[str] = []

    def is_told() -> bool:
        supervisor.look()
        said.append(capsys.readouterr().out)
        return "la table manque" in "".join(said)

    _until(is_told)
    assert "worker s’est arrêté (code 1) : redémarrage." in "".join(said)


def test_a_stop_is_polite_then_firm(supervisor: Supervisor, tmp_path: Path) -> None:
    stubborn = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); open(r'{tmp_path}/deaf', 'w'); {SLEEP}"
    supervisor.start([_service("polite", SLEEP, tmp_path), _service("stubborn", stubborn, tmp_path, patience=0.2)])
    _until((tmp_path / "deaf").exists)
    supervisor.stop()
    assert processes.marked(supervisor.token) == []


def test_endings_are_told_in_words() -> None:
    assert ending(1) == "code 1"
    assert ending(-9) == "signal SIGKILL"


def test_a_process_that_does_not_listen_is_ended_all_the_same(tmp_path: Path) -> None:
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
    )
    log = tmp_path / "deaf.log"
    deaf = processes.start([sys.executable, "-c", code], {}, "test:deaf", log)
    _until(lambda: "ready" in log.read_text(encoding="utf-8"))
    processes.end(deaf, patience=0.2)
    assert deaf.returncode == -signal.SIGKILL
