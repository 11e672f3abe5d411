"""The collected files of the pages: named after their content, compressed, and made again only when one has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bootstrap import say
from bootstrap.ground import Ground
from bootstrap.places import REQUIREMENTS, ROOT


def ensure(ground: Ground) -> None:
    """``static/`` of the state folder holds what the pages ask for."""
    stamp = ground.state / "static.sources"
    wanted = fingerprint(sources(ground.state))
    collected = ground.state / "static" / "staticfiles.json"
    if collected.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    with say.step("Fichiers des pages"):
        ground.quietly("manage.py", "collectstatic", "--noinput")
    stamp.write_text(wanted, encoding="utf-8")


def sources(state: Path) -> list[Path]:
    """Every file that has a say in the result: ours, the fonts, the libraries' lock, and the settings."""
    folders = (ROOT / "trousse" / "web" / "static", state / "vendor" / "fonts")
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return sorted([*files, REQUIREMENTS / "base.txt", ROOT / "config" / "settings.py"])


def fingerprint(files: Iterable[Path]) -> str:
    """The hash of names and contents: a file that is only renamed counts too."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
