"""Work done outside a request: thin, idempotent functions that take ids and call one service.

A job is enqueued through Django's own connection, hence in the caller's transaction: it exists if and only if what
it works on was committed. Procrastinate keeps the queue in PostgreSQL. A job may run twice, or after its worker died
half-way: each one locks, re-reads, and does nothing when the work is done.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, Unpack

import procrastinate
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate import jobs
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.manager import JobManager
from procrastinate.tasks import ConfigureTaskOptions

P = ParamSpec("P")

log = logging.getLogger(__name__)

RETRY_WAIT_SECONDS = 5
URGENT = 10
"""Priority of the jobs that count money: a free worker takes them before anything else that waits."""
STALLED_AFTER_SECONDS = 45

# Inside a worker procrastinate writes new jobs through connections of its own: one that our job enqueues would then
# begin, and read, before our job has committed.
_in_our_transaction = JobManager(DjangoConnector())


class Job(Generic[P]):
    """A registered job; call it to run it here and now, or enqueue it."""

    def __init__(self, function: Callable[P, Any], *, name: str, queue: str, retry: int, priority: int) -> None:
        self.function = function
        self.name = name
        update_wrapper(self, function)
        strategy = procrastinate.RetryStrategy(max_attempts=retry, linear_wait=RETRY_WAIT_SECONDS) if retry else False
        declare = app.task(name=name, queue=queue, retry=strategy, priority=priority)
        self.task = declare(_without_timestamp(function))

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Any:
        return self.function(*args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Run as soon as the current transaction has committed. Arguments by name, JSON values only."""
        self._defer(kwargs)

    def enqueue_once(self, key: str = "", *, at: datetime | None = None, **kwargs: Any) -> None:
        """Like ``enqueue``, or ``at`` a moment (aware) or soon after, unless the same job (and ``key``) already waits.

        A job that has started no longer counts as waiting: it may have read before our rows were committed. Only for
        jobs without retry: one that waits for its next try would hold back every newer one.
        """
        if self.task.retry_strategy is not None:
            raise TypeError(f"{self.name} is retried by itself: it cannot be enqueued once")
        lock = f"{self.name}:{key}"
        if _is_waiting(lock):
            return
        try:
            with transaction.atomic():
                self._defer(kwargs, queueing_lock=lock, schedule_at=at)
        except AlreadyEnqueued:
            log.debug("job already waiting", extra={"job": self.name})

    def _defer(self, arguments: Mapping[str, Any], **options: Unpack[ConfigureTaskOptions]) -> None:
        deferrer = self.task.configure(**options)
        deferrer.job_manager = _in_our_transaction
        deferrer.defer(**arguments)


def job(
    *, name: str, queue: str = "default", retry: int = 5, priority: int = 0
) -> Callable[[Callable[P, Any]], Job[P]]:
    """Declare a job. ``name`` is stored in the queue: renaming a function must not orphan its waiting jobs."""

    def declare(function: Callable[P, Any]) -> Job[P]:
        return Job(function, name=name, queue=queue, retry=retry, priority=priority)

    return declare


def periodic(cron: str) -> Callable[[Job[P]], Job[P]]:
    """On top of ``@job``: also run by the clock (``cron`` in UTC), never two waiting at once.

    It is not retried when it fails: the clock does that, and a waiting retry would hold back the clock.
    """

    def schedule(declared: Job[P]) -> Job[P]:
        declared.task.retry_strategy = None
        app.periodic(cron=cron, queueing_lock=f"{declared.name}:")(declared.task)
        return declared

    return schedule


_WAITING = "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'"
# A worker that fetches jobs skips what is locked: this one cannot start, and read, before we have committed.
_HELD = " FOR KEY SHARE SKIP LOCKED"


def _is_waiting(lock: str) -> bool:
    """Outside a transaction our rows are committed already: there is nothing to hold back, and no write to pay for."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING + (_HELD if connection.in_atomic_block else ""), [lock])
        return cursor.fetchone() is not None


# A worker that was killed leaves its job « doing », but gives no more signs of life.
_URGENT_UNDER_WAY = """
SELECT EXISTS (
    SELECT FROM procrastinate_jobs AS job JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND job.priority >= %s AND worker.last_heartbeat > now() - make_interval(secs => %s)
)
"""


def is_urgent_work_under_way() -> bool:
    """Whether money is being counted right now, by any worker: a long job that can wait may then give way."""
    with connection.cursor() as cursor:
        cursor.execute(_URGENT_UNDER_WAY, [URGENT, STALLED_AFTER_SECONDS])
        return bool(cursor.fetchone()[0])


def _without_timestamp(function: Callable[P, Any]) -> Callable[..., Any]:
    """Periodic runs carry a ``timestamp`` argument, which our jobs do not need: they ask the clock."""

    def run(timestamp: int | None = None, **kwargs: Any) -> Any:
        return function(**kwargs)  # type: ignore[call-arg]

    run.__name__ = function.__name__
    run.__module__ = function.__module__
    run.__doc__ = function.__doc__
    return run


@app.periodic(cron="* * * * *")
@app.task(name="core.rescue_stalled_jobs", queueing_lock="core.rescue_stalled_jobs")
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Give back to the queue the jobs whose worker was killed: it stopped giving signs of life."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    for stalled_job in stalled:
        log.warning("stalled job given back to the queue", extra={"job": stalled_job.task_name})
        try:
            await app.job_manager.retry_job(stalled_job)
        except (AlreadyEnqueued, UniqueViolation):
            # Its successor waits already, and will do its work.
            await app.job_manager.finish_job(stalled_job, status=jobs.Status.FAILED, delete_job=True)


def run_pending(limit: int = 10_000) -> int:
    """Run waiting jobs here, in this thread and on this connection, oldest first; for tests and the demo.

    A failing job raises: nothing is retried in silence. Returns how many ran.
    """
    done = 0
    while done < limit:
        waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).order_by("-priority", "pk").first()
        if waiting is None:
            break
        task = app.tasks[waiting.task_name]
        if waiting.task_name != rescue_stalled_jobs.name:
            task.func(**waiting.args)
        async_to_sync(app.job_manager.finish_job_by_id_async)(
            job_id=waiting.pk, status=jobs.Status.SUCCEEDED, delete_job=True
        )
        done += 1
    return done
