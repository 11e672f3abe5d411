"""Declared workflows: which state leads to which, who may, under what condition.

A transition changes the state, writes one log row and one audit fact, and tells nobody: the service that performs it
does the telling. A refused transition raises ``TransitionRefused`` and must never be swallowed. The diagrams of
``docs/architecture.md`` are drawn from these tables.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from django.apps import apps
from django.db import models, transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.bulk import insert_rows, update_rows
from trousse.core.errors import BusinessError, Forbidden

M = TypeVar("M", bound=models.Model)

Permission = Callable[[Any, Any], bool]
"""``(user, object) -> may they?``: the ``can_<verb>_<noun>`` functions of ``perms.py``."""

Guard = Callable[[Any], str | None]
"""``(object) -> why not`` in French, or None when nothing stands in the way."""


class Reason(StrEnum):
    """Whether a transition must say why."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class TransitionRefused(BusinessError):
    """The object is not in a state from which this transition starts, or its guard says no."""


class TransitionForbidden(Forbidden):
    """The actor may not perform this transition."""


class Transition:
    """One arrow of a workflow.

    ``allowed`` decides for people; ``system=True`` reserves the arrow to jobs, providers and bearers of signed links,
    whose right was checked where the link was opened. A transition has one or the other.
    """

    name: str = ""

    def __init__(
        self,
        sources: Iterable[StrEnum],
        target: StrEnum,
        *,
        allowed: Permission | None = None,
        system: bool = False,
        guard: Guard | None = None,
        reason: Reason = Reason.NONE,
        label: str = "",
    ) -> None:
        if (allowed is None) != system:
            raise ValueError("a transition is either allowed to people by a permission, or reserved to the system")
        self.sources = frozenset(sources)
        self.target = target
        self.allowed = allowed
        self.system = system
        self.guard = guard
        self.reason = reason
        self.label = label

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}: {'|'.join(sorted(self.sources))} → {self.target}>"


class TransitionLog(models.Model):
    """One row per performed transition. Each workflow has its own table, with a foreign key ``subject``."""

    transition = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.transition}: {self.from_state} → {self.to_state}"


@dataclass(frozen=True)
class Fact:
    """What the audit trail is told of a transition."""

    verb: str
    subject: models.Model
    actor: Actor
    reason: str = ""
    data: dict[str, Any] = field(default_factory=dict)


Recorder = Callable[[Sequence[Fact]], None]


class _Recorder:
    """Where facts go. ``platform.audit`` registers itself at start-up; core knows no table."""

    record: Recorder | None = None


def set_recorder(recorder: Recorder) -> None:
    """Called once, by the app that keeps the audit trail."""
    _Recorder.record = recorder


class Workflow(Generic[M]):
    """Subclass with ``model``, ``log`` ("app.Model" names) and the transitions as class attributes."""

    model: ClassVar[str]
    log: ClassVar[str]
    states: ClassVar[type[StrEnum]]
    all: ClassVar[list[type["Workflow[Any]"]]] = []

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Workflow.all.append(cls)

    @classmethod
    def transitions(cls) -> list[Transition]:
        """In the order of their declaration."""
        return [value for value in vars(cls).values() if isinstance(value, Transition)]

    @classmethod
    def can(cls, transition: Transition, obj: M, user: Any) -> bool:
        """Whether to offer this transition to ``user``: state and permission; the guard speaks when performed."""
        return (
            obj.state in transition.sources  # type: ignore[attr-defined]
            and transition.allowed is not None
            and transition.allowed(user, obj)
        )

    @classmethod
    def perform(cls, transition: Transition, obj: M, *, actor: Actor, reason: str = "", **changes: Any) -> M:
        """Lock the row, read it again, check, then save the new state together with ``changes``.

        Returns the locked, saved instance, and brings ``obj`` up to date as well. Must run inside a transaction.
        Raises TransitionRefused (state, guard, missing reason) or TransitionForbidden.
        """
        locked = cls._lock(obj)
        _check(transition, locked, actor, reason)
        before = str(locked.state)  # type: ignore[attr-defined]
        for name, value in {**changes, "state": transition.target}.items():
            setattr(locked, name, value)
            setattr(obj, name, value)
        locked.save(update_fields=[*changes, "state"])
        cls._record([(locked, before)], transition, actor, reason)
        return locked

    @classmethod
    def perform_many(
        cls, transition: Transition, objs: Sequence[M], *, actor: Actor, changed: Sequence[str] = (), reason: str = ""
    ) -> None:
        """The same for rows that the caller has locked and read in this transaction, in four statements in all.

        ``changed`` names the other fields that the caller set on them. All pass or none does.
        """
        if not objs:
            return
        for obj in objs:
            _check(transition, obj, actor, reason)
        moves = [(obj, str(obj.state)) for obj in objs]  # type: ignore[attr-defined]
        for obj in objs:
            obj.state = transition.target  # type: ignore[attr-defined]
        update_rows(objs, [*changed, "state"])
        cls._record(moves, transition, actor, reason)

    @classmethod
    def _lock(cls, obj: M) -> M:
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("a transition needs a transaction around it")
        # NO KEY UPDATE: rows inserted meanwhile that point to this one need not wait, and cannot deadlock with us.
        return type(obj)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=obj.pk)

    @classmethod
    def _record(cls, moves: Sequence[tuple[M, str]], transition: Transition, actor: Actor, reason: str) -> None:
        at = clock.now()
        common = {
            "transition": transition.name,
            "to_state": str(transition.target),
            "actor_kind": str(actor.kind),
            "actor_id": actor.id,
            "actor_label": actor.label,
            "reason": reason,
            "at": at,
        }
        rows = [{"subject": obj.pk, "from_state": before, **common} for obj, before in moves]
        insert_rows(apps.get_model(cls.log), rows)
        if _Recorder.record is None:
            raise RuntimeError("no audit recorder: platform.audit must be installed")
        noun = cls.model.rpartition(".")[2].lower()
        _Recorder.record(
            [
                Fact(f"{noun}.{transition.name}", obj, actor, reason, {"from": before, "to": str(transition.target)})
                for obj, before in moves
            ]
        )


def _check(transition: Transition, obj: Any, actor: Actor, reason: str) -> None:
    """Raise unless ``actor`` may perform ``transition`` on ``obj`` now."""
    if obj.state not in transition.sources:
        raise TransitionRefused(
            "Cette étape est déjà passée : rechargez la page pour voir où en est le dossier.", code="state"
        )
    if transition.system:
        if actor.is_person:
            raise TransitionForbidden("Cette étape se fait toute seule.")
    elif not (actor.is_person and transition.allowed is not None and transition.allowed(actor.user, obj)):
        raise TransitionForbidden("Vous n’avez pas le droit de faire cela.")
    if transition.reason is Reason.REQUIRED and not reason.strip():
        raise TransitionRefused("Dites pourquoi, en une phrase au moins.", code="reason")
    why_not = transition.guard(obj) if transition.guard else None
    if why_not:
        raise TransitionRefused(why_not, code="guard")
