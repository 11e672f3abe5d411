"""The record of a run: one at a time, and what a killed one left behind is cleared away."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bootstrap import processes, say
from bootstrap.errors import Stop
from bootstrap.places import write_privately


@dataclass
class Run:
    """``var/run/run.json``: the address, and the number of each process, for whoever wants to look (or to kill)."""

    file: Path
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    content: dict[str, Any] = field(default_factory=dict)

    def write(self, **facts: Any) -> None:
        self.content |= facts | {"token": self.token}
        write_privately(self.file, json.dumps(self.content, indent=2) + "\n")


@contextmanager
def only_one(state: Path) -> Iterator[Run]:
    """Holds the place of *the* run of this clone. Raises Stop when another one lives.

    The kernel frees the place of a killed run; its processes, if any are left, are ended by the mark they bear.
    """
    folder = state / "run"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "run.json"
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(
                f"La Trousse tourne déjà{_where(file)}. Arrêtez-la d’abord (Ctrl-C dans son terminal)."
            ) from None
        _clear_away(file)
        yield Run(file)
        file.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def addresses(state: Path) -> tuple[str, str]:
    """Where site and test bank are, or will be when nothing says otherwise."""
    known = _read(state / "run" / "run.json")
    return known.get("address") or "http://localhost:8000", known.get("bank") or "http://localhost:8100"


def _clear_away(file: Path) -> None:
    token = _read(file).get("token")
    if not token:
        return
    ended = processes.end_marked(f"{token}:")
    if ended:
        say.note(f"une marche précédente avait été interrompue : {ended} processus restants arrêtés")
    file.unlink(missing_ok=True)


def _where(file: Path) -> str:
    address = _read(file).get("address")
    return f" : {address}" if address else ""


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
