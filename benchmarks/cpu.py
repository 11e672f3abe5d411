"""Who used the processors, read from Linux: our programs, PostgreSQL, and whatever else the machine was doing.

Elsewhere than on Linux, or where PostgreSQL runs on another machine, there is nothing to read and nothing is said.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

PROC = Path("/proc")
_OURS = "client"
_OTHERS = "autres programmes"
_POSTGRESQL = "PostgreSQL"


@dataclass(frozen=True)
class Reading:
    """Seconds of processor by name since each began."""

    seconds: dict[str, float]

    def since(self, earlier: "Reading") -> dict[str, float]:
        """What each used between the two readings."""
        return {name: max(total - earlier.seconds.get(name, 0.0), 0.0) for name, total in self.seconds.items()}


@dataclass(frozen=True)
class _Process:
    """One line of ``/proc/<pid>/stat``; ``reaped`` is what its dead children had used."""

    pid: int
    parent: int
    group: int
    used: float
    reaped: float


def read(programs: Mapping[str, int]) -> Reading | None:
    """``programs``: name → process group. Our own process is « client », the rest of the machine « autres »."""
    if not (PROC / "stat").is_file():
        return None
    processes = {process.pid: process for process in _processes()}
    groups = {process.group: name for name, pid in programs.items() if (process := processes.get(pid))}
    seconds = dict.fromkeys([*programs, _OURS, _POSTGRESQL], 0.0)
    postmaster = _postmaster(processes)
    for process in processes.values():
        if process.pid == os.getpid():
            seconds[_OURS] += process.used
        elif process.group in groups:
            seconds[groups[process.group]] += process.used
        elif postmaster is not None and process.parent == postmaster:
            seconds[_POSTGRESQL] += process.used
        elif process.pid == postmaster:
            seconds[_POSTGRESQL] += process.used + process.reaped
    seconds[_OTHERS] = _whole_machine() - sum(seconds.values())
    return Reading(seconds)


def _postmaster(processes: Mapping[int, _Process]) -> int | None:
    """The parent of the process that serves our own connection; None when it is not on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    found = processes.get(backend)
    return found.parent if found and "postgres" in _name(found.pid) else None


def _name(pid: int) -> str:
    try:
        return (PROC / str(pid) / "comm").read_text(encoding="utf-8")
    except OSError:
        return ""


def _processes() -> list[_Process]:
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                found.append(_parse((folder / "stat").read_text(encoding="utf-8", errors="replace")))
            except OSError:
                continue  # it ended between the two looks
    return found


def _parse(line: str) -> _Process:
    """The name may hold spaces and brackets: fields are counted after its last bracket (proc(5))."""
    fields = line.rpartition(")")[2].split()
    tick = os.sysconf("SC_CLK_TCK")
    user, system, reaped_user, reaped_system = (int(field) / tick for field in fields[11:15])
    return _Process(
        pid=int(line.split(maxsplit=1)[0]),
        parent=int(fields[1]),
        group=int(fields[2]),
        used=user + system,
        reaped=reaped_user + reaped_system,
    )


def _whole_machine() -> float:
    """All but idle time, of every processor."""
    names = (PROC / "stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, *others = (int(field) for field in names[:8])
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")
