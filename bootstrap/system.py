"""What the machine is, and what it lets us install."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from bootstrap import say
from bootstrap.errors import Stop


def is_root() -> bool:
    return os.geteuid() == 0


def distribution(os_release: str) -> set[str]:
    """The names the system goes by, from the text of ``/etc/os-release``: ``{"ubuntu", "debian"}``."""
    names: set[str] = set()
    for entry in os_release.splitlines():
        key, _, value = entry.partition("=")
        if key in {"ID", "ID_LIKE"}:
            names.update(value.strip().strip('"').split())
    return names


@cache
def can_install() -> bool:
    """Whether we may install system packages by ourselves: root on Debian, Ubuntu or one of theirs."""
    release = Path("/etc/os-release")
    return (
        is_root()
        and shutil.which("apt-get") is not None
        and release.is_file()
        and "debian" in distribution(release.read_text(encoding="utf-8"))
    )


def install(*packages: str) -> None:
    """Installs Debian packages. Raises Stop with apt's own last words when it cannot."""
    _refresh_package_lists()
    say.note(f"installation par apt : {' '.join(packages)}")
    _apt("install", "--yes", "--no-install-recommends", *packages)


@cache
def _refresh_package_lists() -> None:
    _apt("update")


def _apt(*arguments: str) -> None:
    done = subprocess.run(
        ["apt-get", "--quiet", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Stop(f"apt-get {' '.join(arguments)} n’a pas abouti :\n{last_lines(done.stderr or done.stdout)}")


def last_lines(output: str, count: int = 15) -> str:
    """The end of a program's output, indented: enough to understand, short enough to read."""
    return "\n".join(f"    {entry}" for entry in output.strip().splitlines()[-count:])
