"""Loading the demo: its fictional donors pay at the test bank, which must therefore be up before anybody gives."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bootstrap import processes, say, surroundings
from bootstrap.errors import Stop
from bootstrap.ground import Ground
from bootstrap.ports import answers
from bootstrap.supervisor import Service

INTERRUPTED = 3  # exit status of `manage.py demo --if-empty` when an earlier build did not reach its last day
READY_SECONDS = 20


def load(ground: Ground, bank: Service | None, bank_port: int) -> None:
    """Nothing to do when the demo is there; one that was interrupted starts anew, in a database of our own.

    Raises Stop when the interrupted one is in somebody's own database, which only they may empty.
    """
    with say.step("Démo (une à deux minutes la première fois)"), _open(bank, bank_port):
        code, said = _build(ground)
        if code == INTERRUPTED and ground.cluster:
            empty(ground)
            ground.quietly("manage.py", "migrate", "--noinput")
            code, said = _build(ground)
        if code == INTERRUPTED:
            raise Stop(
                "La démo de cette base a été interrompue.\n    Pour la recommencer à neuf : CONFIRM=yes make reset"
            )
        if code:
            raise Stop(f"manage.py demo n’a pas abouti :\n{said}")


def _build(ground: Ground) -> tuple[int, str]:
    return ground.outcome("manage.py", "demo", "--if-empty")


def empty(ground: Ground) -> None:
    """Empties the database and what goes with it: documents. The bank's own memory may hold more; it harms nobody."""
    ground.quietly("-m", "bootstrap.database", "empty", ground.database_url)
    shutil.rmtree(ground.state / "media", ignore_errors=True)


def bank_service(ground: Ground, bank_port: int, python: str) -> Service:
    """The test bank, which notifies the site of this ground."""
    logs = ground.state / "log"
    logs.mkdir(exist_ok=True)
    command = [python, "-m", "testbank", "--host", "127.0.0.1", "--port", str(bank_port)]
    shop = ground.variables | surroundings.bank(ground.variables["BASE_URL"], ground.state)
    return Service("bank", "La banque d’essai", command, shop, logs / "bank.log")


@contextmanager
def _open(bank: Service | None, port: int) -> Iterator[None]:
    """The bank for the time of the demo; with another gateway in the settings, nothing to open."""
    if bank is None:
        yield
        return
    process = processes.start(bank.command, bank.surroundings, "demo:bank", bank.log)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not answers("127.0.0.1", port, "/"):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Stop(f"La banque d’essai ne démarre pas. Son journal : {bank.log}")
            time.sleep(0.1)
        yield
    finally:
        processes.end(process, bank.patience)
