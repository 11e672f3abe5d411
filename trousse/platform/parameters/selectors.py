"""Reading a parameter as it is, or as it was on a day."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from trousse.core import clock
from trousse.core.money import Euro
from trousse.platform.parameters import cache
from trousse.platform.parameters.registry import Parameter, parameters


@dataclass(frozen=True)
class InForce:
    """What a parameter is worth on a day, and since when; `since` is None for the default of the code."""

    parameter: Parameter
    value: Any
    since: date | None


def in_force(key: str, on: date | None = None) -> InForce:
    """The value of `key` on that day in Paris (today when none is given). Raises KeyError for an undeclared key."""
    parameter = parameters.get(key)
    day = on or clock.today()
    for first_day, value in cache.history().get(key, ()):
        if first_day <= day:
            return InForce(parameter, value, first_day)
    return InForce(parameter, parameter.default, None)


def value(key: str, on: date | None = None) -> Any:
    """The bare value of `in_force`, of the type of the parameter's default; see also `euros`, `integer`, `integers`."""
    return copy(in_force(key, on).value)


def integer(key: str, on: date | None = None) -> int:
    """A whole number."""
    return cast(int, value(key, on))


def integers(key: str, on: date | None = None) -> list[int]:
    """A list of whole numbers."""
    return cast(list[int], value(key, on))


def euros(key: str, on: date | None = None) -> Euro:
    """An amount, for a parameter in cents."""
    return Euro(integer(key, on))


def table(on: date | None = None) -> list[InForce]:
    """Every declared parameter as it is on that day, by key."""
    return [in_force(key, on) for key in sorted(parameters.keys())]


def unknown_keys() -> list[str]:
    """Keys that the database holds and that no code declares any more."""
    return sorted(key for key in cache.history() if key not in parameters)
