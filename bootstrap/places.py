"""Where things lie: the clone, its environment, and what it makes."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def state_dir() -> Path:
    """Everything this clone makes and keeps: ``TROUSSE_STATE_DIR``, by default ``var/``.

    Created open to reading: PostgreSQL may have to pass through it as another user. What is secret in it is closed
    file by file.
    """
    chosen = os.environ.get("TROUSSE_STATE_DIR", "").strip()
    folder = Path(chosen).expanduser().absolute() if chosen else ROOT / "var"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    return folder


def clone_mark(root: Path = ROOT) -> str:
    """Eight characters that tell this clone from any other on the machine."""
    return hashlib.sha256(str(root).encode()).hexdigest()[:8]


def fingerprint(*files: Path) -> str:
    """The hash of the files' contents, to know whether what was made from them is still right."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def write_privately(path: Path, content: str) -> None:
    """Writes a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    draft.replace(path)
