"""As whom PostgreSQL runs: it refuses root, so root lends it an unprivileged user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootstrap import system
from bootstrap.errors import Stop


@dataclass(frozen=True)
class Identity:
    """A user of the machine."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def run(self, command: list[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
        """Runs a command as this user, from a folder that everybody may enter."""
        if not self.is_me:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        defaults: dict[str, Any] = {
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "capture_output": True,
            "text": True,
            "errors": "replace",
            "check": False,
        }
        completed: subprocess.CompletedProcess[str] = subprocess.run(
            [str(part) for part in command], **defaults | options
        )
        return completed

    def can_enter(self, folder: Path) -> bool:
        """Whether this user can go through every folder down to this one."""
        return self.is_me or self.run(["/usr/bin/test", "-x", folder]).returncode == 0

    def own(self, folder: Path) -> None:
        """A folder of this user, closed to everybody else."""
        folder.mkdir(parents=True, exist_ok=True)
        if not self.is_me:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def database_identity() -> Identity:
    """Ourselves; as root, the system's ``postgres`` user or else ``nobody``."""
    if not system.is_root():
        return Identity(str(os.geteuid()), os.geteuid(), os.getegid())
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(name, entry.pw_uid, entry.pw_gid)
    raise Stop("PostgreSQL ne peut pas tourner en root, et ce système n’a ni l’utilisateur postgres ni nobody.")


def owner_of(folder: Path) -> Identity:
    """The user an existing cluster belongs to. Raises Stop when we can neither be nor become that user."""
    status = folder.stat()
    if not system.is_root() and status.st_uid != os.geteuid():
        raise Stop(
            f"{folder} appartient à un autre utilisateur (n° {status.st_uid}) :\n"
            "    lancez la commande avec l’utilisateur de la première fois."
        )
    try:
        name = pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        name = str(status.st_uid)
    return Identity(name, status.st_uid, status.st_gid)
