"""Deciding what a parameter will be worth."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.errors import BusinessError, Invalid
from trousse.platform.audit.services import record
from trousse.platform.parameters import selectors
from trousse.platform.parameters.models import DatedValue


class ParameterRefused(Invalid):
    """The value cannot be taken; `user_message` says why."""


@transaction.atomic
def parameter_set(*, key: str, value: Any, in_force_from: date, note: str, actor: Actor) -> DatedValue:
    """Decide that from the day `in_force_from` (Paris, to come) on, `key` is worth `value`.

    `note` says who decided and where it is written. Raises ParameterRefused: unknown key, wrong type, out of bounds, a
    day that has begun, or a day that has a value already.
    """
    dated = DatedValue(key=key, value=value, in_force_from=in_force_from, note=note)
    try:
        dated.full_clean()
    except ValidationError as error:
        raise ParameterRefused(" ".join(error.messages)) from error
    before = selectors.value(key, in_force_from)
    dated.save()
    data = {"key": key, "from": before, "to": value, "in_force_from": in_force_from.isoformat()}
    record(verb="parameter.set", subject=dated, actor=actor, reason=note, data=data)
    return dated


@transaction.atomic
def parameter_withdraw(*, dated: DatedValue, actor: Actor) -> None:
    """Take back a value that is still to come. Raises BusinessError once its day has begun."""
    locked = DatedValue.objects.select_for_update(of=("self",)).get(pk=dated.pk)
    if locked.in_force_from <= clock.today():
        raise BusinessError("Cette valeur est en vigueur : décidez-en une autre, à partir d’un jour à venir.")
    data = {"key": locked.key, "value": locked.value, "in_force_from": locked.in_force_from.isoformat()}
    record(verb="parameter.withdraw", subject=locked, actor=actor, data=data)
    locked.delete()
