"""The figures that a decision or a law may change one day: declared in code, overridden by date in the database.

An app declares its own in its `parameters.py`, which is loaded at start-up:

    declare(Parameter(key="giving.minimum_gift", default=500, unit="centimes", label="Don minimum", source="règlement"))

The type of the default is the type of the parameter: a whole number, a text, a boolean, or a list of one of them.
"""

from dataclasses import dataclass
from typing import Any

from trousse.core.registry import Registry

Value = int | str | bool | list[int] | list[str]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What may vary, in which unit, between which bounds, and where its default comes from."""

    key: str
    default: Value
    unit: str
    label: str
    source: str = ""
    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        problem = self.problem(self.default)
        if problem:
            raise ValueError(f"{self.key}: {problem}")

    def problem(self, value: Any) -> str | None:
        """Why `value` cannot be one of this parameter, in French; None when it can."""
        wanted = list if isinstance(self.default, list) else type(self.default)
        if type(value) is not wanted:  # a boolean is an integer for isinstance
            return f"Il faut {_A[wanted]}."
        if isinstance(value, list):
            return self._problem_in_list(value)
        return self._problem_of_size(value)

    def _problem_in_list(self, values: list[Any]) -> str | None:
        if not values:
            return "La liste ne peut pas être vide."
        kind = type(self.default[0]) if isinstance(self.default, list) and self.default else int
        if any(type(value) is not kind for value in values):
            return f"Chaque élément de la liste doit être {_A[kind]}."
        return next(filter(None, map(self._problem_of_size, values)), None)

    def _problem_of_size(self, value: Any) -> str | None:
        if type(value) is not int:
            return None
        if self.at_least is not None and value < self.at_least:
            return f"Il faut au moins {self.at_least}."
        if self.at_most is not None and value > self.at_most:
            return f"Il faut au plus {self.at_most}."
        return None


_A = {int: "un nombre entier", str: "un texte", bool: "« true » ou « false »", list: "une liste"}

parameters: Registry[Parameter] = Registry("parameters")


def declare(parameter: Parameter) -> Parameter:
    """Make a parameter known. Raises AlreadyRegistered when two apps claim one key."""
    return parameters.register(parameter.key, parameter)
