"""Our own processes: starting them so that they cannot outlive us, and recognising them if they did.

Every process we start carries ``TROUSSE_RUN=<token>:<service>`` in its environment, and so do its children. That mark,
read back from ``/proc``, is the only thing that lets us end a process we no longer hold: a number or a name may by then
belong to somebody else.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

MARK = "TROUSSE_RUN"
PR_SET_PDEATHSIG = 1


def start(command: list[str], surroundings: Mapping[str, str], mark: str, log: Path) -> subprocess.Popen[bytes]:
    """Starts a process in a session of its own: a Ctrl-C reaches us alone, and we stop everything in good order."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=os.environ | dict(surroundings) | {MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,  # safe: we have no thread
        )


def end(process: "subprocess.Popen[bytes]", patience: float) -> None:
    """Asks a process to finish what it is doing, and stops it for good when it takes longer than ``patience``."""
    process.terminate()
    try:
        process.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_with_parent() -> None:
    """Asks Linux to end this process (SIGTERM) when its parent dies, however it dies."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):  # not Linux: the mark will find it at the next start
        return


def marked(prefix: str, proc: Path = Path("/proc")) -> list[int]:
    """The living processes whose mark starts so."""
    wanted = f"{MARK}={prefix}".encode()
    found = []
    for folder in proc.glob("[0-9]*"):
        try:
            surroundings = (folder / "environ").read_bytes().split(b"\0")
        except OSError:  # gone meanwhile, or not ours to read
            continue
        if int(folder.name) != os.getpid() and any(entry.startswith(wanted) for entry in surroundings):
            found.append(int(folder.name))
    return sorted(found)


def end_marked(prefix: str, patience: float = 5.0) -> int:
    """Ends them, first politely. Returns how many there were."""
    pids = marked(prefix)
    _signal(pids, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while marked(prefix) and time.monotonic() < deadline:
        time.sleep(0.1)
    _signal(marked(prefix), signal.SIGKILL)
    return len(pids)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
