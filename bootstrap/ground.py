"""The ground every command stands on: the environment, a database, and the variables that name them."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from bootstrap import environment, say, surroundings, system
from bootstrap.cluster import Cluster, private_cluster
from bootstrap.errors import Stop
from bootstrap.keys import demo_keys
from bootstrap.lease import lease
from bootstrap.places import PYTHON, ROOT, state_dir


@dataclass(frozen=True)
class Ground:
    """A ready environment and a living database."""

    state: Path
    keys: dict[str, str]
    variables: dict[str, str]
    cluster: Cluster | None = None  # none when DATABASE_URL leads elsewhere

    @property
    def database_url(self) -> str:
        return self.variables["DATABASE_URL"]

    def on_database(self, name: str) -> "Ground":
        """The same ground on another database of the same server, created if need be."""
        url = urlunsplit(urlsplit(self.database_url)._replace(path=f"/{name}"))
        ground = self.with_variables({"DATABASE_URL": url})
        ground.quietly("-m", "bootstrap.database", "create", url)
        return ground

    def with_variables(self, more: Mapping[str, str]) -> "Ground":
        """The same ground, told more."""
        return replace(self, variables=self.variables | dict(more))

    def in_demo(self, site_url: str, bank_url: str) -> "Ground":
        """The same ground, told where the demo's site and bank are; what the person has set stays."""
        return self.with_variables(surroundings.or_chosen(surroundings.demo(site_url, bank_url, self.keys), os.environ))

    def run(self, *arguments: str, **more: str) -> int:
        """Runs the environment's Python on our terminal. Returns its exit status."""
        return subprocess.run(
            [str(PYTHON), *arguments], cwd=ROOT, env=os.environ | self.variables | more, check=False
        ).returncode

    def attempt(self, program: str, *arguments: str) -> str:
        """Runs a program of the environment in silence. Returns nothing when all is well, else what it said."""
        done = self._silent(program, *arguments)
        return (done.stdout.strip() or f"code {done.returncode}") if done.returncode else ""

    def outcome(self, *arguments: str) -> tuple[int, str]:
        """Runs the environment's Python in silence. Returns its exit status and its last words."""
        done = self._silent("python", *arguments)
        return done.returncode, system.last_lines(done.stdout)

    def _silent(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(PYTHON.with_name(program)), *arguments],
            cwd=ROOT,
            env=os.environ | self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )

    def quietly(self, *arguments: str) -> None:
        """Runs the environment's Python in silence. Raises Stop with its last words when it fails."""
        said = self.attempt("python", *arguments)
        if said:
            raise Stop(f"{' '.join(arguments[:3])} n’a pas abouti :\n{system.last_lines(said)}")


@contextmanager
def prepared(mode: str, lock: environment.Lock) -> Iterator[Ground]:
    """Environment installed, database server running: ``DATABASE_URL`` if it is set, else the private cluster."""
    environment.ensure(lock)
    state = state_dir()
    keys = demo_keys(state)
    given = os.environ.get("DATABASE_URL", "").strip()
    if given:
        yield Ground(state, keys, surroundings.common(mode, given, state, keys, None))
        return
    cluster = private_cluster()
    with ExitStack() as stack:
        with say.step(f"PostgreSQL {cluster.binaries.major}, privé"):
            stack.enter_context(lease(cluster))
        variables = surroundings.common(mode, cluster.url("trousse"), state, keys, cluster.binaries)
        ground = Ground(state, keys, variables, cluster)
        ground.quietly("-m", "bootstrap.database", "create", ground.database_url)
        yield ground
