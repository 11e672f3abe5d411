"""A real private cluster: born, shared, killed, recovered. Costs two seconds, and is worth them."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bootstrap import binaries
from bootstrap.cluster import Cluster, pid_in
from bootstrap.identity import Identity, database_identity
from bootstrap.lease import lease


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster in a folder that the server's user can enter (pytest's own folders are closed)."""
    monkeypatch.delenv("PGOPTIONS", raising=False)  # the suite itself does not wait for the disk
    home = Path(tempfile.mkdtemp(prefix="trousse-"))
    home.chmod(0o755)
    identity: Identity = database_identity()
    cluster = Cluster(home, identity, binaries.find(identity, home, major=None))
    yield cluster
    cluster.stop()
    shutil.rmtree(home)


def test_a_cluster_lives_is_killed_and_recovers(cluster: Cluster) -> None:
    with lease(cluster):
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE TABLE gift (cents int)")
            connection.execute("INSERT INTO gift VALUES (2000)")
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
            assert connection.execute("SELECT lower('ÉCOLE')").fetchone() == ("école",)
        with lease(cluster):
            pass  # a second command comes and goes…
        assert cluster.is_running()  # …the first one still works

        pid = pid_in(cluster.data / "postmaster.pid")
        assert pid
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while cluster.is_running() and time.monotonic() < deadline:
            time.sleep(0.05)
        _give_the_number_to_another(cluster)
        cluster.start()
        with psycopg.connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT cents FROM gift").fetchone() == (2000,)
    assert not cluster.is_running()
    assert cluster.socket.stat().st_mode & 0o077 == 0


def _give_the_number_to_another(cluster: Cluster) -> None:
    """As after a restart of the machine: the number in the lock now belongs to a process that is not PostgreSQL."""
    lock = cluster.data / "postmaster.pid"
    stranger = subprocess.run(["sh", "-c", "echo $PPID"], capture_output=True, text=True, check=True).stdout.strip()
    lines = lock.read_text(encoding="utf-8").splitlines()
    lock.write_text("\n".join([stranger, *lines[1:]]) + "\n", encoding="utf-8")
