"""The private PostgreSQL of a clone: its folder, its socket, its start and its stop.

No port is taken: the server listens on a Unix socket in a folder that only its user (and root) can enter, which is what
protects it. See docs/decisions/0001-private-postgresql-cluster.md.
"""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bootstrap import binaries, system
from bootstrap.binaries import Binaries
from bootstrap.errors import Stop
from bootstrap.identity import Identity, database_identity, owner_of
from bootstrap.places import clone_mark, state_dir

OWNER = "trousse"
PORT = 5432  # only part of the socket's file name
LONGEST_SOCKET_PATH = 107  # sun_path of Linux, less its final zero
START_SECONDS = 120  # recovery after a crash reads the journal again

CONFIGURATION = """\
# Written at every start by the bootstrap: change bootstrap/cluster.py instead.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
port = {port}
timezone = 'UTC'

# What was acknowledged is on disk: this holds people's gifts, even in a demo.
fsync = on
synchronous_commit = on
full_page_writes = on

shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 2GB
max_connections = 100
jit = off

log_line_prefix = '%m [%p] %q%d '
log_min_duration_statement = 1000
"""


@dataclass(frozen=True)
class Cluster:
    """A cluster that lies in ``home`` and runs as ``identity``."""

    home: Path
    identity: Identity
    binaries: Binaries

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def socket(self) -> Path:
        return socket_folder(self.home, self.identity)

    def url(self, database: str) -> str:
        """The address of one of its databases, in the form that libpq and Django both read."""
        return f"postgresql://{OWNER}@{quote(str(self.socket), safe='')}/{database}"

    def start(self) -> None:
        """Makes the cluster if it does not exist, starts it if it does not run. Raises Stop with the server's words."""
        if not self.data.is_dir():
            self._create()
        if not self.is_running():
            self._forget_stale_locks()
            self._configure()
            self._start()
        self._wait_until_ready()

    def stop(self) -> None:
        """Stops the server: running queries are cut, nothing that was acknowledged is lost."""
        if self.is_running():
            self._pg_ctl("stop", "-m", "fast")

    def _create(self) -> None:
        """Builds the cluster aside and puts it in place in one move: a killed creation leaves no half of it."""
        draft = self.home / "postgres.new"
        if draft.exists():
            self.identity.run(["rm", "-rf", draft])
        self.identity.own(draft)
        options = ["--encoding=UTF8", f"--username={OWNER}", "--auth=trust", *locale_options(self.binaries.major)]
        done = self.identity.run([self.binaries["initdb"], "--pgdata", draft, *options])
        if done.returncode:
            raise Stop(f"PostgreSQL n’a pas pu créer sa base :\n{system.last_lines(done.stderr)}")
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\ninclude 'trousse.conf'\n")
        draft.rename(self.data)

    def _configure(self) -> None:
        self.identity.own(self.socket)
        file = self.data / "trousse.conf"
        file.write_text(CONFIGURATION.format(socket=str(self.socket).replace("'", "''"), port=PORT), encoding="utf-8")
        file.chmod(0o644)

    def _start(self) -> None:
        """Starts the server, patient with a predecessor whose last children are still leaving."""
        deadline = time.monotonic() + 20
        while True:
            done = self._pg_ctl("start", "-l", str(self.log))
            if done.returncode == 0 or self.is_running():
                return
            if time.monotonic() > deadline:
                raise Stop(f"PostgreSQL n’a pas démarré :\n{system.last_lines(self._last_log() or done.stdout)}")
            time.sleep(1)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        question: list[str | Path] = ["-q", "-h", self.socket, "-p", str(PORT), "-U", OWNER, "-d", "postgres"]
        while self.identity.run([self.binaries["pg_isready"], *question]).returncode:
            if time.monotonic() > deadline:
                raise Stop(f"PostgreSQL a démarré mais ne répond pas :\n{system.last_lines(self._last_log())}")
            time.sleep(0.1)

    def _pg_ctl(self, action: str, *options: str) -> subprocess.CompletedProcess[str]:
        # pg_ctl hands its outputs down to the server it starts: a pipe would never close.
        with tempfile.TemporaryFile("w+") as output:
            done = self.identity.run(
                [self.binaries["pg_ctl"], action, "-D", self.data, "-w", "-t", str(START_SECONDS), *options],
                capture_output=False,
                stdout=output,
                stderr=output,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")

    def _last_log(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.is_file() else ""

    def is_running(self) -> bool:
        """Whether *our* server lives: the process of ``postmaster.pid``, and not another that inherited its number."""
        pid = pid_in(self.data / "postmaster.pid")
        return pid is not None and is_postmaster(pid, self.data)

    def _forget_stale_locks(self) -> None:
        """Removes what a killed server left behind when its number now belongs to somebody else's process.

        PostgreSQL by itself refuses to start as long as *any* process of its user bears that number.
        """
        for lock in (self.data / "postmaster.pid", self.socket / f".s.PGSQL.{PORT}.lock"):
            pid = pid_in(lock)
            if pid is not None and not is_postmaster(pid, self.data):
                lock.unlink(missing_ok=True)


def private_cluster() -> Cluster:
    """The cluster of this clone: the one that exists, or where and as whom a new one will live."""
    state = state_dir()
    for home in (state, system_home()):
        version = home / "postgres" / "PG_VERSION"
        if (home / "postgres").is_dir():
            identity = owner_of(home / "postgres")
            return Cluster(
                home, identity, binaries.find(identity, home, major=int(version.read_text(encoding="ascii")))
            )
    binaries.install_if_missing()  # before choosing the user: Debian's package brings the postgres user
    identity = database_identity()
    home = state if identity.can_enter(state) else system_home()
    home.mkdir(parents=True, exist_ok=True)
    return Cluster(home, identity, binaries.find(identity, home, major=None))


def system_home() -> Path:
    """Where the cluster lies when the server's user cannot reach the clone (a private home): root's case only."""
    return Path("/var/lib") / f"trousse-{clone_mark(state_dir())}"


def socket_folder(home: Path, identity: Identity) -> Path:
    """Beside the cluster, or in a shorter place when the path would not fit in a socket's address."""
    beside = home / "postgres-socket"
    if len(f"{beside}/.s.PGSQL.{PORT}.new".encode()) <= LONGEST_SOCKET_PATH:
        return beside
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    short = Path(runtime) if identity.is_me and runtime and Path(runtime).is_dir() else Path("/tmp")  # noqa: S108 - closed below
    folder = short / f"trousse-{clone_mark(home)}-{identity.uid}"
    if folder.exists() and folder.stat().st_uid != identity.uid:
        raise Stop(
            f"Le dossier {folder} appartient à quelqu’un d’autre :\n"
            "    supprimez-le, ou déplacez le dépôt vers un chemin plus court."
        )
    return folder


def locale_options(major: int) -> list[str]:
    """UTF-8 whose order never changes with the system's libraries, so that no index is ever silently wrong.

    French order is made by the application, on a key of its own: it must not depend on where the server comes from.
    """
    if major >= 17:  # the version that brought the built-in provider
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def pid_in(lock: Path) -> int | None:
    """The process number on the first line of a lock file of PostgreSQL."""
    try:
        return int(lock.read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def is_postmaster(pid: int, data: Path) -> bool:
    """Whether this process is the server of this cluster, by its command line."""
    if not Path("/proc/self").exists():  # not Linux: trust PostgreSQL's own look at the number
        return True
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return False
    return "postgres" in Path(command[0]).name and str(data) in command
