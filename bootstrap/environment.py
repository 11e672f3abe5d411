"""The Python environment: made once, completed only when a lock file has changed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

from bootstrap import say, system
from bootstrap.errors import Stop
from bootstrap.places import PYTHON, REQUIREMENTS, VENV, fingerprint

Lock = Literal["base", "dev"]
# What each lock brings: dev holds base, so that installing it satisfies both.
BRINGS: dict[Lock, tuple[Lock, ...]] = {"base": ("base",), "dev": ("base", "dev")}
STAMP = VENV / ".trousse-locks.json"


def ensure(lock: Lock) -> None:
    """``.venv`` exists and holds exactly what ``requirements/<lock>.txt`` names, hashes checked."""
    if not _works(PYTHON):
        with say.step("Environnement Python"):
            _create()
    wanted = {name: fingerprint(REQUIREMENTS / f"{name}.txt") for name in BRINGS[lock]}
    if is_satisfied(_stamp(), lock, wanted):
        return
    with say.step("Bibliothèques Python"):
        _pip_install("--requirement", str(REQUIREMENTS / f"{lock}.txt"))
        STAMP.write_text(json.dumps(_stamp() | wanted), encoding="utf-8")


def is_satisfied(stamp: dict[str, str], lock: Lock, wanted: dict[Lock, str]) -> bool:
    """Whether the lock's present contents are what was installed last."""
    return stamp.get(lock) == wanted[lock]


def install_beside(title: str, lock_file: Path, target: Path) -> None:
    """Installs a lock of ready-made binaries into a folder of its own, readable by every user of the machine.

    Their Python dependencies are left out: only what they carry is used.
    """
    stamp = target / ".trousse-lock"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(lock_file):
        return
    with say.step(title):
        shutil.rmtree(target, ignore_errors=True)
        _pip_install("--target", str(target), "--no-deps", "--only-binary=:all:", "--requirement", str(lock_file))
        subprocess.run(["chmod", "-R", "a+rX", str(target)], check=True)
    stamp.write_text(fingerprint(lock_file), encoding="utf-8")


def _stamp() -> dict[str, str]:
    try:
        content = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create() -> None:
    """Makes ``.venv``, after installing Python's own ``venv`` where Debian has left it out."""
    attempt = _venv()
    if attempt.returncode and system.can_install():
        system.install(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
        attempt = _venv()
    if attempt.returncode and shutil.which("virtualenv"):
        attempt = subprocess.run(
            ["virtualenv", "--clear", "--python", sys.executable, str(VENV)],
            capture_output=True,
            text=True,
            check=False,
        )
    if attempt.returncode:
        raise Stop(
            "Python n’a pas pu créer son environnement : il lui manque le module venv.\n"
            "    Sur Debian ou Ubuntu, demandez à l’administrateur : apt install python3-venv\n"
            + system.last_lines(attempt.stdout + attempt.stderr, 4)
        )


def _venv() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )


def _pip_install(*arguments: str) -> None:
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", *arguments],
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Stop(f"pip n’a pas pu installer les bibliothèques :\n{system.last_lines(done.stderr)}")
