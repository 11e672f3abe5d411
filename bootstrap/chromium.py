"""The browser of the journeys: Debian's Chromium, driven by Playwright."""

import os
import shutil
import subprocess

from bootstrap import say, system
from bootstrap.errors import Stop

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure() -> str:
    """The path of a Chromium that runs; installs it where we may. Raises Stop with what to install otherwise."""
    found = _find()
    if found is None and system.can_install():
        with say.step("Chromium"):
            system.install("chromium")
        found = _find()
    if found is None:
        raise Stop(
            "Les parcours ont besoin de Chromium, et cette machine n’en a pas.\n"
            "    Sur Debian : apt install chromium. Ailleurs : installez Chromium ou Chrome,\n"
            "    ou donnez son chemin : TROUSSE_CHROMIUM=/chemin/vers/chrome make test"
        )
    return found


def _find() -> str | None:
    chosen = os.environ.get("TROUSSE_CHROMIUM", "").strip()
    return next(
        (path for name in ([chosen] if chosen else NAMES) if (path := shutil.which(name)) and _runs(path)), None
    )


def _runs(path: str) -> bool:
    """Ubuntu's chromium package is an empty box that points at a snap: only an answer counts."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
