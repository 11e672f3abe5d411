"""``python -m testbank --port 8100 --state var/testbank``: runs the bank until Ctrl-C or a signal."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from testbank.config import ConfigError, from_environment
from testbank.server import RunningBank, StateInUse


def main() -> int:
    """Prints one line when the bank answers. Exit status 2: it could not start, and the message says why."""
    arguments = _parser().parse_args()
    try:
        running = RunningBank(from_environment(os.environ), arguments.state, arguments.port, arguments.host)
    except ConfigError as error:
        return _refuse(str(error))
    except StateInUse as error:
        return _refuse(f"Une autre banque d'essai tourne déjà sur le dossier {error}.")
    except OSError as error:
        return _refuse(
            f"Impossible d'ouvrir {arguments.host}:{arguments.port} ou {arguments.state} : {error.strerror}."
        )
    sys.stdout.write(f"Banque d'essai prête : {running.url}/\n")
    sys.stdout.flush()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    running.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m testbank", description="Banque d'essai au protocole Systempay.")
    parser.add_argument("--port", type=int, default=8100, help="port TCP, 0 pour un port libre (8100)")
    parser.add_argument("--host", default="127.0.0.1", help="adresse d'écoute (127.0.0.1)")
    state = os.environ.get("TESTBANK_STATE_DIR") or "var/testbank"
    parser.add_argument("--state", type=Path, default=Path(state), help=f"dossier d'état ({state})")
    return parser


def _refuse(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
