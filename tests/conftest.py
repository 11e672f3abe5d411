"""Guards that make whole classes of bugs impossible, once and for all tests."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import Variable, VariableDoesNotExist, VariableNode

from tests import append_only
from trousse.platform.pictures import studio
from trousse.platform.pictures.enums import PictureFormat
from trousse.platform.pictures.rules import Limits
from trousse.platform.pictures.studio import Developed, Print

# The same examples each time, however busy the machine: a suite that is green stays green. To hunt for others:
# make test ARGS="--hypothesis-profile=hunt tests/money"
_patient = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("suite", _patient, derandomize=True, database=None, max_examples=50)
hypothesis.settings.register_profile("hunt", _patient, max_examples=1_000)
hypothesis.settings.load_profile("suite")


def pytest_configure() -> None:
    """Static files are served by their finders here; their collected folder must exist all the same."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


LOOPBACK = {"127.0.0.1", "::1", "localhost"}
OURS = str(Path(__file__).resolve().parent.parent / "trousse")


@pytest.fixture(autouse=True, scope="session")
def append_only_tables_can_be_flushed() -> Iterator[None]:
    """Tests that really commit are followed by TRUNCATE, which the ledger and the journal refuse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", append_only.execute_sql_flush)
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine: a connection to anything but loopback or a Unix socket fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            pytest.fail(f"network access refused: {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """``{{ name }}`` that the view did not give is a bug in our templates, not an empty string.

    ``{% if name %}`` and ``{{ name|default:… }}`` may still ask whether something is there.
    """
    render = VariableNode.render

    def strict(self: VariableNode, context: Any) -> str:
        expression = self.filter_expression
        is_ours = str(getattr(self, "origin", "")).startswith(OURS)
        has_default = any(function.__name__.startswith("default") for function, _args in expression.filters)
        if is_ours and isinstance(expression.var, Variable) and not has_default:
            try:
                expression.var.resolve(context)
            except VariableDoesNotExist:
                pytest.fail(f"undefined template variable {{{{ {expression} }}}} in {self.origin}")
        return render(self, context)

    monkeypatch.setattr(VariableNode, "render", strict)


@pytest.fixture(autouse=True)
def unordered_queries_are_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list whose query names no order comes back in any order: tests and pages must not rely on luck."""
    as_sql = SQLCompiler.as_sql

    def shuffled(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        sql, params = as_sql(self, *args, **kwargs)
        query = self.query
        is_plain_list = (
            type(self) is SQLCompiler
            and not query.subquery
            and not query.combinator
            and not query.distinct
            and not query.is_sliced
            and not query.group_by
            and not getattr(self, "_meta_ordering", None)
            and " ORDER BY " not in sql
            and " FOR UPDATE" not in sql
            and sql.startswith("SELECT ")
            and "EXISTS(" not in sql
        )
        return (f"{sql} ORDER BY random()", params) if is_plain_list else (sql, params)

    monkeypatch.setattr(SQLCompiler, "as_sql", shuffled)


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    """Documents of a test go to its own folder and vanish with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def quick_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    """Developing pictures takes its time and has its own tests; elsewhere tiny prints are enough, of any content."""

    def develop(content: bytes, limits: Limits) -> Developed:
        made = [Print(known, 480, 320, content + known.value.encode()) for known in PictureFormat]
        return Developed(480, 320, tuple(made)) if content else really(content, limits)

    really = studio.develop
    monkeypatch.setattr(studio, "develop", develop)
