"""Databases made for one measure and dropped after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from benchmarks.errors import BenchmarkFailed


@contextmanager
def copy_of(url: str, suffix: str) -> Iterator[str]:
    """A copy of the database at ``url``, on the same server; yields its address."""
    with _fresh(url, suffix, template=name_in(url)) as address:
        yield address


@contextmanager
def empty_beside(url: str, suffix: str) -> Iterator[str]:
    """An empty database on the same server; yields its address."""
    with _fresh(url, suffix, template="template0") as address:
        yield address


def name_in(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def named(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def _fresh(url: str, suffix: str, template: str) -> Iterator[str]:
    name = f"{name_in(url)}_{suffix}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    try:
        _run(url, drop, create)
    except psycopg.Error as error:
        raise BenchmarkFailed(f"la base {name} n’a pas pu être créée : {str(error).strip()}") from error
    try:
        yield named(url, name)
    finally:
        _run(url, drop)


def _run(url: str, *statements: sql.Composed) -> None:
    with psycopg.connect(named(url, "postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
