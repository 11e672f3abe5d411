"""One waiting job is enough, and it must not start before what it has to read is committed."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from trousse.core.jobs import STALLED_AFTER_SECONDS, URGENT, is_urgent_work_under_way
from trousse.money.payments.jobs import drain_inbox


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name=drain_inbox.name, status="todo").count()


@pytest.mark.django_db(transaction=True)
class TestEnqueueOnce:
    def test_a_second_one_is_not_needed(self) -> None:
        drain_inbox.enqueue_once()
        drain_inbox.enqueue_once()
        assert waiting() == 1

    def test_inside_a_transaction_the_waiting_job_is_held_until_the_commit(self) -> None:
        drain_inbox.enqueue_once()
        with CaptureQueriesContext(connection) as asked, transaction.atomic():
            drain_inbox.enqueue_once()
        assert any("FOR KEY SHARE" in query["sql"] for query in asked.captured_queries)

    def test_outside_one_nothing_is_written_when_a_job_waits(self) -> None:
        drain_inbox.enqueue_once()
        with CaptureQueriesContext(connection) as asked:
            drain_inbox.enqueue_once()
        assert len(asked.captured_queries) == 1
        assert "FOR KEY SHARE" not in asked.captured_queries[0]["sql"]


@pytest.mark.django_db(transaction=True)
def test_a_job_enqueued_by_a_job_waits_for_its_transaction_too() -> None:
    """A worker has connections of its own, on which the new job could begin before the old one has committed."""
    before = waiting()
    with app.replace_connector(PsycopgConnector()), transaction.atomic():
        drain_inbox.enqueue()
        assert waiting() == before + 1
        transaction.set_rollback(True)
    assert waiting() == before


@pytest.mark.django_db
class TestUrgentWork:
    def start(self, *, priority: int, seconds_ago: int = 0) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))"
                " RETURNING id",
                [seconds_ago],
            )
            [worker] = cursor.fetchone()
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, status, worker_id)"
                " VALUES ('q', 't', %s, 'doing', %s)",
                [priority, worker],
            )

    def test_nothing_under_way(self) -> None:
        drain_inbox.enqueue()
        assert not is_urgent_work_under_way()

    def test_money_is_urgent_the_rest_is_not(self) -> None:
        self.start(priority=0)
        assert not is_urgent_work_under_way()
        self.start(priority=URGENT)
        assert is_urgent_work_under_way()

    def test_what_a_dead_worker_left_is_not_under_way(self) -> None:
        self.start(priority=URGENT, seconds_ago=STALLED_AFTER_SECONDS + 1)
        assert not is_urgent_work_under_way()
