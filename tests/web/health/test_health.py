from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from trousse.core import clock
from trousse.platform.notifications.jobs import messages_send
from trousse.web.health import checks

FIGURES = {
    "ok",
    "degraded",
    "database",
    "migrations",
    "worker_seconds",
    "jobs_waiting",
    "jobs_oldest_seconds",
    "jobs_failed",
    "messages_waiting",
    "messages_failed",
}


def _beat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
            [clock.now() - timedelta(seconds=seconds_ago)],
        )


def _ready(client: Client) -> dict[str, Any]:
    response = client.get("/readyz")
    assert response.status_code == (200 if response.json()["ok"] else 503)
    read: dict[str, Any] = response.json()
    return read


def test_a_process_is_alive_without_any_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"ok": True})


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    _beat(3)
    told = _ready(client)
    assert set(told) == FIGURES
    assert (told["ok"], told["degraded"], told["jobs_waiting"]) == (True, [], 0)
    assert told["worker_seconds"] in range(3, 30)


@pytest.mark.django_db
@pytest.mark.parametrize("beat", [None, 3600])
def test_a_dead_worker_is_told_and_closes_no_page(client: Client, beat: int | None) -> None:
    if beat:
        _beat(beat)
    told = _ready(client)
    assert (told["ok"], told["degraded"]) == (True, ["worker"])


@pytest.mark.django_db
def test_a_backlog_is_told(client: Client) -> None:
    _beat(3)
    messages_send.enqueue_once("late", at=clock.now() - timedelta(minutes=10))
    messages_send.enqueue_once("early", at=clock.now() + timedelta(hours=1))
    messages_send.enqueue()
    told = _ready(client)
    assert (told["jobs_waiting"], told["degraded"]) == (2, ["jobs"])
    assert told["jobs_oldest_seconds"] >= 600


@pytest.mark.django_db
def test_a_missing_migration_sends_visitors_elsewhere(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_migrations", checks._Migrations())
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda _self, _targets: ["0002_more"])
    told = _ready(client)
    assert (told["ok"], told["database"], told["migrations"]) == (False, True, False)


@pytest.mark.django_db
def test_migrations_are_looked_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    monkeypatch.setattr(checks, "_migrations", checks._Migrations(all_applied=True))
    with django_assert_max_num_queries(3):  # it answers, work, messages
        _ready(client)


def test_a_database_that_is_down_is_said_plainly(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> bool:
        raise OperationalError('connection to server at "db.internal", user "secret" failed')

    monkeypatch.setattr(checks, "_answers", down)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ok": False, "degraded": [], "database": False}
