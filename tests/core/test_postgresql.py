"""A kept connection is found dead when it is, and costs nothing when it lives."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from trousse.core.postgresql.base import DatabaseWrapper


@pytest.fixture
def other(db: None) -> Iterator[DatabaseWrapper]:
    """A connection of our own, that a test may break."""
    wrapper = connections["default"].copy()
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.ensure_connection()
    yield wrapper
    wrapper.close()


def test_a_living_connection_is_not_asked(other: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        pytest.fail("the server was asked")

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Connection, "cursor", refuse)
        assert other.is_usable()


def test_one_that_the_server_ended_is_found_dead(other: DatabaseWrapper) -> None:
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    assert not other.is_usable()


def test_one_that_has_a_word_to_say_is_asked_and_lives(other: DatabaseWrapper) -> None:
    with other.cursor() as cursor:
        cursor.execute("LISTEN trousse_test")
    with connections["default"].copy().cursor() as cursor:
        cursor.execute("NOTIFY trousse_test")
        cursor.connection.close()
    assert other.is_usable()


def test_none_is_no_connection(other: DatabaseWrapper) -> None:
    other.close()
    assert not other.is_usable()
