"""What a supervisor wants to know, in figures that say nothing of anybody."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from trousse.core import clock
from trousse.platform.notifications import selectors as notifications
from trousse.platform.notifications.enums import MessageState

WORKER_SILENT_AFTER = timedelta(seconds=60)  # a worker gives a sign of life every 10 s
BACKLOG_AFTER = timedelta(minutes=5)

# A job waits since the moment it was put off to, else since it was enqueued (its first event).
WORK = """
SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers),
       count(*) FILTER (WHERE job.is_due),
       min(job.since) FILTER (WHERE job.is_due),
       count(*) FILTER (WHERE job.status = 'failed')
FROM (
    SELECT status,
           status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %(now)s) AS is_due,
           coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = jobs.id)) AS since
    FROM procrastinate_jobs AS jobs
    WHERE status IN ('todo', 'failed')
) AS job
"""


@dataclass
class Readiness:
    """`ok` is whether to send visitors here. What is `degraded` must be looked at, and does not stop the pages:
    taking every web server out because a worker died would make a small trouble a large one."""

    ok: bool = True
    degraded: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass
class _Migrations:
    """The code of a running process does not change: once all are applied, they stay so."""

    all_applied: bool = False


_migrations = _Migrations()


def readiness() -> Readiness:
    """Ask the database, then what it knows of migrations, workers, jobs and messages."""
    found = Readiness()
    try:
        found.figures["database"] = _answers()
        found.figures["migrations"] = _are_applied()
        if found.figures["migrations"]:
            _look_at_work(found)
    except Error:
        found.figures["database"] = False
    found.ok = found.figures.get("database", False) and found.figures.get("migrations", False)
    return found


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _are_applied() -> bool:
    if not _migrations.all_applied:
        executor = MigrationExecutor(connection)
        _migrations.all_applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrations.all_applied


def _look_at_work(found: Readiness) -> None:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(WORK, {"now": now})
        beat, waiting, oldest, failed = cursor.fetchone()
    messages = notifications.counts()
    found.figures |= {
        "worker_seconds": _age(beat, now),
        "jobs_waiting": waiting,
        "jobs_oldest_seconds": _age(oldest, now),
        "jobs_failed": failed,
        "messages_waiting": messages[MessageState.WAITING],
        "messages_failed": messages[MessageState.FAILED],
    }
    if beat is None or now - beat > WORKER_SILENT_AFTER:
        found.degraded.append("worker")
    if oldest is not None and now - oldest > BACKLOG_AFTER:
        found.degraded.append("jobs")


def _age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(int((now - moment).total_seconds()), 0)
