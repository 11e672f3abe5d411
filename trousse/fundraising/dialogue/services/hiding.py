"""What moderators do to anything of the dialogue: out of sight with a reason, and back."""

from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.audit.services import record


@transaction.atomic
def hide(one: QuerySet[Any], *, kind: str, actor: Actor, reason: str) -> None:
    """Out of sight of its readers, with the reason that its author is told. Twice is once. ``one`` holds one row."""
    one.filter(hidden_at=None).update(hidden_at=clock.now())
    record(verb=f"{kind}.hide", subject=_row(one), actor=actor, reason=reason)


@transaction.atomic
def show(one: QuerySet[Any], *, kind: str, actor: Actor, reason: str) -> None:
    """Before its readers again."""
    one.update(hidden_at=None)
    record(verb=f"{kind}.show", subject=_row(one), actor=actor, reason=reason)


def _row(one: QuerySet[Any]) -> models.Model:
    row: models.Model = one.get()
    return row
