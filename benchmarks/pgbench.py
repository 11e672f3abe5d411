"""The yardstick: pgbench's TPC-B on the same PostgreSQL, in a database of its own."""

import re
import subprocess
from urllib.parse import urlsplit, urlunsplit

from benchmarks.errors import BenchmarkFailed

SCALE = 10
"""Accounts in hundred thousands; TPC-B asks for as many branches as clients at least."""


def prepare(url: str) -> None:
    """Create and fill the tables in the database that ``url`` leads to."""
    _pgbench("-i", "-q", "-s", str(SCALE), url)


def transactions_per_second(url: str, *, clients: int, seconds: float) -> float:
    """The default script, ``seconds`` long (whole seconds, two at least)."""
    return read_rate(_pgbench("-c", str(clients), "-T", str(max(round(seconds), 2)), url))


def read_rate(said: str) -> float:
    """The rate in what pgbench prints, the time to connect left aside (its wording changed with version 14)."""
    found = re.search(r"^tps = ([\d.]+) \((?:without|excluding)", said, re.MULTILINE)
    if found is None:
        raise BenchmarkFailed(f"pgbench n’a pas dit son débit :\n{said}")
    return float(found[1])


def _pgbench(*arguments: str) -> str:
    *options, url = arguments
    try:
        done = subprocess.run(["pgbench", *options, libpq(url)], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BenchmarkFailed(
            "pgbench n’est pas sur le PATH : il vient avec PostgreSQL (make bench le trouve)"
        ) from None
    if done.returncode:
        raise BenchmarkFailed(f"pgbench : {done.stderr.strip()[-500:]}")
    return done.stdout


def libpq(url: str) -> str:
    """What psql and pgbench read: they know ``postgresql``, not the ``postgres`` that some settings use."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="postgresql"))
