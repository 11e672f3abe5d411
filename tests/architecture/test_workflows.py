"""Every workflow, every state, every transition: performed where the table says, refused everywhere else."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.workflows import every_workflow
from trousse.core.actors import Actor
from trousse.core.workflow import (
    Reason,
    Transition,
    TransitionForbidden,
    TransitionLog,
    TransitionRefused,
    Workflow,
    _check,
)

WORKFLOWS = every_workflow()
CASES = [
    (workflow, transition, state)
    for workflow in WORKFLOWS
    for transition in workflow.transitions()
    for state in workflow.states
]


class Person:
    """Stands for whoever the permission would let through."""

    pk = 1

    def __str__(self) -> str:
        return "Camille"


def allowed_actor(transition: Transition) -> Actor:
    return Actor.system("test") if transition.system else Actor.of_user(Person())


def _subject_of(log: type[models.Model]) -> Any:
    return log._meta.get_field("subject").related_model


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.__name__)
def test_a_workflow_names_its_tables_and_states(workflow: type[Workflow[Any]]) -> None:
    model, log = apps.get_model(workflow.model), apps.get_model(workflow.log)
    assert issubclass(log, TransitionLog)
    assert _subject_of(log) is model
    field = model._meta.get_field("state")
    assert isinstance(field, models.CharField)
    assert {value for value, _label in field.choices or ()} == set(workflow.states)
    assert max(map(len, workflow.states)) <= 20


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.__name__)
def test_every_state_can_be_reached_or_is_a_beginning(workflow: type[Workflow[Any]]) -> None:
    targets = {transition.target for transition in workflow.transitions()}
    beginnings = set(workflow.states) - targets
    assert len(beginnings) <= 1, f"unreachable: {beginnings}"


@pytest.mark.parametrize(
    ("workflow", "transition", "state"), CASES, ids=[f"{w.__name__}-{t.name}-from-{s}" for w, t, s in CASES]
)
def test_a_transition_starts_only_from_its_sources(
    workflow: type[Workflow[Any]], transition: Transition, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transition, "guard", None)
    if not transition.system:
        monkeypatch.setattr(transition, "allowed", lambda _user, _obj: True)
    obj = apps.get_model(workflow.model)(state=state)
    outcome = _outcome(transition, obj, "parce que" if transition.reason is Reason.REQUIRED else "")
    assert outcome == ("performed" if state in transition.sources else "state")


def _outcome(transition: Transition, obj: Any, reason: str) -> str | None:
    try:
        _check(transition, obj, allowed_actor(transition), reason)
    except TransitionRefused as refused:
        return refused.code
    return "performed"


@pytest.mark.parametrize(
    "transition",
    [transition for workflow in WORKFLOWS for transition in workflow.transitions() if transition.system],
    ids=lambda transition: transition.name,
)
def test_nobody_performs_by_hand_what_the_system_does(transition: Transition) -> None:
    class Anything:
        state = next(iter(transition.sources))

    with pytest.raises(TransitionForbidden):
        _check(transition, Anything(), Actor.of_user(Person()), "")
