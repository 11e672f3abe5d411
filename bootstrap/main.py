"""The commands, and how each ends: a clear line and an exit status."""

import signal

from bootstrap import checks, run, say
from bootstrap.errors import Interrupted, Stop

COMMANDS = {
    "run": run.run,
    "reset": run.reset,
    "test": checks.test,
    "check": checks.check,
    "verify": checks.verify,
    "bench": checks.bench,
    "manage": checks.manage,
}
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Runs one command. 0: done; 1: it could not be; 130: someone stopped it."""
    say.be_readable()
    command = COMMANDS.get(arguments[0]) if len(arguments) == 1 else None
    if command is None:
        say.trouble(f"Commandes : {', '.join(COMMANDS)}. Voir : make help")
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, run.interrupt)
    try:
        return command()
    except Stop as stop:
        say.trouble(str(stop))
        return 1
    except Interrupted:
        say.trouble("Interrompu. Relancez la même commande : elle reprendra où elle en était.")
        return INTERRUPTED
    except PermissionError as error:
        say.trouble(
            f"Droits insuffisants sur {error.filename}.\n"
            "    Relancez avec l’utilisateur de la première fois, ou rendez-lui ce fichier."
        )
        return 1
