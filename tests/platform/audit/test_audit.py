from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from trousse.core import correlation, workflow
from trousse.core.actors import Actor
from trousse.core.workflow import Fact
from trousse.platform.audit import selectors
from trousse.platform.audit.models import Event
from trousse.platform.audit.services import record, record_many, record_transitions
from trousse.platform.limits.models import Counter

pytestmark = pytest.mark.django_db

ROBOT = Actor.system("close_campaigns")


@pytest.fixture
def subject() -> Model:
    """Any saved object will do: the journal asks for its type and its id."""
    return Counter(pk="a-key")


def test_an_event_tells_who_did_what_to_what_and_why(subject: Model) -> None:
    with correlation.bound("request-0001"):
        record(verb="counter.close", subject=subject, actor=ROBOT, reason="Trop vieux", data={"hits": 3})
    event = Event.objects.get()
    assert (event.verb, event.subject_type, event.subject_id) == ("counter.close", "limits.counter", "a-key")
    assert (event.actor_kind, event.actor_id, event.actor_label) == ("system", ROBOT.id, "La Trousse à Projets")
    assert (event.reason, event.data, event.request_id) == ("Trop vieux", {"hits": 3}, "request-0001")


def test_many_events_cost_one_statement(subject: Model, django_assert_num_queries: Callable[[int], Any]) -> None:
    facts = [Fact("counter.read", subject, ROBOT, data={"n": n}) for n in range(50)]
    with django_assert_num_queries(1):
        record_many(facts)
    assert list(Event.objects.order_by("pk").values_list("data__n", flat=True)) == list(range(50))


def test_the_journal_needs_a_saved_subject() -> None:
    with pytest.raises(ValueError, match="saved subject"):
        record(verb="counter.read", subject=Counter(pk=None), actor=ROBOT)


def test_an_event_without_verb_is_refused_by_the_database(subject: Model) -> None:
    with pytest.raises(IntegrityError, match="audit_event_is_told"):
        record(verb="", subject=subject, actor=ROBOT)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET reason = 'autre'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
    ],
)
def test_postgresql_refuses_to_rewrite_the_journal(subject: Model, sql: str) -> None:
    record(verb="counter.read", subject=subject, actor=ROBOT)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.get().reason == ""


def test_an_event_stays_or_goes_with_the_fact_it_tells(subject: Model) -> None:
    with transaction.atomic():
        record(verb="counter.read", subject=subject, actor=ROBOT)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_what_happened_to_something_and_what_somebody_did(subject: Model) -> None:
    other = Actor.system("open_campaigns")
    first = record(verb="counter.read", subject=subject, actor=ROBOT)
    second = record(verb="counter.close", subject=subject, actor=other)
    record(verb="counter.read", subject=Counter(pk="another"), actor=ROBOT)
    assert list(selectors.events_of(subject)) == [second, first]
    assert list(selectors.events_by(other)) == [second]


def test_workflows_report_to_the_journal() -> None:
    assert workflow._Recorder.record is record_transitions
