"""Geometry of the pace of a campaign: cents reached day by day, towards the goal and the last day."""

from dataclasses import dataclass
from datetime import date

from trousse.core.money import Euro
from trousse.web.components.cards import Point
from trousse.web.components.typography import day

WIDTH = 600
TOP = 10
FLOOR = 160


@dataclass(frozen=True)
class Curve:
    """``points`` by growing day, amounts in cents; the scale holds the goal and the largest point."""

    points: tuple[Point, ...]
    starts: date
    ends: date
    goal: int

    @property
    def line(self) -> str:
        """Path of the curve, from nothing on the first day."""
        return "M" + " L".join(f"{x} {y}" for x, y in self._places)

    @property
    def area(self) -> str:
        return f"{self.line} V{FLOOR} H0z"

    @property
    def last(self) -> tuple[int, int]:
        return self._places[-1]

    @property
    def goal_y(self) -> int:
        return self._y(self.goal)

    @property
    def sentence(self) -> str:
        reached = Euro(self.points[-1].cents if self.points else 0)
        until = self.points[-1].on if self.points else self.starts
        return (
            f"Somme réunie\u00a0: 0\u00a0€ le {day(self.starts)}, {reached} le {day(until)}. "
            f"Objectif minimum\u00a0: {Euro(self.goal)} le {day(self.ends)}."
        )

    @property
    def _places(self) -> list[tuple[int, int]]:
        return [(0, FLOOR), *((self._x(point.on), self._y(point.cents)) for point in self.points)]

    def _x(self, on: date) -> int:
        whole = max((self.ends - self.starts).days, 1)
        return min(max((on - self.starts).days, 0), whole) * WIDTH // whole

    def _y(self, cents: int) -> int:
        top = max(self.goal, *(point.cents for point in self.points), 1) if self.points else max(self.goal, 1)
        return FLOOR - cents * (FLOOR - TOP) // top
