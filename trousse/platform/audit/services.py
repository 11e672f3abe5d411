"""Writing the journal. Call it in the transaction of the fact it tells: both stay, or neither."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from trousse.core import clock, correlation
from trousse.core.actors import Actor
from trousse.core.bulk import insert_rows
from trousse.core.workflow import Fact
from trousse.platform.audit.models import Event

__all__ = ["Fact", "record", "record_many"]


def record(
    *, verb: str, subject: models.Model, actor: Actor, reason: str = "", data: dict[str, Any] | None = None
) -> Event:
    """Tell the journal that `actor` did `verb` to `subject` ("project.accept", "bank_account.approve").

    `data` is what makes the event readable alone, in JSON: amounts in cents, ids, before and after; no contact detail.
    """
    [event] = record_many([Fact(verb, subject, actor, reason, data or {})])
    return event


def record_many(facts: Iterable[Fact]) -> list[Event]:
    """Tell many facts, in their order, with one statement. They share the moment at which they are told."""
    at = clock.now()
    request_id = correlation.current_id()
    return Event.objects.bulk_create(_event(fact, at=at, request_id=request_id) for fact in facts)


def record_transitions(facts: Sequence[Fact]) -> None:
    """What `core.workflow` calls for the transitions performed: see `apps.py`. Nobody needs the rows back."""
    context = {"at": clock.now(), "request_id": correlation.current_id()}
    insert_rows(Event, [{**_told(fact), **context} for fact in facts])


def _event(fact: Fact, **context: Any) -> Event:
    return Event(**_told(fact), **context)


def _told(fact: Fact) -> dict[str, Any]:
    if fact.subject.pk is None:
        raise ValueError(f"{fact.verb}: an event needs a saved subject")
    return {
        "verb": fact.verb,
        "subject_type": fact.subject._meta.label_lower,
        "subject_id": str(fact.subject.pk),
        "actor_kind": fact.actor.kind.value,
        "actor_id": fact.actor.id,
        "actor_label": fact.actor.label,
        "reason": fact.reason,
        "data": fact.data,
    }
