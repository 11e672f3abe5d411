"""Keeping the web server, the worker and the test bank alive until someone says stop."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import processes, say, system

LOOK_EVERY = 0.25  # seconds
STEADY_AFTER = 30.0  # a process that lived so long is forgiven its past falls
LONGEST_PAUSE = 15.0


@dataclass(frozen=True)
class Service:
    """One process to keep alive. ``patience`` is how long it may take to finish what it is doing."""

    name: str
    title: str
    command: list[str]
    surroundings: Mapping[str, str]
    log: Path
    patience: float = 15.0


@dataclass
class Running:
    """A service and the process that is it for now."""

    service: Service
    process: subprocess.Popen[bytes]
    since: float
    falls: int = 0
    restart_at: float | None = None


def pause_before_restart(falls: int) -> float:
    """At once the first time, then longer and longer: a broken service must not fill the machine."""
    return 0.0 if falls <= 1 else min(LONGEST_PAUSE, 2.0 ** (falls - 2))


@dataclass
class Supervisor:
    """Starts services in order, restarts those that fall, stops them in order."""

    token: str
    on_change: Callable[[dict[str, int]], None]
    tend_database: Callable[[], None]
    stopping: bool = False  # set from a signal handler: nothing there may wait for a lock
    hurried: bool = False
    _all: list[Running] = field(default_factory=list)

    def listen_to_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask for the same orderly stop; a second one is obeyed at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def start(self, services: list[Service]) -> None:
        for service in services:
            self._all.append(Running(service, self._launch(service), time.monotonic()))
        self._tell()

    def watch(self) -> None:
        """Returns when someone has asked to stop, or has closed the terminal without our being told."""
        has_terminal = sys.stdin.isatty()
        while not self.stopping and (sys.stdin.isatty() or not has_terminal):
            self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """One look at every process: what fell is noted, and started again when its pause is over."""
        self.tend_database()
        now = time.monotonic()
        for running in self._all:
            if running.restart_at is None and running.process.poll() is not None:
                self._note_fall(running, now)
            if running.restart_at is not None and now >= running.restart_at:
                running.process = self._launch(running.service)
                running.since, running.restart_at = now, None
                self._tell()

    def stop(self) -> None:
        """Stops the services in the order they were started: the site first, so that no gift begins any more."""
        for running in self._all:
            if running.process.poll() is None:
                running.process.terminate()
            self._wait(running)
        processes.end_marked(self.token, patience=0.0 if self.hurried else 2.0)
        self._all.clear()

    def _launch(self, service: Service) -> subprocess.Popen[bytes]:
        return processes.start(service.command, service.surroundings, f"{self.token}:{service.name}", service.log)

    def _note_fall(self, running: Running, now: float) -> None:
        steady = now - running.since > STEADY_AFTER
        running.falls = 1 if steady else running.falls + 1
        pause = pause_before_restart(running.falls)
        running.restart_at = now + pause
        processes.end_marked(f"{self.token}:{running.service.name}", patience=2.0)  # its children keep its port
        say.note(
            f"{running.service.title} s’est arrêté ({ending(running.process.returncode)}) : redémarrage{_in(pause)}."
        )
        if running.falls > 1:
            say.line(system.last_lines(_tail(running.service.log), 8))

    def _wait(self, running: Running) -> None:
        deadline = time.monotonic() + running.service.patience
        while running.process.poll() is None and time.monotonic() < deadline and not self.hurried:
            time.sleep(0.05)
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()

    def _tell(self) -> None:
        self.on_change({running.service.name: running.process.pid for running in self._all})

    def _on_signal(self, _number: int, _frame: object) -> None:
        self.hurried = self.stopping
        self.stopping = True


def ending(code: int) -> str:
    """How a process ended, in words."""
    return f"code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


def _in(pause: float) -> str:
    return f" dans {pause:.0f} s" if pause else ""


def _tail(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4000))
        return file.read().decode(errors="replace")
