"""Sharing the private PostgreSQL between commands: the last one to leave stops it.

Each command holds a shared lock while it needs the server. The kernel frees the lock of a killed command, so no count
can ever be wrong.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bootstrap.cluster import Cluster


@contextmanager
def lease(cluster: Cluster) -> Iterator[Cluster]:
    """The server runs inside the block; at its end it is stopped unless another command uses it."""
    with _file(cluster.home / "postgres.users") as users:
        try:
            with _alone(cluster):
                fcntl.flock(users, fcntl.LOCK_SH)
                cluster.start()
            yield cluster
        finally:
            with _alone(cluster), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                cluster.stop()


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    """Starting and stopping exclude each other."""
    with _file(cluster.home / "postgres.gate") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


@contextmanager
def _file(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
