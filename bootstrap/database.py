"""Databases of the server at hand, by psycopg: runs inside the environment.

``python -m bootstrap.database create|empty URL``
"""

import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def named(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def name_in(url: str) -> str:
    """The database that an address leads to."""
    return urlsplit(url).path.lstrip("/")


def create(url: str) -> None:
    """Creates the database when it is missing, encoded in UTF-8."""
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        with psycopg.connect(named(url, "postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name_in(url)))
            )


def empty(url: str) -> None:
    """Removes everything in the database: tables, functions, data. The database itself and its owner stay."""
    with psycopg.connect(url) as connection:
        connection.execute("SET lock_timeout = '10s'")
        connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
        connection.execute("CREATE SCHEMA public")


def main(arguments: list[str]) -> int:
    action, url = arguments
    try:
        {"create": create, "empty": empty}[action](url)
    except psycopg.Error as error:
        sys.stderr.write(f"PostgreSQL : {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
